import type { Run } from '../../contract/run.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { EventBus } from './event-bus.ts';
import { publicRun } from './public-run.ts';
import { runIsOver } from './run-machine.ts';

/** Nothing more happens to it unless a person does something. */
function isSettled(run: Run): boolean {
  return runIsOver(run.status) || (run.status === 'paused' && run.error !== null);
}

/**
 * Who waits for runs, with one listener on the bus however many they are: a script may well wait for a thousand runs at once,
 * and the bus takes that for a leak.
 */
class Waiting {
  readonly #events: EventBus;
  readonly #byRun = new Map<number, Set<(run: Run) => void>>();
  #stop: (() => void) | null = null;

  constructor(events: EventBus) {
    this.#events = events;
  }

  /** Calls `hear` whenever the run is told to be settled; returns what ends that. */
  add(runId: number, hear: (run: Run) => void): () => void {
    this.#stop ??= this.#events.on((event) => {
      if (event.event !== 'run.updated' && event.event !== 'run.finished') return;
      if (!isSettled(event.run)) return;
      for (const one of [...(this.#byRun.get(event.run.id) ?? [])]) one(event.run);
    });
    const ofRun = this.#byRun.get(runId) ?? new Set();
    this.#byRun.set(runId, ofRun.add(hear));
    return () => {
      if (!ofRun.delete(hear) || ofRun.size > 0) return;
      this.#byRun.delete(runId);
      if (this.#byRun.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  }
}

const waitingOn = new WeakMap<EventBus, Waiting>();

/**
 * Resolves with the run once it is over or paused by an error, at once when it is already; with the run as it is when one of
 * the signals aborts. Leaves no listener behind.
 */
export function settledRun(
  { store, events }: Pick<EngineDeps, 'store' | 'events'>,
  runId: number,
  signals: readonly AbortSignal[],
): Promise<Run> {
  const waiting = waitingOn.get(events) ?? new Waiting(events);
  waitingOn.set(events, waiting);
  return new Promise<Run>((resolve, reject) => {
    const stop = waiting.add(runId, (run) => settle(run));
    const look = (): void => {
      store.runs
        .find({ id: runId })
        .then((found) => {
          if (found === null) throw new Error(`run ${runId} is gone`);
          if (isSettled(found) || signals.some((signal) => signal.aborted)) settle(publicRun(found));
        })
        .catch((error: unknown) => {
          leave();
          reject(error);
        });
    };
    const leave = (): void => {
      stop();
      for (const signal of signals) signal.removeEventListener('abort', look);
    };
    const settle = (run: Run): void => {
      leave();
      resolve(run);
    };
    for (const signal of signals) signal.addEventListener('abort', look, { once: true });
    look();
  });
}
