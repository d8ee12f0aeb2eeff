import { SafelightError } from '../../contract/errors.ts';
import type { SafelightEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';
import { EXIT, type ExitCode, exitCodeOfRun } from './exit-code.ts';
import { progressDisplay } from './progress-display.ts';
import { itemLine, runCreatedLine, runFinishedLine, runStoppedLine } from './run-lines.ts';
import { SkipReasons, summarise } from './run-summary.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';

const OVER = new Set(['completed', 'failed', 'partial', 'cancelled']);

/**
 * Starts a run (or lets it go on) and reports until it is over: JSON lines or progress, then a summary. The first Ctrl-C
 * lets the photos in work be finished and leaves the run resumable. Answers the exit code; rejects with what `start` throws.
 */
export async function followRun(
  session: Session,
  terminal: Terminal,
  options: { json: boolean; verb: 'created' | 'resumed' | 'retried' },
  start: () => Promise<Run>,
): Promise<ExitCode> {
  const interrupt = new AbortController();
  terminal.onInterrupt(() => interrupt.abort());
  const skips = new SkipReasons();
  const display = options.json && !terminal.interactive ? null : progressDisplay(terminal);
  let runId: number | null = null;
  let latest: Run | null = null;
  let lookAgain: () => void = () => {};
  const early: SafelightEvent[] = [];

  const heard = (event: SafelightEvent): void => {
    if (runId === null) {
      early.push(event);
      return;
    }
    if (runIdOf(event) !== runId) return;
    if (event.event === 'item.skipped') skips.add(event.name, event.reason);
    const line = options.json ? itemLine(event) : null;
    if (line !== null) terminal.json(line);
    if ('run' in event) {
      latest = event.run;
      lookAgain();
      void standing(event.run);
    }
  };
  const standing = async (run: Run): Promise<void> => {
    if (display === null) return;
    const progress = await session.runs.progress(run.id);
    display.show({
      over: run.completedItems + run.failedItems + run.skippedItems + run.cancelledItems,
      failed: run.failedItems,
      total: run.totalItems,
      totalKnown: run.intakeDone,
      ...progress,
    });
  };

  const stopListening = await session.listen(heard);
  try {
    const started = await start();
    runId = started.id;
    latest = started;
    if (options.json) terminal.json(runCreatedLine(started, options.verb));
    for (const event of early.splice(0)) heard(event);

    const finished = session.runs.whenFinished(started.id);
    const idle = new Promise<Run>((resolve, reject) => {
      lookAgain = () => {
        if (interrupt.signal.aborted && latest?.status === 'paused' && latest.runningItems === 0) resolve(latest);
      };
      const pause = (): void => {
        display?.end();
        terminal.tell('Stopping once the photos in work are done; press Ctrl-C again to stop at once.');
        pauseUnlessOver(session, started.id).then((run) => {
          latest = run;
          lookAgain();
        }, reject);
      };
      if (interrupt.signal.aborted) pause();
      else interrupt.signal.addEventListener('abort', pause, { once: true });
    });
    const run = await Promise.race([finished, idle]);
    display?.end();
    return await conclude(session, terminal, run, skips, { json: options.json, interrupted: interrupt.signal.aborted });
  } finally {
    display?.end();
    stopListening();
    terminal.onInterrupt(null);
  }
}

/** Null for what happens to no run. */
function runIdOf(event: SafelightEvent): number | null {
  if ('run' in event) return event.run.id;
  return 'runId' in event ? event.runId : null;
}

async function pauseUnlessOver(session: Session, runId: number): Promise<Run> {
  try {
    return await session.runs.pause(runId);
  } catch (error) {
    // It was over already, which is all the better.
    if (error instanceof SafelightError && error.code === 'run_state') return await session.runs.get(runId);
    throw error;
  }
}

async function conclude(
  session: Session,
  terminal: Terminal,
  run: Run,
  skips: SkipReasons,
  options: { json: boolean; interrupted: boolean },
): Promise<ExitCode> {
  const over = OVER.has(run.status);
  if (options.json) {
    const how = run.error === null ? 'interrupted' : 'paused';
    terminal.json(over ? runFinishedLine(run) : runStoppedLine(run, how));
  }
  await summarise(session, terminal, run, skips);
  if (over) return exitCodeOfRun(run);
  terminal.tell(`Go on with: safelight resume ${run.id}`);
  return options.interrupted ? EXIT.interrupted : EXIT.runFailed;
}
