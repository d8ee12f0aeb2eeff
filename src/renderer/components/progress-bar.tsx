import type { RunResource } from '../../contract/api.ts';

/** Done, failed and left of a run as one segmented bar. */
export function RunBar({ run }: { run: RunResource }) {
  const total = Math.max(1, run.totalItems);
  const share = (n: number) => `${(n / total) * 100}%`;
  const done = run.completedItems + run.failedItems + run.skippedItems + run.cancelledItems;
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={`${run.name}: done`}
      aria-valuemin={0}
      aria-valuemax={run.totalItems}
      aria-valuenow={done}
    >
      <i className="done" style={{ width: share(run.completedItems) }} />
      <i className="failed" style={{ width: share(run.failedItems) }} />
      <i className="skipped" style={{ width: share(run.skippedItems + run.cancelledItems) }} />
    </div>
  );
}
