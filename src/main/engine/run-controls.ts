import { SafelightError } from '../../contract/errors.ts';
import type { Item, Run } from '../../contract/run.ts';
import { applyRunEvent, endRun, moveItems } from './end-run.ts';
import { AGAIN, changedOverrides, rerunPatch } from './item-control.ts';
import { itemTransition } from './item-machine.ts';
import { publicRun } from './public-run.ts';
import { runIsOver, runTransition } from './run-machine.ts';
import type { RunRef, RunService, RunServiceDeps } from './run-service.ts';
import type { ItemPatch, StoredRun } from './store-port.ts';

/** The part of the run service that changes what becomes of runs and items. */
type Controls = Pick<
  RunService,
  | 'start'
  | 'change'
  | 'remove'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'retryFailed'
  | 'retryItem'
  | 'overrideItem'
  | 'rerunItem'
>;

interface Lookup {
  stored(ref: RunRef): Promise<StoredRun>;
  itemOf(run: StoredRun, ref: number | string): Promise<Item>;
  /** Throws `run_state`. */
  refuseWhileUndoing(run: Run): void;
}

/** See RunService for what each of them promises. */
export function runControls(deps: RunServiceDeps, { stored, itemOf, refuseWhileUndoing }: Lookup): Controls {
  const { store, scheduler, announcer } = deps;

  /** Puts an item that is over to work again, and with it its run. */
  async function backToWork(run: StoredRun, item: Item, patch: ItemPatch): Promise<Run> {
    const { id, attempt, status: from } = item;
    // First the run, so that after a crash in between it is not over with work left.
    await applyRunEvent(deps, run.id, 'retry', { error: null, finishedAt: null });
    const moved = await store.items.transition({ id, attempt, from, to: 'pending', patch });
    if (run.status !== 'paused' && !scheduler.wake(run.id)) scheduler.enqueue(run.id);
    if (!moved) throw new SafelightError('run_state', `“${item.name}” has just changed. Look again.`);
    return await announcer.now(run.id);
  }

  return {
    async start(ref) {
      const run = await stored(ref);
      if (!run.held || run.status !== 'queued') {
        throw new SafelightError('run_state', `Run ${run.id} is ${run.held ? run.status : 'started already'}.`);
      }
      await store.runs.change(run.id, { started: true });
      scheduler.enqueue(run.id);
      return await announcer.now(run.id);
    },

    async change(ref, changes) {
      const run = await stored(ref);
      await store.runs.change(run.id, changes);
      return await announcer.now(run.id);
    },

    async remove(ref) {
      const run = await stored(ref);
      refuseWhileUndoing(run);
      if (!runIsOver(run.status) && !run.held) throw impossible(run, 'removed');
      // What waits for its start would wait for ever.
      if (run.held) await endRun(deps, run.id, { how: 'cancel' });
      await store.runs.change(run.id, { removed: true });
      return await announcer.now(run.id);
    },

    async pause(ref) {
      const run = await stored(ref);
      if (!(await applyRunEvent(deps, run.id, 'pause', { error: null }))) throw impossible(run, 'paused');
      scheduler.ask(run.id, { how: 'pause', error: null });
      return await announcer.now(run.id);
    },

    async resume(ref) {
      const run = await stored(ref);
      if (run.status === 'queued' || run.status === 'running') return publicRun(run);
      if (runTransition(run.status, 'resume') === 'illegal') throw impossible(run, 'resumed');
      // What still runs from before the pause is finished first.
      await scheduler.stop(run.id, { how: 'pause', error: null });
      await applyRunEvent(deps, run.id, 'resume', { error: null });
      if (run.held) await store.runs.change(run.id, { started: true });
      scheduler.enqueue(run.id);
      return await announcer.now(run.id);
    },

    async cancel(ref) {
      const run = await stored(ref);
      if (runIsOver(run.status)) throw impossible(run, 'cancelled');
      await store.runs.requestCancel(run.id);
      await scheduler.stop(run.id, { how: 'cancel' });
      if (!runIsOver((await stored(run.id)).status)) await endRun(deps, run.id, { how: 'cancel' });
      return publicRun(await stored(run.id));
    },

    async retryFailed(ref) {
      const run = await stored(ref);
      if (!runIsOver(run.status)) throw impossible(run, 'retried');
      // A run that failed as a whole cancelled its items itself.
      const failedAsWhole = run.status === 'failed' && run.error !== null;
      refuseWhileUndoing(run);
      const failed = await store.items.countWithSources(run.id, 'failed');
      const undone = await store.undo.anyToRedo(run.id);
      if (failed === 0 && !failedAsWhole && !undone) {
        throw new SafelightError('run_state', `Run ${run.id} has no failed pictures that could be tried again.`);
      }
      const again = { error: null, finishedAt: null };
      // First the run, so that after a crash in between it is not over with work left.
      await applyRunEvent(deps, run.id, 'retry', again);
      await moveItems(deps, run.id, 'failed', 'pending', AGAIN, true);
      if (failedAsWhole) await moveItems(deps, run.id, 'cancelled', 'pending', AGAIN, true);
      // What was taken back is delivered anew.
      if (undone) await moveItems(deps, run.id, 'completed', 'pending', AGAIN, true, true);
      scheduler.enqueue(run.id);
      return await announcer.now(run.id);
    },

    async retryItem(ref, itemRef) {
      const run = await stored(ref);
      const item = await itemOf(run, itemRef);
      refuseWhileUndoing(run);
      const undone = item.outputs.some((output) => output.undone !== undefined);
      const to = itemTransition(item.status, undone && item.status === 'completed' ? 'redo' : 'retry');
      if (to === 'illegal' || Object.keys(item.sources).length === 0) {
        const why = to === 'illegal' ? `it is ${item.status}` : 'there is no picture that could be read';
        throw new SafelightError('run_state', `“${item.name}” cannot be tried again: ${why}.`);
      }
      return await backToWork(run, item, AGAIN);
    },

    async overrideItem(ref, itemRef, changes) {
      const run = await stored(ref);
      const item = await itemOf(run, itemRef);
      const overrides = await changedOverrides(deps, run, item, changes);
      if (!(await store.items.setOverrides(item.id, overrides))) {
        throw new SafelightError('run_state', `“${item.name}” is being worked on. Try again when that is done.`);
      }
      return { ...item, overrides };
    },

    async rerunItem(ref, itemRef, rerun = {}) {
      const run = await stored(ref);
      const item = await itemOf(run, itemRef);
      refuseWhileUndoing(run);
      return await backToWork(run, item, await rerunPatch(deps, run, item, rerun));
    },
  };
}

function impossible(run: Run, what: string): SafelightError {
  return new SafelightError('run_state', `Run ${run.id} is ${run.status} and cannot be ${what}.`);
}
