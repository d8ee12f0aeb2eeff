import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';
import { durationText, grouped, rateText } from './wording.ts';

/** Where a run stands. */
export interface Standing {
  /** Items that are over, however they ended. */
  over: number;
  failed: number;
  total: number;
  /** False while sources are still being found: the total still grows. */
  totalKnown: boolean;
  itemsPerSecond: number;
  secondsLeft: number | null;
}

export interface ProgressDisplay {
  /** Nothing is shown any more after the end. */
  show(standing: Standing): void;
  /** Takes the bar away, so that the summary can be written. May be called again. */
  end(): void;
}

/** Without a terminal: no more often than this. */
const LINE_EVERY_MS = 5_000;

/** A live bar for a person at a terminal; else a plain line now and then, for logs. */
export function progressDisplay(terminal: Terminal): ProgressDisplay {
  return terminal.interactive ? bar() : lines(terminal);
}

function bar(): ProgressDisplay {
  const shown = new SingleBar({
    format: '{bar} {over} of {sum} {rest}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    fps: 8,
    stream: process.stderr,
  });
  let ended = false;
  shown.start(1, 0, { over: '0', sum: '…', rest: '' });
  return {
    show(standing) {
      if (ended) return;
      shown.setTotal(Math.max(1, standing.total));
      shown.update(standing.over, {
        over: grouped(standing.over),
        sum: grouped(standing.total) + (standing.totalKnown ? '' : '+'),
        rest: restOf(standing),
      });
    },
    end() {
      ended = true;
      shown.stop();
    },
  };
}

function lines(terminal: Terminal): ProgressDisplay {
  let last = performance.now();
  let ended = false;
  return {
    show(standing) {
      const now = performance.now();
      if (ended || now - last < LINE_EVERY_MS) return;
      last = now;
      const sum = grouped(standing.total) + (standing.totalKnown ? '' : ' found so far');
      terminal.tell(`${grouped(standing.over)} of ${sum} ${restOf(standing)}`.trimEnd());
    },
    end() {
      ended = true;
    },
  };
}

function restOf(standing: Standing): string {
  return [
    standing.failed === 0 ? '' : `${grouped(standing.failed)} failed`,
    rateText(standing.itemsPerSecond),
    standing.secondsLeft === null ? '' : `${durationText(standing.secondsLeft)} left`,
  ]
    .filter((part) => part !== '')
    .map((part) => `· ${part}`)
    .join(' ');
}
