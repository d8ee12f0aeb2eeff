import type { ItemDetailResource } from '../../../contract/api.ts';
import { useWords } from '../../words/use-words.ts';

/** Facts about the photo, its delivered files, and what each node took. */
export function ItemInspector({ item }: { item: ItemDetailResource }) {
  const { bytes, duration } = useWords();
  const facts = Object.values(item.facts)[0];
  const exif = facts?.exif ?? {};
  const make = exif['make']?.toString() ?? '';
  const model = exif['model']?.toString() ?? '';
  // Many makers repeat their name in the model.
  const camera = model.toLowerCase().startsWith(make.toLowerCase().split(' ')[0] ?? '')
    ? model
    : `${make} ${model}`.trim();
  const rows: [string, string | undefined][] = [
    ['Size', facts && `${facts.width} × ${facts.height} · ${((facts.width * facts.height) / 1e6).toFixed(1)} MP`],
    ['Format', facts && `${facts.format.toUpperCase()} · ${facts.depth} bit · ${bytes(facts.bytes)}`],
    ['Profile', facts && (facts.profile ?? 'none (sRGB assumed)')],
    ['Camera', camera || undefined],
    ['Lens', exif['lens']?.toString()],
    ['ISO', exif['iso']?.toString()],
    ['Taken', exif['takenAt']?.toString().replace('T', ' ')],
  ];
  const notes = item.nodeStates.flatMap((state) => state.notes ?? []);
  return (
    <div className="item-inspector">
      <section>
        <h2>Photo</h2>
        <dl>
          {rows
            .filter((row) => row[1] !== undefined)
            .map(([name, value]) => (
              <Row key={name} name={name} value={value as string} />
            ))}
        </dl>
        {notes.map((note) => (
          <p key={note} className="dim" style={{ marginTop: 8 }}>
            {note}
          </p>
        ))}
      </section>
      <section>
        <h2>
          Nodes <span className="count">{item.milliseconds === null ? '' : duration(item.milliseconds)}</span>
        </h2>
        <dl style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
          {item.nodeStates.map((state) => (
            <Row
              key={state.nodeId}
              name={`${state.label}${state.fusedWith !== undefined && state.fusedWith.length > 0 ? ' · merged' : ''}`}
              value={
                state.error !== undefined
                  ? 'failed'
                  : state.status === 'skipped'
                    ? 'passed over'
                    : state.milliseconds === undefined
                      ? state.status
                      : duration(state.milliseconds)
              }
            />
          ))}
        </dl>
      </section>
      {item.outputs.length > 0 && (
        <section>
          <h2>Files</h2>
          {item.outputs.map((output) => (
            <p key={output.key} style={{ marginBottom: 6, overflowWrap: 'anywhere' }}>
              {output.archive === undefined ? (
                <a href={output.url} target="_blank" rel="noreferrer">
                  {output.fileName}
                </a>
              ) : (
                `${output.path} in ${output.archive}`
              )}
              <br />
              <span className="dim count">
                {output.width} × {output.height} · {bytes(output.bytes)}
              </span>
            </p>
          ))}
        </section>
      )}
    </div>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="ellipsis">{name}</dt>
      <dd className="count">{value}</dd>
    </>
  );
}
