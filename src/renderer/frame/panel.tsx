import type { ReactNode } from 'react';

/** One part of an inspector under its heading. */
export function Panel(props: { title: string; icon?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      <h2>
        {props.icon}
        <span>{props.title}</span>
        {props.aside !== undefined && <span className="panel-aside count">{props.aside}</span>}
      </h2>
      {props.children}
    </section>
  );
}

/** Names and values in two columns; what is undefined is left out. */
export function Facts({ rows }: { rows: [name: string, value: ReactNode | undefined][] }) {
  return (
    <dl className="facts">
      {rows
        .filter((row) => row[1] !== undefined && row[1] !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="count">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
