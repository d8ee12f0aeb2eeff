import type { RunProgress } from './run-service.ts';

/** The rate is taken over this time, so that it follows large and small pictures. */
const WINDOW_MS = 30_000;
/** And over no more than this many items. */
const LARGEST_SAMPLE = 500;

/** When a run's last items were finished; pure but for what it is told. */
export class RateWindow {
  #finished: number[] = [];

  /** `now` in milliseconds. */
  record(now: number): void {
    this.#finished.push(now);
    if (this.#finished.length > 2 * LARGEST_SAMPLE) this.#finished = this.#finished.slice(-LARGEST_SAMPLE);
  }

  /** Rate and time left for `remaining` items; null time while sources are still being found. */
  progress(now: number, remaining: number, allFound: boolean): RunProgress {
    const recent = this.#finished.filter((at) => now - at <= WINDOW_MS).slice(-LARGEST_SAMPLE);
    const first = recent[0];
    const span = first === undefined ? 0 : now - first;
    // The first one only marks the start of the span.
    const itemsPerSecond = span <= 0 ? 0 : ((recent.length - 1) * 1000) / span;
    const secondsLeft = allFound && itemsPerSecond > 0 ? remaining / itemsPerSecond : null;
    return { itemsPerSecond, secondsLeft };
  }
}
