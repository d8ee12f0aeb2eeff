/**
 * Pictures are made by the same cores whoever asks: what somebody looks at while moving a slider goes first, the small ones on the cards
 * wait until it is there.
 */
export interface Lanes {
  /** At once. */
  urgent<T>(work: () => Promise<T>): Promise<T>;
  /** A few at a time, and only when nothing urgent was on its way for a moment. Rejects with the signal's reason when it is given up before. */
  quiet<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** What is urgent comes in series, one for each move of a slider; between two of them nothing else begins. */
const REST_MS = 120;

export function createLanes(atOnce = 2, restMs = REST_MS): Lanes {
  let urgent = 0;
  let running = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const waiting: (() => void)[] = [];
  const next = () => {
    while (urgent === 0 && rest === undefined && running < atOnce && waiting.length > 0) {
      running++;
      waiting.shift()?.();
    }
  };
  return {
    async urgent(work) {
      urgent++;
      clearTimeout(rest);
      rest = undefined;
      try {
        return await work();
      } finally {
        urgent--;
        if (urgent === 0) {
          rest = setTimeout(() => {
            rest = undefined;
            next();
          }, restMs);
        }
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
