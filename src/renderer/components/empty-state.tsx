import type { ReactNode } from 'react';

/** A place where nothing is yet: what would be here, and the way to get it. */
export function EmptyState(props: { icon?: ReactNode; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty-state">
      {props.icon !== undefined && (
        <span className="empty-state-icon" aria-hidden="true">
          {props.icon}
        </span>
      )}
      <h2>{props.title}</h2>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.actions !== undefined && <div className="empty-state-actions">{props.actions}</div>}
    </div>
  );
}
