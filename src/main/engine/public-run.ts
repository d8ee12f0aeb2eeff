import type { Run } from '../../contract/run.ts';
import type { StoredRun } from './store-port.ts';

/** A run as clients see it. */
export function publicRun(stored: StoredRun): Run {
  const { tolerant: _tolerant, cancelRequested: _cancel, lastSeq: _seq, archiveState: _archive, ...run } = stored;
  return run;
}
