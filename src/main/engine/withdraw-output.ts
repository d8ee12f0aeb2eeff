import { dirname } from 'node:path';
import type { EngineDeps } from './engine-deps.ts';
import { type RunContext, runTempPrefix } from './run-context.ts';
import type { StoredOutput } from './store-port.ts';

/**
 * Takes back a file that an earlier attempt at an item delivered and that the present one does not write again: it has another
 * format now, or its export delivers nothing. As with an undo, only a file that is still as we left it goes, and what it had
 * replaced comes back. Its row becomes a name only. Files that went into a zip stay there.
 */
export async function withdrawOutput(
  { store, undoFiles, log }: Pick<EngineDeps, 'store' | 'undoFiles' | 'log'>,
  { run }: Pick<RunContext, 'run'>,
  output: StoredOutput,
): Promise<void> {
  const [made] = await store.undo.outputs(run.id, output.id - 1, 1);
  if (made === undefined || made.id !== output.id) return;
  if (run.output.zip) {
    await store.undo.settleOutputs([{ id: output.id, undone: 'removed' }]);
    return;
  }
  const taken = await undoFiles.takeBack(made, { dryRun: false, tempPrefix: runTempPrefix(run) });
  if (taken.what === 'kept') log.info('an earlier result stays', { path: made.path, reason: taken.reason });
  const restoredFrom = taken.what === 'restored' && made.keptAt !== null ? [made.keptAt] : [];
  // On the disk before it is on record; only then what was kept may go.
  await undoFiles.sync([dirname(made.path)]);
  await store.undo.settleOutputs([{ id: output.id, undone: taken.what === 'restored' ? 'restored' : 'removed' }]);
  await undoFiles.dropKept(restoredFrom);
  await store.undo.forgetKept(restoredFrom);
}
