import type { Clock, Timers } from '../../../src/main/engine/ports.ts';

/** Time that passes only when a test says so. */
export interface ManualClock extends Clock {
  readonly timers: Timers;
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: number[];
  /** Resolves as soon as somebody waits. */
  somebodyWaits(): Promise<void>;
  /** Lets time pass; who waited for that long is called. */
  pass(milliseconds: number): void;
}

export function manualClock(start = '2026-11-21T12:00:00.000Z'): ManualClock {
  let now = Date.parse(start);
  let asleep: (() => void)[] = [];
  const waiting = new Set<{ at: number; then: () => void }>();
  const waits: number[] = [];
  return {
    now: () => new Date(now),
    waits,
    timers: {
      after(milliseconds, then) {
        const one = { at: now + milliseconds, then };
        waiting.add(one);
        waits.push(milliseconds);
        for (const wake of asleep) wake();
        asleep = [];
        return () => void waiting.delete(one);
      },
    },
    async somebodyWaits() {
      if (waiting.size === 0) await new Promise<void>((resolve) => asleep.push(resolve));
    },
    pass(milliseconds) {
      now += milliseconds;
      for (const one of [...waiting].filter(({ at }) => at <= now)) {
        waiting.delete(one);
        one.then();
      }
    },
  };
}
