import type { Run } from '../../contract/run.ts';
import type { EngineDeps } from './engine-deps.ts';
import { publicRun } from './public-run.ts';
import { runIsOver } from './run-machine.ts';

/** Counters change with every item; nobody can look faster than this. */
const INTERVAL_MS = 150;

/** Sends `run.updated` and `run.finished`; many changes in a short time become one event with the newest state. */
export class RunAnnouncer {
  readonly #deps: Pick<EngineDeps, 'store' | 'events' | 'log'>;
  readonly #timers = new Map<number, NodeJS.Timeout>();

  constructor(deps: Pick<EngineDeps, 'store' | 'events' | 'log'>) {
    this.#deps = deps;
  }

  /** Something about the run changed; says so soon. */
  changed(runId: number): void {
    if (this.#timers.has(runId)) return;
    const send = (): void => {
      this.now(runId).catch((error: unknown) =>
        this.#deps.log.error('an event was not sent', { error: String(error) }),
      );
    };
    this.#timers.set(runId, setTimeout(send, INTERVAL_MS).unref());
  }

  /** Says so at once, with what the store holds. */
  async now(runId: number): Promise<Run> {
    this.#forget(runId);
    const stored = await this.#deps.store.runs.find({ id: runId });
    if (stored === null) throw new Error(`run ${runId} is gone`);
    const run = publicRun(stored);
    this.#deps.events.emit({ event: runIsOver(run.status) ? 'run.finished' : 'run.updated', run });
    return run;
  }

  close(): void {
    for (const runId of [...this.#timers.keys()]) this.#forget(runId);
  }

  #forget(runId: number): void {
    clearTimeout(this.#timers.get(runId));
    this.#timers.delete(runId);
  }
}
