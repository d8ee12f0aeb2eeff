import type { EngineDeps } from './engine-deps.ts';
import type { Previews } from './previews.ts';
import type { RunAnnouncer } from './run-announcer.ts';
import { RunExecution, type Stop } from './run-execution.ts';
import { RateWindow } from './run-progress.ts';
import type { RunProgress } from './run-service.ts';
import { Slots } from './slots.ts';

/** Runs side by side; more would only spread the same workers thinner. */
const MOST_ACTIVE = 4;
/** Tasks given to the pixel host beyond what it can work on, so that no worker waits for the next one. */
const AHEAD = 2;

export interface SchedulerDeps extends EngineDeps {
  previews: Pick<Previews, 'keepAll' | 'render'>;
}

/** Decides which runs are executed now. Their state is in the store; this holds only what goes on in this process. */
export class Scheduler {
  readonly #deps: SchedulerDeps;
  readonly #announcer: RunAnnouncer;
  readonly #slots: Slots;
  readonly #queue: number[] = [];
  readonly #active = new Map<number, RunExecution>();
  readonly #rates = new Map<number, RateWindow>();
  #closing = false;

  constructor(deps: SchedulerDeps, announcer: RunAnnouncer) {
    this.#deps = deps;
    this.#announcer = announcer;
    this.#slots = new Slots(deps.pixels.workers + AHEAD);
  }

  /** Starts the run as soon as there is a place for it. */
  enqueue(runId: number): void {
    if (this.#closing) return;
    if (!this.#queue.includes(runId)) this.#queue.push(runId);
    this.#startNext();
  }

  /** Stops the run and waits until nothing of it is going on. False when it was not being executed. */
  async stop(runId: number, stop: Stop): Promise<boolean> {
    const queued = this.#queue.indexOf(runId);
    if (queued >= 0) this.#queue.splice(queued, 1);
    const execution = this.#active.get(runId);
    execution?.stop(stop);
    await execution?.done;
    return execution !== undefined;
  }

  /** Asks a run to stop without waiting for it. */
  ask(runId: number, stop: Stop): void {
    void this.stop(runId, stop);
  }

  /** Tells a run that items were put back; false when it is not being executed. */
  wake(runId: number): boolean {
    const execution = this.#active.get(runId);
    execution?.wake();
    return execution !== undefined;
  }

  progress(runId: number, remaining: number, allFound: boolean): RunProgress {
    const rate = this.#active.has(runId) ? this.#rates.get(runId) : undefined;
    return rate?.progress(performance.now(), remaining, allFound) ?? { itemsPerSecond: 0, secondsLeft: null };
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#queue.length = 0;
    await Promise.all([...this.#active.keys()].map((runId) => this.stop(runId, { how: 'close' })));
  }

  #startNext(): void {
    while (!this.#closing && this.#active.size < MOST_ACTIVE) {
      // A run whose earlier execution is still coming to its end waits for that.
      const index = this.#queue.findIndex((runId) => !this.#active.has(runId));
      if (index < 0) return;
      this.#start(this.#queue.splice(index, 1)[0]!);
    }
  }

  #start(runId: number): void {
    this.#rates.set(runId, new RateWindow());
    const execution = new RunExecution(
      { ...this.#deps, slots: this.#slots, announcer: this.#announcer, onItemOver: (id) => this.#itemOver(id) },
      runId,
    );
    this.#active.set(runId, execution);
    void execution.done.then(() => {
      this.#active.delete(runId);
      this.#rates.delete(runId);
      this.#startNext();
    });
  }

  #itemOver(runId: number): void {
    this.#rates.get(runId)?.record(performance.now());
  }
}
