import { relative, sep } from 'node:path';
import { type ErrorRecord, toErrorRecord } from '../../contract/errors.ts';
import type { SettledItem } from './already-there.ts';
import type { KnownOutcome } from './cache-port.ts';
import { applyRunEvent, endRun, pauseRun } from './end-run.ts';
import type { EngineDeps } from './engine-deps.ts';
import { tellFound } from './found-items.ts';
import { settleKnown } from './known-items.ts';
import { inStep, LockStep } from './lock-step.ts';
import type { Previews } from './previews.ts';
import { processItem } from './process-item.ts';
import type { RunAnnouncer } from './run-announcer.ts';
import { loadRunContext, type RunContext, runTempPrefix, tempFolders } from './run-context.ts';
import { runIntake } from './run-intake.ts';
import { processContactSheet } from './run-nodes/contact-sheet.ts';
import { bringInRunNodes, runNodeOf } from './run-nodes/run-items.ts';
import type { ItemOutcome, StopReason } from './settle-item.ts';
import { Slots } from './slots.ts';
import type { StoredItem, StoredRun, StorePort } from './store-port.ts';
import { Wake } from './wake.ts';

/** Rows read at once; only their ids, names and sources are held. */
const PAGE = 200;

/** Items delivered without rendering that go together; as many as one transaction takes. */
const IN_STEP = 50;
/** Groups of them at once. */
const COPYING = 2;

/** An item that need not be rendered, and the store as its group uses it. */
interface Known {
  outcome: KnownOutcome;
  store: StorePort;
}

/**
 * Why a run stops before its end. `pause`: items that run are finished first. `cancel`, `close`: they are given up.
 * `fail`: the run itself cannot go on; items that run are finished.
 */
export type Stop =
  | { how: 'pause'; error: ErrorRecord | null }
  | { how: 'cancel' }
  | { how: 'close' }
  | { how: 'fail'; error: ErrorRecord };

export interface ExecutionDeps extends EngineDeps {
  slots: Slots;
  announcer: RunAnnouncer;
  previews: Pick<Previews, 'keepAll' | 'render'>;
  /** An item came to an end. */
  onItemOver(runId: number): void;
}

/** One run being executed: intake and items side by side, until nothing is left or somebody stops it. */
export class RunExecution {
  readonly runId: number;
  /** Settles, never rejecting, when nothing of the run is going on any more. */
  readonly done: Promise<void>;
  readonly #deps: ExecutionDeps;
  readonly #wake = new Wake();
  readonly #stopStarting = new AbortController();
  readonly #stopItems = new AbortController();
  readonly #inFlight = new Set<Promise<void>>();
  /** Groups of items that are delivered without rendering: their work waits for the disk, not for a core. */
  readonly #copying = new Slots(COPYING);
  #stop: Stop | null = null;
  #intakeDone = false;
  #needsSweep = false;

  constructor(deps: ExecutionDeps, runId: number) {
    this.runId = runId;
    this.#deps = deps;
    this.done = this.#execute().catch((error: unknown) => this.#broken(error));
  }

  /** The first reason counts, except that giving up is stronger than pausing. */
  stop(stop: Stop): void {
    const stronger = stop.how === 'cancel' || stop.how === 'close';
    if (this.#stop === null || stronger) this.#stop = stop;
    this.#stopStarting.abort();
    if (stronger) this.#stopItems.abort((stop.how === 'cancel' ? 'cancel' : 'requeue') satisfies StopReason);
    this.#wake.notify();
  }

  /** There is new work: items were put back to pending. */
  wake(): void {
    this.#wake.notify();
  }

  async #execute(): Promise<void> {
    const context = await this.#begin();
    if (context === null) return;
    await this.#prepareFolders(context);
    const intake = this.#intake(context);
    do {
      await this.#startItems(context);
      await Promise.all([intake, ...this.#inFlight]);
    } while (!(await this.#end(context)));
  }

  /** Null when the run is not to be executed any more. */
  async #begin(): Promise<RunContext | null> {
    const { store, clock, announcer } = this.#deps;
    const before = await store.runs.find({ id: this.runId });
    if (before === null) return null;
    const startedAt = before.startedAt ?? clock.now().toISOString();
    // What an earlier execution could not remove, because it was killed or the folder was gone or read-only.
    this.#needsSweep = before.startedAt !== null;
    await applyRunEvent(this.#deps, this.runId, 'start', { startedAt, finishedAt: null, error: null });
    const run = await store.runs.find({ id: this.runId });
    if (run === null || run.status !== 'running') return null;
    await announcer.now(this.runId);
    return await loadRunContext(this.#deps, run);
  }

  async #prepareFolders({ run, folder }: RunContext): Promise<void> {
    if (this.#stop !== null) return;
    try {
      const missing = await this.#deps.undoFiles.missingFolders(run.output.folder);
      if (missing.length > 0) await this.#deps.store.undo.addFolders(run.id, missing);
      await this.#deps.delivery.prepareFolder(run.output.folder, runTempPrefix(run));
      if (run.output.zip) await this.#deps.delivery.prepareFolder(folder);
    } catch (error) {
      // A run that has delivered before can go on once the folder is back; a new one cannot begin.
      const record = toErrorRecord(error);
      this.stop(run.totalItems > 0 ? { how: 'pause', error: record } : { how: 'fail', error: record });
    }
  }

  async #intake(context: RunContext): Promise<void> {
    try {
      if (!context.run.intakeDone && this.#stop === null) {
        await runIntake(this.#deps, context, this.#stopStarting.signal, (added) => {
          tellFound(this.#deps.events, this.runId, added);
          this.#wake.notify();
          this.#deps.announcer.changed(this.runId);
        });
      }
      this.#intakeDone = true;
    } catch (error) {
      if (!this.#stopStarting.signal.aborted) this.stop({ how: 'fail', error: toErrorRecord(error) });
    } finally {
      this.#wake.notify();
    }
  }

  async #startItems(context: RunContext): Promise<void> {
    const signal = this.#stopStarting.signal;
    // Before all originals are known, overwriting could meet one that has not been found yet.
    const mayStart = (): boolean => context.run.output.collision !== 'overwrite' || this.#intakeDone;
    while (!signal.aborted) {
      const seen = this.#wake.seen;
      const allFound = this.#intakeDone;
      const page = mayStart() ? await this.#deps.store.items.pending(this.runId, PAGE) : [];
      if (page.length === 0) {
        const retryAt = mayStart() ? await this.#deps.store.items.nextRetryAt(this.runId) : null;
        if (allFound && this.#inFlight.size === 0 && retryAt === null && this.#wake.seen === seen) return;
        await this.#changedOr(retryAt, seen);
        continue;
      }
      const pictures = page.filter((item) => runNodeOf(item) === null);
      if (pictures.length === 0) {
        await this.#startRunNodes(context, page, allFound, seen, signal);
        continue;
      }
      const { settled, outcomes } = await settleKnown(this.#deps, context, pictures);
      for (const one of settled.values()) this.#tellSettled(one);
      const rest = pictures.filter(({ id }) => !settled.has(id));
      // Claimed before the next page is read, so that no item is seen twice.
      const unknown = rest.filter(({ id }) => !outcomes.has(id));
      await Promise.all([this.#startKnown(context, rest, outcomes), this.#startUnknown(context, unknown, signal)]);
    }
  }

  /** Waits for a change, or until the next of the items that wait may be tried again. */
  async #changedOr(retryAt: string | null, seen: number): Promise<void> {
    const { clock, timers } = this.#deps;
    if (retryAt === null) return await this.#wake.changedSince(seen);
    const milliseconds = Date.parse(retryAt) - clock.now().getTime();
    if (milliseconds <= 0) return;
    const stop = timers.after(milliseconds, () => this.#wake.notify());
    await this.#wake.changedSince(seen);
    stop();
  }

  /** Items of run nodes start when no other item is left to do. */
  async #startRunNodes(
    context: RunContext,
    items: readonly StoredItem[],
    allFound: boolean,
    seen: number,
    signal: AbortSignal,
  ): Promise<void> {
    const retryAt = await this.#deps.store.items.nextRetryAt(this.runId);
    if (!allFound || this.#inFlight.size > 0 || retryAt !== null) await this.#changedOr(retryAt, seen);
    else await this.#startUnknown(context, items, signal);
  }

  async #startUnknown(context: RunContext, items: readonly StoredItem[], signal: AbortSignal): Promise<void> {
    for (const item of items) {
      const release = await this.#deps.slots.acquire(signal);
      if (release === null) return;
      const claimed = await this.#deps.store.items.claim(item.id);
      if (claimed === null) release();
      else void this.#run(context, claimed, release);
    }
  }

  /** Starts items that need no rendering, many in step with one another, so that they share transactions. */
  async #startKnown(
    context: RunContext,
    page: readonly StoredItem[],
    outcomes: ReadonlyMap<number, KnownOutcome>,
  ): Promise<void> {
    const { store } = this.#deps;
    const known = page.filter(({ id }) => outcomes.has(id));
    for (let start = 0; start < known.length; start += IN_STEP) {
      const release = await this.#copying.acquire(this.#stopStarting.signal);
      if (release === null) return;
      const claims = await Promise.all(known.slice(start, start + IN_STEP).map(({ id }) => store.items.claim(id)));
      const claimed = claims.filter((item) => item !== null);
      const step = new LockStep(claimed.length);
      const runs = claimed.map((item) =>
        this.#run(context, item, () => step.leave(), { outcome: outcomes.get(item.id)!, store: inStep(store, step) }),
      );
      void Promise.all(runs).then(release);
    }
  }

  #tellSettled({ item, outputs }: SettledItem): void {
    const about = { runId: this.runId, itemId: item.id, name: item.name };
    this.#deps.events.emit({ event: 'item.started', ...about });
    this.#tell(about, { type: 'completed', outputs }, 0);
    this.#deps.announcer.changed(this.runId);
  }

  #run(context: RunContext, item: StoredItem, release: () => void, known?: Known): Promise<void> {
    const task = this.#process(context, item, known)
      .catch((error: unknown) => this.stop({ how: 'fail', error: toErrorRecord(error) }))
      .finally(() => {
        release();
        this.#inFlight.delete(task);
        this.#wake.notify();
      });
    this.#inFlight.add(task);
    return task;
  }

  async #process(context: RunContext, item: StoredItem, known: Known | undefined): Promise<void> {
    const { events, announcer } = this.#deps;
    const about = { runId: this.runId, itemId: item.id, name: item.name };
    events.emit({ event: 'item.started', ...about });
    const started = performance.now();
    const node = runNodeOf(item);
    const deps = known ? { ...this.#deps, store: known.store } : this.#deps;
    const outcome =
      node === null
        ? await processItem(deps, context, item, this.#stopItems.signal, known?.outcome)
        : await processContactSheet(deps, context, item, node, this.#stopItems.signal);
    if (outcome.type !== 'completed') this.#needsSweep = true;
    this.#tell(about, asDelivered(context, outcome), performance.now() - started);
    if (outcome.type === 'requeued' && outcome.error !== null) this.stop({ how: 'pause', error: outcome.error });
    announcer.changed(this.runId);
    if (outcome.type === 'completed' && known === undefined && node === null)
      await this.#keepPictures(context.run, item.id);
  }

  /** In the item's own place among those that run, so that it does not pile up behind them. */
  async #keepPictures(run: StoredRun, id: number): Promise<void> {
    if (run.intermediates !== 'all') return;
    const item = await this.#deps.store.items.find(run.id, { id });
    if (item !== null) await this.#deps.previews.keepAll(run, item, this.#stopItems.signal);
  }

  #tell(about: { runId: number; itemId: number; name: string }, outcome: ItemOutcome, milliseconds: number): void {
    const { events } = this.#deps;
    if (outcome.type === 'completed') {
      events.emit({ event: 'item.completed', ...about, outputs: outcome.outputs, milliseconds });
    } else if (outcome.type === 'failed') events.emit({ event: 'item.failed', ...about, error: outcome.error });
    else if (outcome.type === 'skipped') events.emit({ event: 'item.skipped', ...about, reason: outcome.reason });
    else return;
    this.#deps.onItemOver(this.runId);
  }

  /** False when there is work again. */
  async #end(context: RunContext): Promise<boolean> {
    const { run } = context;
    if (this.#stop === null && (await bringInRunNodes(this.#deps, context))) return false;
    if (this.#needsSweep) {
      // One pass over the folder for all failures, because it may hold 100,000 files.
      for (const one of tempFolders(this.#deps.folders, run)) {
        await this.#deps.delivery.sweep(one, runTempPrefix(run)).catch((error: unknown) => {
          this.#deps.log.warn('temp files were not removed', { folder: one, error: String(error) });
        });
      }
    }
    if (this.#stop?.how === 'close') return true;
    if (this.#stop?.how !== 'pause') return await endRun(this.#deps, this.runId, this.#stop);
    await pauseRun(this.#deps, this.runId, this.#stop.error);
    return true;
  }

  /** Something no run should meet (the database refuses to write): say so, and leave the run to be resumed. */
  async #broken(error: unknown): Promise<void> {
    this.#deps.log.error('a run stopped unexpectedly', { run: this.runId, error: String(error) });
    this.stop({ how: 'close' });
    await Promise.allSettled([...this.#inFlight]);
    await pauseRun(this.#deps, this.runId, toErrorRecord(error)).catch(() => {});
  }
}

/** Files for a zip lie in a staging folder that goes away: what is told of them is their name in the zip to come. */
function asDelivered({ run, folder }: RunContext, outcome: ItemOutcome): ItemOutcome {
  if (!run.output.zip || outcome.type !== 'completed') return outcome;
  const outputs = outcome.outputs.map((output) => ({
    ...output,
    path: relative(folder, output.path).split(sep).join('/'),
  }));
  return { ...outcome, outputs };
}
