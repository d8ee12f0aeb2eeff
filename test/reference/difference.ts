import { deltaE2000, type Lab } from './delta-e.ts';
import type { FloatPicture } from './float-picture.ts';

export interface Difference {
  mean: number;
  max: number;
  /** Where the largest difference is. */
  at: readonly [x: number, y: number];
}

/** The limits of the law of equivalence. */
export const LAW = { mean: 0.5, max: 3 } as const;

/**
 * What rounding to 8 bits once costs at most, ΔE2000 mean. Errors evenly spread over one level in each channel make 0.34 on a picture of one
 * hue, where the eye is keenest (0.28–0.34 measured on the drawn photos made grey, 0.14–0.17 on the coloured ones); the strongest
 * development that is drawn behind it, +1 EV or a contrast of 40, makes a level 1.4 levels wide.
 */
const ROUNDED_ONCE = 0.34 * 1.4;

/**
 * The limit of the mean for a picture of 8 bits that was rounded so many times on its way, which the reference never does. Errors of
 * different passes know nothing of one another, so they add up as their squares do.
 */
export function meanLimit(roundings: number): number {
  return Math.max(LAW.mean, ROUNDED_ONCE * Math.sqrt(roundings));
}

/**
 * ΔE2000 between two pictures of one size. Transparent pictures are compared as they look on black and on white, whichever
 * differs more. Throws when they are of different size or profile.
 */
export function difference(a: FloatPicture, b: FloatPicture): Difference {
  if (a.width !== b.width || a.height !== b.height) {
    throw new Error(`Sizes differ: ${a.width}×${a.height} and ${b.width}×${b.height}`);
  }
  if (a.profile.key !== b.profile.key) throw new Error(`Profiles differ: ${a.profile.key} and ${b.profile.key}`);
  const grounds = a.channels === 4 || b.channels === 4 ? [0, 1] : [1];
  let sum = 0;
  let max = -1;
  let at: readonly [number, number] = [0, 0];
  for (let i = 0; i < a.width * a.height; i++) {
    const delta = Math.max(...grounds.map((ground) => deltaE2000(labOf(a, i, ground), labOf(b, i, ground))));
    sum += delta;
    if (delta > max) {
      max = delta;
      at = [i % a.width, Math.floor(i / a.width)];
    }
  }
  return { mean: sum / (a.width * a.height), max, at };
}

/** D50 white of the ICC connection space. */
const WHITE = [0.9642, 1, 0.8249] as const;

/** CIE L*a*b* (D50) of one pixel laid on a grey ground. */
function labOf({ data, channels, profile }: FloatPicture, pixel: number, ground: number): Lab {
  const start = pixel * channels;
  const alpha = channels === 4 ? data[start + 3]! : 1;
  const light = [0, 1, 2].map((c) => profile.curves[c]!.decode(data[start + c]! * alpha + ground * (1 - alpha)));
  const m = profile.toXyzD50;
  const [x, y, z] = [0, 1, 2].map(
    (row) => (m[row * 3]! * light[0]! + m[row * 3 + 1]! * light[1]! + m[row * 3 + 2]! * light[2]!) / WHITE[row]!,
  ) as [number, number, number];
  return [116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))];
}

/** The cube root of CIE 15, straight near black. */
function root(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
}
