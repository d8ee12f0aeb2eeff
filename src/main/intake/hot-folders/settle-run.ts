import { join } from 'node:path';
import type { Item, Run } from '../../../contract/run.ts';
import type {
  FileOutcome,
  HotFolderStorePort,
  RunsOfHotFolders,
  SeenFile,
  StoredHotFolder,
} from '../../engine/hot-folder-port.ts';
import { FAILED, PROCESSED } from './candidates.ts';
import { fileStamp } from './file-stamp.ts';
import { putAside, tellBeside } from './put-aside.ts';

interface Deps {
  store: HotFolderStorePort;
  runs: Pick<RunsOfHotFolders, 'items'>;
}

const PAGE = 200;

/**
 * Writes down what became of a run's files and puts their sources aside where that is wanted. May be done again: after a crash, and when
 * the run was retried.
 * @returns paths that have changed since they were taken, or were not complete when they were, and are to be looked at anew
 */
export async function settleRun({ store, runs }: Deps, hot: StoredHotFolder, run: Run): Promise<string[]> {
  const seen = new Map((await store.ofRun(hot.id, run.id)).map((file) => [file.path, file]));
  const anew: string[] = [];
  for (let page = 1; ; page += 1) {
    const { items } = await runs.items(run.id, { page, pageSize: PAGE });
    const outcomes: FileOutcome[] = [];
    for (const item of items) {
      const file = seen.get(pathOf(item));
      if (file === undefined) continue;
      seen.delete(file.path);
      if (item.status === 'failed' && (await hasChanged(hot, file))) anew.push(file.path);
      else outcomes.push(await outcomeOf(hot, file, item));
    }
    await store.settle(hot.id, outcomes);
    if (items.length < PAGE) break;
  }
  await store.settle(hot.id, await Promise.all([...seen.values()].map((file) => withoutItem(hot, file, run))));
  await store.forget(hot.id, anew);
  return anew;
}

async function outcomeOf(hot: StoredHotFolder, file: SeenFile, item: Item): Promise<FileOutcome> {
  const failed = item.status === 'failed' || item.status === 'cancelled';
  const error = failed ? (item.error?.message ?? 'The run was cancelled.') : null;
  const outcome: FileOutcome = { path: file.path, state: failed ? 'failed' : 'done', error };
  if (hot.options.afterwards === 'leave' || item.status === 'cancelled') return outcome;
  const path = await putAside(hot.folder, file.path, file.stamp, failed ? FAILED : PROCESSED);
  if (path === null) return outcome;
  if (failed && error !== null) await tellBeside(path, error);
  const [nodeId] = Object.keys(item.sources);
  return nodeId === undefined ? outcome : { ...outcome, movedTo: { itemId: item.id, nodeId, path } };
}

/** The half of a pair that was passed over goes with the other; what else has no item was never begun. */
async function withoutItem(hot: StoredHotFolder, file: SeenFile, run: Run): Promise<FileOutcome> {
  if (file.state === 'taken') {
    return { path: file.path, state: 'failed', error: run.error?.message ?? 'It was gone before it could be done.' };
  }
  if (file.state === 'passed' && hot.options.afterwards === 'move') {
    await putAside(hot.folder, file.path, file.stamp, PROCESSED);
  }
  return { path: file.path, state: file.state, error: file.error };
}

async function hasChanged(hot: StoredHotFolder, file: SeenFile): Promise<boolean> {
  const stamp = await fileStamp(join(hot.folder, file.path));
  return stamp !== null && stamp !== file.stamp;
}

/** Below the hot folder. By the name it was given, since its source may be put aside by now. */
function pathOf(item: Item): string {
  return item.relativeFolder === '' ? item.name : `${item.relativeFolder}/${item.name}`;
}
