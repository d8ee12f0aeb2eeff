import type { BrowserWindow } from 'electron';
import type { SafelightEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';
import type { ElectronApi } from './electron-api.ts';
import type { ShellWords } from './words.ts';

export interface RunFeedback {
  /** Whether some run goes on now. */
  readonly busy: boolean;
  hear(event: SafelightEvent): void;
  close(): void;
}

/**
 * What the system shows of runs: progress on the taskbar or dock, a message when one ends that nobody is looking at, and no sleep while one
 * goes on.
 */
export function createRunFeedback(
  { Notification, powerSaveBlocker }: Pick<ElectronApi, 'Notification' | 'powerSaveBlocker'>,
  deps: {
    words: ShellWords;
    /** Null while there is none. */
    window: () => BrowserWindow | null;
    /** Leads the window to a screen and to the front. */
    show: (address: string) => void;
    /** Runs that go on already. */
    running: readonly Run[];
  },
): RunFeedback {
  const running = new Map(deps.running.map((run) => [run.id, run]));
  let blocker: number | null = null;

  function update(): void {
    const busy = running.size > 0;
    if (busy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!busy && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
    const window = deps.window();
    if (window === null || window.isDestroyed()) return;
    const progress = progressOf([...running.values()]);
    window.setProgressBar(progress.share, { mode: progress.mode });
  }
  function tell(run: Run): void {
    const text = endOf(run, deps.words);
    if (text === null || deps.window()?.isFocused() === true || !Notification.isSupported()) return;
    const message = new Notification({ title: run.name, body: text, silent: run.failedItems === 0 });
    message.on('click', () => deps.show(`#/batches/${run.id}`));
    message.show();
  }
  update();
  return {
    get busy() {
      return running.size > 0;
    },
    hear(event) {
      if (!('run' in event)) return;
      const { run } = event;
      const was = running.has(run.id);
      if (run.status === 'running' || run.status === 'queued') running.set(run.id, run);
      else running.delete(run.id);
      update();
      // Told of again when its files are taken back or go to the trash: that is no end.
      if (event.event === 'run.finished' && was) tell(run);
    },
    close() {
      running.clear();
      update();
    },
  };
}

/** How far all runs together are: -1 takes the bar away, above 1 it moves without saying how far. */
export function progressOf(runs: readonly Run[]): {
  share: number;
  mode: 'none' | 'normal' | 'indeterminate' | 'error';
} {
  if (runs.length === 0) return { share: -1, mode: 'none' };
  const total = runs.reduce((sum, run) => sum + run.totalItems, 0);
  if (total === 0) return { share: 2, mode: 'indeterminate' };
  const ended = runs.reduce(
    (sum, run) => sum + run.completedItems + run.failedItems + run.skippedItems + run.cancelledItems,
    0,
  );
  return { share: ended / total, mode: runs.some((run) => run.failedItems > 0) ? 'error' : 'normal' };
}

/** What is told of a run that ended; null for one of a hot folder that went well, of which there may be hundreds a day. */
export function endOf(run: Run, words: ShellWords): string | null {
  if (run.trigger === 'hotFolder' && run.failedItems === 0) return null;
  if (run.status === 'cancelled') return words.cancelled;
  const parts = [
    ...(run.completedItems > 0 ? [words.finished(run.completedItems)] : []),
    ...(run.failedItems > 0 ? [words.failed(run.failedItems)] : []),
  ];
  return parts.length === 0 ? (run.error?.message ?? null) : parts.join(' ');
}
