import { type ErrorRecord, toErrorRecord } from '../../contract/errors.ts';
import type { KnownOutcome } from './cache-port.ts';
import { applyRunEvent, endRun, pauseRun } from './end-run.ts';
import type { EngineDeps } from './engine-deps.ts';
import { type SettledItem, settleKnown } from './known-items.ts';
import { type ItemOutcome, processItem, type StopReason } from './process-item.ts';
import type { RunAnnouncer } from './run-announcer.ts';
import { loadRunContext, type RunContext, runTempPrefix } from './run-context.ts';
import { type AddedItem, runIntake } from './run-intake.ts';
import { Slots } from './slots.ts';
import type { StoredItem } from './store-port.ts';
import { Wake } from './wake.ts';

/** Rows read at once; only their ids, names and sources are held. */
const PAGE = 200;

/** Side by side, so that one fsync of the disk and one transaction serve many. */
const COPYING = 32;

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
  /** Places of items that are delivered without rendering: their work waits for the disk, not for a core. */
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
    await applyRunEvent(this.#deps, this.runId, 'start', { startedAt, finishedAt: null, error: null });
    const run = await store.runs.find({ id: this.runId });
    if (run === null || run.status !== 'running') return null;
    await announcer.now(this.runId);
    return await loadRunContext(this.#deps, run);
  }

  async #prepareFolders({ run, folder }: RunContext): Promise<void> {
    if (this.#stop !== null) return;
    try {
      await this.#deps.delivery.prepareFolder(run.output.folder);
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
          for (const item of added) this.#tellOver(item);
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

  /** What was over as soon as it was found: no picture, or one that cannot be used. */
  #tellOver({ id, name, status, error }: AddedItem): void {
    const about = { runId: this.runId, itemId: id, name };
    if (error === null) return;
    if (status === 'failed') this.#deps.events.emit({ event: 'item.failed', ...about, error });
    if (status === 'skipped') this.#deps.events.emit({ event: 'item.skipped', ...about, reason: error });
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
        if (allFound && this.#inFlight.size === 0 && this.#wake.seen === seen) return;
        await this.#wake.changedSince(seen);
        continue;
      }
      const { settled, outcomes } = await settleKnown(this.#deps, context, page);
      for (const one of settled.values()) this.#tellSettled(one);
      const claims: Promise<void>[] = [];
      for (const item of page) {
        if (settled.has(item.id)) continue;
        const known = outcomes.get(item.id);
        const release = await (known ? this.#copying : this.#deps.slots).acquire(signal);
        if (release === null) break;
        const claim = this.#claim(context, item, release, known);
        claims.push(claim);
        if (known === undefined) await claim;
      }
      // Claimed before the next page is read, so that no item is seen twice.
      await Promise.all(claims);
    }
  }

  async #claim(
    context: RunContext,
    { id }: StoredItem,
    release: () => void,
    known: KnownOutcome | undefined,
  ): Promise<void> {
    const claimed = await this.#deps.store.items.claim(id);
    if (claimed === null) release();
    else this.#run(context, claimed, release, known);
  }

  #tellSettled({ item, outputs }: SettledItem): void {
    const about = { runId: this.runId, itemId: item.id, name: item.name };
    this.#deps.events.emit({ event: 'item.started', ...about });
    this.#tell(about, { type: 'completed', outputs }, 0);
    this.#deps.announcer.changed(this.runId);
  }

  #run(context: RunContext, item: StoredItem, release: () => void, known: KnownOutcome | undefined): void {
    const task = this.#process(context, item, known)
      .catch((error: unknown) => this.stop({ how: 'fail', error: toErrorRecord(error) }))
      .finally(() => {
        release();
        this.#inFlight.delete(task);
        this.#wake.notify();
      });
    this.#inFlight.add(task);
  }

  async #process(context: RunContext, item: StoredItem, known: KnownOutcome | undefined): Promise<void> {
    const { events, announcer } = this.#deps;
    const about = { runId: this.runId, itemId: item.id, name: item.name };
    events.emit({ event: 'item.started', ...about });
    const started = performance.now();
    const outcome = await processItem(this.#deps, context, item, this.#stopItems.signal, known);
    if (outcome.type !== 'completed') this.#needsSweep = true;
    this.#tell(about, outcome, performance.now() - started);
    if (outcome.type === 'requeued' && outcome.error !== null) this.stop({ how: 'pause', error: outcome.error });
    announcer.changed(this.runId);
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
    const { run, folder } = context;
    if (this.#needsSweep) {
      // One pass over the folder for all failures, because it may hold 100,000 files.
      await this.#deps.delivery.sweep(folder, runTempPrefix(run)).catch((error: unknown) => {
        this.#deps.log.warn('temp files were not removed', { folder, error: String(error) });
      });
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
