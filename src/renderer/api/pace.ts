import type { Run } from '../../contract/run.ts';

/** How fast a run goes and how long it will still take. */
export interface Pace {
  /** Photos a second. */
  rate: number;
  /** Milliseconds. */
  left: number;
}

interface Sample {
  at: number;
  done: number;
}

/** The rate is taken over this long, so that it follows the photos at hand and yet does not jump. */
const WINDOW_MS = 20_000;
/** Below this, too little is known to promise anything. */
const LEAST_MS = 500;
const samples = new Map<number, Sample[]>();

/** How many items of a run have ended, one way or another. */
export function endedItems(run: Run): number {
  return run.completedItems + run.failedItems + run.skippedItems + run.cancelledItems;
}

/** Remembers how far a run is. Called for every event that carries a run. */
export function notePace(run: Run, now = Date.now()): void {
  if (run.status !== 'running') {
    samples.delete(run.id);
    return;
  }
  const seen = samples.get(run.id) ?? [];
  const done = endedItems(run);
  // Counts that fall belong to a retry: begin anew.
  const kept = seen.filter((sample) => now - sample.at <= WINDOW_MS && sample.done <= done);
  samples.set(run.id, [...kept, { at: now, done }]);
}

/** Pace of the last seconds, or since the start where no events were seen yet; null while there is too little to tell. */
export function paceOf(run: Run, now = Date.now()): Pace | null {
  if (run.status !== 'running' || run.startedAt === null) return null;
  const done = endedItems(run);
  const recent = samples.get(run.id)?.[0];
  const from =
    recent !== undefined && now - recent.at >= 3000 && done > recent.done
      ? recent
      : { at: Date.parse(run.startedAt), done: 0 };
  const elapsed = now - from.at;
  if (done - from.done < 2 || elapsed < LEAST_MS) return null;
  const rate = ((done - from.done) / elapsed) * 1000;
  return { rate, left: ((run.totalItems - done) / rate) * 1000 };
}
