import { applyRunEvent, endRun } from './end-run.ts';
import type { EngineDeps } from './engine-deps.ts';
import { itemTransition } from './item-machine.ts';
import type { RunAnnouncer } from './run-announcer.ts';
import { runTempPrefix, tempFolders } from './run-context.ts';
import type { StoredItem, StoredOutput, StoredRun } from './store-port.ts';

type Deps = EngineDeps & { announcer: RunAnnouncer };

const PAGE = 100;

/**
 * Puts in order what an earlier process left behind; called before anything is executed. Items that ran are adopted when
 * all their files are published, else put back; our temp files are swept; a cancel that was asked for is carried out.
 * Answers the runs to go on with; without `resume` they become paused instead.
 */
export async function recover(deps: Deps, options: { resume: boolean }): Promise<number[]> {
  const goOn: number[] = [];
  for (const run of await deps.store.runs.unfinished()) {
    const interrupted = await settleRunning(deps, run);
    // A run that goes on is swept at its end once more.
    if (interrupted > 0 || run.cancelRequested) await sweep(deps, run);
    if (run.cancelRequested) await endRun(deps, run.id, { how: 'cancel' });
    else if (run.status === 'paused' || run.held) continue;
    else if (options.resume) goOn.push(run.id);
    else await applyRunEvent(deps, run.id, 'interrupt');
  }
  return goOn;
}

async function settleRunning(deps: Deps, run: StoredRun): Promise<number> {
  let settled = 0;
  for (;;) {
    const page = await deps.store.items.running(run.id, PAGE);
    if (page.length === 0) return settled;
    for (const item of page) await settleItem(deps, item);
    settled += page.length;
  }
}

async function settleItem(deps: Deps, item: StoredItem): Promise<void> {
  const { store, clock, log } = deps;
  const done: StoredOutput[] = [];
  for (const output of await store.outputs.ofItem(item.id)) {
    if (output.state === 'planned') continue;
    const found = output.state === 'done' || (await isPublished(deps, output));
    if (output.state === 'committing') await store.outputs.settle(output.id, found);
    if (found) done.push(output);
  }
  const wanted = Object.entries(item.receipt?.outputs ?? {});
  const adopt =
    wanted.length > 0 &&
    wanted.every(([nodeId, sha256]) => done.some((output) => output.nodeId === nodeId && output.sha256 === sha256));
  const to = itemTransition('running', adopt ? 'complete' : 'requeue');
  if (to === 'illegal') throw new Error('the item machine does not allow recovery');
  const patch = { finishedAt: adopt ? clock.now().toISOString() : null };
  await store.items.transition({
    id: item.id,
    attempt: item.attempt,
    from: 'running',
    to,
    patch,
    published: done.map((output) => output.id),
    dropUnused: adopt,
  });
  log.info(adopt ? 'an item was complete already' : 'an item is done again', { item: item.id, name: item.name });
}

async function isPublished(deps: Deps, output: StoredOutput): Promise<boolean> {
  const { path, sha256, bytes } = output;
  if (path === null || sha256 === null || bytes === null) return false;
  return await deps.delivery.matches(path, sha256, bytes).catch(() => false);
}

async function sweep(deps: Deps, run: StoredRun): Promise<void> {
  for (const folder of tempFolders(deps.folders, run)) {
    await deps.delivery.sweep(folder, runTempPrefix(run)).catch((error: unknown) => {
      deps.log.warn('temp files were not removed', { folder, error: String(error) });
    });
  }
}
