import { createHash } from 'node:crypto';
import type { TransferCurve } from '../raster.ts';

/**
 * Transfer curves over all reals (see TransferCurve): formulas continue above 1; below 0 a curve is its own mirror image
 * through the point at 0.
 */

/**
 * Parameters of an ICC parametric curve (ICC.1:2022 10.18, type 4, which holds the others):
 * `(a x + b)^g + e` from `d` on, `c x + f` below.
 */
export interface ParametricCurve {
  g: number;
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

/** sRGB (IEC 61966-2-1): also the curve of Display P3. */
export const SRGB_CURVE: ParametricCurve = {
  g: 2.4,
  a: 1 / 1.055,
  b: 0.055 / 1.055,
  c: 1 / 12.92,
  d: 0.04045,
  e: 0,
  f: 0,
};

/** ITU-R BT.2020 (and BT.709), inverse of the camera curve, with the constants of 12-bit systems. */
const BT2020_ALPHA = 1.09929682680944;
export const BT2020_CURVE: ParametricCurve = {
  g: 1 / 0.45,
  a: 1 / BT2020_ALPHA,
  b: (BT2020_ALPHA - 1) / BT2020_ALPHA,
  c: 1 / 4.5,
  d: 4.5 * 0.018053968510807,
  e: 0,
  f: 0,
};

/** Continues a curve that is known from 0 on to the negative side by point reflection at its start. */
function reflect(key: string, decode: (v: number) => number, encode: (l: number) => number): TransferCurve {
  const start = decode(0);
  return {
    key,
    decode: (v) => (v >= 0 ? decode(v) : 2 * start - decode(-v)),
    encode: (l) => (l >= start ? encode(l) : -encode(2 * start - l)),
  };
}

/** Pure power law: light = value^gamma. */
export function gammaCurve(gamma: number): TransferCurve {
  if (gamma === 1) return { key: 'gamma:1', decode: (v) => v, encode: (l) => l };
  const inverse = 1 / gamma;
  return {
    key: `gamma:${gamma}`,
    decode: (v) => (v >= 0 ? v ** gamma : -((-v) ** gamma)),
    encode: (l) => (l >= 0 ? l ** inverse : -((-l) ** inverse)),
  };
}

/**
 * ICC parametric curve. Returns null when the parameters make no rising curve (a ≤ 0, g ≤ 0, a falling toe): such a
 * profile is damaged.
 */
export function parametricCurve(p: ParametricCurve, key?: string): TransferCurve | null {
  const numbers = [p.g, p.a, p.b, p.c, p.d, p.e, p.f];
  if (numbers.some((n) => !Number.isFinite(n)) || p.a <= 0 || p.g <= 0) return null;
  // With the break at or below 0 the power part holds everywhere; a flat toe (types 1 and 2) cannot be inverted and is
  // taken as black.
  const toe = p.d > 0;
  if (toe && p.c < 0) return null;
  const power = (v: number): number => Math.max(0, p.a * v + p.b) ** p.g + p.e;
  const inverse = 1 / p.g;
  const breakLight = power(p.d);
  const decode = (v: number): number => (toe && v < p.d ? p.c * v + p.f : power(v));
  const encode = (l: number): number => {
    if (toe && l < breakLight) return p.c === 0 ? p.d : Math.min(p.d, (l - p.f) / p.c);
    return (Math.max(0, l - p.e) ** inverse - p.b) / p.a;
  };
  return reflect(key ?? `para:${numbers.join(',')}`, decode, encode);
}

/**
 * Curve from samples at equal distances over 0–1 (values 0–1), straight lines between them and on beyond 1. Samples that
 * fall are held at the highest before, so that the curve can be inverted. Null when it does not rise at all.
 */
export function sampledCurve(samples: ArrayLike<number>): TransferCurve | null {
  const last = samples.length - 1;
  if (last < 1) return null;
  const table = new Float64Array(last + 1);
  let highest = -Infinity;
  for (let i = 0; i <= last; i++) {
    highest = Math.max(highest, samples[i]!);
    table[i] = highest;
  }
  const first = table[0]!;
  const top = table[last]!;
  if (!(top > first)) return null;
  // Slope of the last rising stretch: a table may end flat.
  let rising = last;
  while (table[rising - 1] === top) rising--;
  const slope = Math.max((top - table[rising - 1]!) * last, 1e-3);
  const decode = (v: number): number => {
    if (v >= 1) return top + (v - 1) * slope;
    const x = v * last;
    const i = Math.floor(x);
    return table[i]! + (table[i + 1]! - table[i]!) * (x - i);
  };
  const encode = (l: number): number => {
    if (l >= top) return 1 + (l - top) / slope;
    // Binary search for the last sample that is not above l.
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (table[middle]! <= l) low = middle;
      else high = middle;
    }
    const step = table[high]! - table[low]!;
    return (low + (step > 0 ? (l - table[low]!) / step : 0)) / last;
  };
  const hash = createHash('sha256').update(new Uint8Array(table.buffer)).digest('hex').slice(0, 16);
  return reflect(`table:${hash}`, decode, encode);
}

/** Largest difference of two curves over 0–1 in encoded values: what the eye, and a pixel value, sees of it. */
export function curveDistance(a: TransferCurve, b: TransferCurve): number {
  let worst = 0;
  for (let i = 0; i <= 64; i++) {
    const v = i / 64;
    worst = Math.max(worst, Math.abs(b.encode(a.decode(v)) - v));
  }
  return worst;
}
