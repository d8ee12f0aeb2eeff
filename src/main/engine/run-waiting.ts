import type { Run } from '../../contract/run.ts';
import type { EngineDeps } from './engine-deps.ts';
import { publicRun } from './public-run.ts';
import { runIsOver } from './run-machine.ts';

/** Nothing more happens to it unless a person does something. */
function isSettled(run: Run): boolean {
  return runIsOver(run.status) || (run.status === 'paused' && run.error !== null);
}

/**
 * Resolves with the run once it is over or paused by an error, at once when it is already; with the run as it is when one of
 * the signals aborts. Leaves no listener behind.
 */
export function settledRun(
  { store, events }: Pick<EngineDeps, 'store' | 'events'>,
  runId: number,
  signals: readonly AbortSignal[],
): Promise<Run> {
  return new Promise<Run>((resolve, reject) => {
    const stop = events.on((event) => {
      const tells = event.event === 'run.updated' || event.event === 'run.finished';
      if (tells && event.run.id === runId && isSettled(event.run)) settle(event.run);
    });
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
