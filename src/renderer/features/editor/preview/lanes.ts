/**
 * Pictures are made by the same cores whoever asks: what somebody looks at while moving a slider goes first, the small ones on the cards
 * wait until it is there.
 */
export interface Lanes {
  /** At once. */
  urgent<T>(work: () => Promise<T>): Promise<T>;
  /** A few at a time, and only while nothing urgent is on its way. Rejects with the signal's reason when it is given up before. */
  quiet<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function createLanes(atOnce = 2): Lanes {
  let urgent = 0;
  let running = 0;
  const waiting: (() => void)[] = [];
  const next = () => {
    while (urgent === 0 && running < atOnce && waiting.length > 0) {
      running++;
      waiting.shift()?.();
    }
  };
  return {
    async urgent(work) {
      urgent++;
      try {
        return await work();
      } finally {
        urgent--;
        next();
      }
    },
    async quiet(work, signal) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        next();
      });
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        running--;
        next();
      }
    },
  };
}

/** One pair of lanes for the window. */
export const lanes = createLanes();
