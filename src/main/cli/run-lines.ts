import type { SafelightEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';

/**
 * The JSON lines of a run. Their shape is fixed (scripts rely on it); fields may be added, never renamed or removed.
 */
export function runCreatedLine(run: Run, verb: 'created' | 'resumed' | 'retried' = 'created'): object {
  const { id, uuid, name, status, workflowId, workflowSlug, workflowVersion, output } = run;
  return { event: `run.${verb}`, id, uuid, name, status, workflowId, workflowSlug, workflowVersion, output };
}

/** Line for an item's event; null for events that are no news to a script. */
export function itemLine(event: SafelightEvent): object | null {
  return event.event === 'item.completed' || event.event === 'item.failed' || event.event === 'item.skipped'
    ? event
    : null;
}

/** The last line of a run: `outputs` is the number of delivered files. */
export function runFinishedLine(run: Run): object {
  return { event: 'run.finished', ...counts(run), error: run.error };
}

/** The last line when the program stops with work left: interrupted, or paused by an error such as a full disk. */
export function runStoppedLine(run: Run, how: 'interrupted' | 'paused'): object {
  return { event: `run.${how}`, ...counts(run), pendingItems: run.pendingItems, error: run.error };
}

function counts(run: Run): object {
  const { id, status, totalItems, completedItems, failedItems, skippedItems, cancelledItems } = run;
  const { outputCount, outputBytes, archivePath } = run;
  return {
    id,
    status,
    totalItems,
    completedItems,
    failedItems,
    skippedItems,
    cancelledItems,
    outputs: outputCount,
    outputBytes,
    archivePath,
  };
}
