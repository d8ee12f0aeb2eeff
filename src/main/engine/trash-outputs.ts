import type { TrashKept, TrashReport } from '../../contract/native.ts';
import type { EngineDeps } from './engine-deps.ts';
import { itemIsOver } from './item-machine.ts';
import { runTempPrefix } from './run-context.ts';
import type { StoredRun } from './store-port.ts';
import type { MadeOutput } from './undo-port.ts';

/** What moving files into the trash takes, which only a desktop has. */
export interface TrashCalls {
  /** Asked once, before anything is touched. */
  confirm(files: number): Promise<boolean>;
  /** Moves one file into the system's trash; throws when the system refuses. */
  trash(path: string): Promise<void>;
}

type Deps = Pick<EngineDeps, 'store' | 'undoFiles' | 'log'>;

/**
 * Moves delivered files of some items into the trash, those that nobody changed since, and notes it: they are claimed to be there no
 * longer. Items that are being worked on, and files in zips, are passed over. Null when the question was answered with no.
 */
export async function trashOutputs(
  deps: Deps,
  run: StoredRun,
  itemIds: readonly number[],
  calls: TrashCalls,
): Promise<TrashReport | null> {
  const report: TrashReport = { trashed: 0, kept: [] };
  const ours: MadeOutput[] = [];
  for (const output of await candidates(deps, run, itemIds)) {
    const why = await whyKept(deps, run, output);
    if (why === null) ours.push(output);
    else report.kept.push({ path: output.path, why });
  }
  if (ours.length === 0) return report;
  if (!(await calls.confirm(ours.length))) return null;
  for (const output of ours) {
    // The question may have stood there for long.
    const why = (await whyKept(deps, run, output)) ?? (await moved(deps, output, calls));
    if (why === null) report.trashed += 1;
    else report.kept.push({ path: output.path, why });
  }
  return report;
}

async function candidates({ store }: Deps, run: StoredRun, itemIds: readonly number[]): Promise<MadeOutput[]> {
  // A run whose files go into a zip has them in a folder of its own until then.
  if (run.output.zip) return [];
  const outputs = await store.undo.outputsOfItems(run.id, itemIds);
  const over = new Set<number>();
  for (const itemId of new Set(outputs.map((output) => output.itemId))) {
    const item = await store.items.find(run.id, { id: itemId });
    if (item !== null && itemIsOver(item.status)) over.add(itemId);
  }
  return outputs.filter(({ itemId }) => over.has(itemId));
}

/** Null for a file that is byte for byte what was delivered. What it replaced is no question here: undo can still put that back. */
async function whyKept({ undoFiles }: Deps, run: StoredRun, output: MadeOutput): Promise<TrashKept['why'] | null> {
  const asMade = { ...output, origin: 'new' as const, keptAt: null };
  const { what } = await undoFiles.takeBack(asMade, { dryRun: true, tempPrefix: runTempPrefix(run) });
  if (what === 'removed') return null;
  return what === 'gone' ? 'gone' : 'changed';
}

/** The record follows each file, so that a crash leaves no more than one that is claimed to be there and is not. */
async function moved({ store, log }: Deps, { id, path }: MadeOutput, { trash }: TrashCalls): Promise<'refused' | null> {
  try {
    await trash(path);
  } catch (error) {
    log.warn('a file could not be moved to the trash', { path, error: String(error) });
    return 'refused';
  }
  await store.undo.settleOutputs([{ id, undone: 'trashed' }]);
  return null;
}
