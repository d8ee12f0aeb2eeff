import { z } from 'zod';

const RATIO = /^(\d{1,5}(?:\.\d+)?)[:/](\d{1,5}(?:\.\d+)?)$/;
const SMALLEST = 0.01;
const LARGEST = 100;
const EXPECTED = 'must be a ratio such as "4:5" or a number such as 1.91, between 0.01 and 100';

/** Width divided by height, as a number or as `w:h`; 0.01–100. */
export const Aspect = z.union(
  [
    z.number().min(SMALLEST).max(LARGEST),
    z
      .string()
      .regex(RATIO, { error: EXPECTED, abort: true })
      .refine((text) => {
        const ratio = aspectRatio(text);
        return ratio >= SMALLEST && ratio <= LARGEST;
      }, EXPECTED),
  ],
  EXPECTED,
);

/** Width divided by height as a number; `'4:5'` → 0.8. */
export function aspectRatio(aspect: number | string): number {
  if (typeof aspect === 'number') return aspect;
  const match = RATIO.exec(aspect);
  return match === null ? Number.NaN : Number(match[1]) / Number(match[2]);
}
