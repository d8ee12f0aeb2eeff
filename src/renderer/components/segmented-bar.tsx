import type { RunResource } from '../../contract/api.ts';
import { useWords } from '../words/use-words.ts';

type Counts = Pick<
  RunResource,
  'name' | 'totalItems' | 'completedItems' | 'failedItems' | 'skippedItems' | 'cancelledItems'
>;

/** Done, failed, left out and left of a run as one bar. */
export function SegmentedBar({ run }: { run: Counts }) {
  const { t } = useWords();
  const total = Math.max(1, run.totalItems);
  const width = (n: number) => ({ width: `${(n / total) * 100}%` });
  const leftOut = run.skippedItems + run.cancelledItems;
  const ended = run.completedItems + run.failedItems + leftOut;
  const said = {
    name: run.name,
    done: run.completedItems,
    failed: run.failedItems,
    left: Math.max(0, run.totalItems - ended),
  };
  return (
    <div
      className="segmented-bar"
      role="progressbar"
      aria-label={t('common.bar', said)}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(total, ended)}
    >
      <i className="done" style={width(run.completedItems)} />
      <i className="failed" style={width(run.failedItems)} />
      <i className="left-out" style={width(leftOut)} />
    </div>
  );
}
