/** Waits after each try that failed, in seconds: 5 s, 30 s, 2 m, 10 m, 30 m, 2 h, 6 h, 24 h. After the ninth try it is given up. */
export const BACK_OFF_SECONDS: readonly number[] = [5, 30, 120, 600, 1800, 7200, 21_600, 86_400];

/** Waits are longer by up to this part, so that a receiver that was down is not told everything at once. */
const JITTER = 0.2;

/**
 * Milliseconds to wait after the n-th try (1 is the first) failed; null when it was the last.
 * @param random from 0 to 1
 */
export function waitAfter(tries: number, random: number): number | null {
  const seconds = BACK_OFF_SECONDS[tries - 1];
  return seconds === undefined ? null : Math.round(seconds * 1000 * (1 + JITTER * random));
}
