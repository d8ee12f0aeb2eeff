import { apply, D50 } from '../../colour/matrix.ts';
import type { RgbProfile } from '../../raster.ts';

/** Mean and largest colour difference (ΔE*ab) between two functions, over a fixed set of pixels. */
export interface Accuracy {
  mean: number;
  max: number;
}

/**
 * Compares on pixels that are random but the same in each run: a third anywhere, a third near grey and a third dark, which
 * is what photographs are made of and where errors show. Results are clipped to the range first, as they will be.
 */
export function measureAccuracy(
  approximate: (rgb: Float64Array) => void,
  exact: (rgb: Float64Array) => void,
  profile: RgbProfile,
  samples = 3000,
): Accuracy {
  const random = randomNumbers(0x5afe);
  const a = new Float64Array(3);
  const b = new Float64Array(3);
  let sum = 0;
  let max = 0;
  for (let n = 0; n < samples; n++) {
    const grey = random();
    for (let channel = 0; channel < 3; channel++) {
      const wild = random();
      const value =
        n % 3 === 0 ? wild : n % 3 === 1 ? Math.min(1, Math.max(0, grey + (wild - 0.5) * 0.2)) : wild * grey * 0.3;
      a[channel] = value;
      b[channel] = value;
    }
    approximate(a);
    exact(b);
    const difference = deltaE(a, b, profile);
    sum += difference;
    if (difference > max) max = difference;
  }
  return { mean: sum / samples, max };
}

function deltaE(a: Float64Array, b: Float64Array, profile: RgbProfile): number {
  const [l1, a1, b1] = toLab(a, profile);
  const [l2, a2, b2] = toLab(b, profile);
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
}

/** CIELAB with the white of the connection space, of a clipped encoded value. */
export function toLab(rgb: Float64Array, profile: RgbProfile): [number, number, number] {
  const light = (channel: 0 | 1 | 2): number => profile.curves[channel].decode(Math.min(1, Math.max(0, rgb[channel]!)));
  const xyz = apply(profile.toXyzD50, [light(0), light(1), light(2)]);
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (t * (24389 / 27) + 16) / 116);
  const x = f(xyz[0] / D50[0]);
  const y = f(xyz[1] / D50[1]);
  const z = f(xyz[2] / D50[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Linear congruential generator with the constants of Numerical Recipes; its upper 24 bits as 0–1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}
