/**
 * A Gaussian over rows of 16-bit values, along and across, in integers: for unsharp masks that stream through a picture
 * with only the rows they need.
 */

/** Bits behind the point in sums. */
export const BLUR_BITS = 14;
const ROUND = 1 << (BLUR_BITS - 1);

export function rows(count: number, length: number): Uint16Array[] {
  return Array.from({ length: count }, () => new Uint16Array(length));
}

/**
 * Weights of the middle and of one side, in 2^-14; the whole kernel sums to exactly 1. The side is filled up with zeros to
 * a multiple of three, which the loops take at a time.
 */
export function gaussianWeights(sigma: number): Uint16Array {
  const reach = Math.ceil(sigma * 3);
  const bell = Array.from({ length: reach + 1 }, (_, k) => Math.exp(-(k * k) / (2 * sigma * sigma)));
  const sum = bell.reduce((total, value, k) => total + (k === 0 ? value : 2 * value), 0);
  const weights = new Uint16Array(Math.ceil(reach / 3) * 3 + 1);
  let sides = 0;
  for (let k = 1; k <= reach; k++) {
    weights[k] = Math.round((bell[k]! / sum) * (1 << BLUR_BITS));
    sides += 2 * weights[k]!;
  }
  weights[0] = (1 << BLUR_BITS) - sides;
  return weights;
}

/** Tells V8 that a weight has 15 bits, so that it multiplies integers without looking for overflow. */
const BITS_15 = 0x7fff;

/** Weighs a row with its neighbours. `luma` has as many values more on each side as there are side weights. */
export function blurAlong(luma: Uint16Array, weights: Uint16Array, sums: Int32Array, out: Uint16Array): void {
  const reach = weights.length - 1;
  const width = out.length;
  const w0 = weights[0]! & BITS_15;
  const w1 = weights[1]! & BITS_15;
  const w2 = weights[2]! & BITS_15;
  const w3 = weights[3]! & BITS_15;
  for (let x = 0, c = reach; x < width; x++, c++) {
    sums[x] =
      luma[c]! * w0 +
      (luma[c - 1]! + luma[c + 1]!) * w1 +
      (luma[c - 2]! + luma[c + 2]!) * w2 +
      (luma[c - 3]! + luma[c + 3]!) * w3 +
      ROUND;
  }
  for (let k = 4; k <= reach; k += 3) {
    const v1 = weights[k]! & BITS_15;
    const v2 = weights[k + 1]! & BITS_15;
    const v3 = weights[k + 2]! & BITS_15;
    for (let x = 0, before = reach - k, after = reach + k; x < width; x++, before++, after++) {
      sums[x] =
        sums[x]! +
        (luma[before]! + luma[after]!) * v1 +
        (luma[before - 1]! + luma[after + 1]!) * v2 +
        (luma[before - 2]! + luma[after + 2]!) * v3;
    }
  }
  for (let x = 0; x < width; x++) out[x] = sums[x]! >> BLUR_BITS;
}

/** Weighs row `y` with the rows around it; beyond the picture the outermost row counts again. */
export function blurAcross(
  blurred: Uint16Array[],
  y: number,
  height: number,
  weights: Uint16Array,
  sums: Int32Array,
): void {
  const row = (at: number): Uint16Array => blurred[Math.min(height - 1, Math.max(0, at)) % blurred.length]!;
  addRows(row(y), [row(y - 1), row(y - 2), row(y - 3)], [row(y + 1), row(y + 2), row(y + 3)], weights, sums);
  for (let k = 4; k < weights.length; k += 3) {
    const above = [row(y - k), row(y - k - 1), row(y - k - 2)] as const;
    const below = [row(y + k), row(y + k + 1), row(y + k + 2)] as const;
    addMoreRows(above, below, weights.subarray(k), sums);
  }
}

type ThreeRows = readonly [Uint16Array, Uint16Array, Uint16Array];

function addRows(
  middle: Uint16Array,
  above: ThreeRows,
  below: ThreeRows,
  weights: Uint16Array,
  sums: Int32Array,
): void {
  const [a1, a2, a3] = above;
  const [b1, b2, b3] = below;
  const w0 = weights[0]! & BITS_15;
  const w1 = weights[1]! & BITS_15;
  const w2 = weights[2]! & BITS_15;
  const w3 = weights[3]! & BITS_15;
  for (let x = 0; x < middle.length; x++) {
    sums[x] = middle[x]! * w0 + (a1[x]! + b1[x]!) * w1 + (a2[x]! + b2[x]!) * w2 + (a3[x]! + b3[x]!) * w3 + ROUND;
  }
}

function addMoreRows(above: ThreeRows, below: ThreeRows, weights: Uint16Array, sums: Int32Array): void {
  const [a1, a2, a3] = above;
  const [b1, b2, b3] = below;
  const w1 = weights[0]! & BITS_15;
  const w2 = weights[1]! & BITS_15;
  const w3 = weights[2]! & BITS_15;
  for (let x = 0; x < a1.length; x++) {
    sums[x] = sums[x]! + (a1[x]! + b1[x]!) * w1 + (a2[x]! + b2[x]!) * w2 + (a3[x]! + b3[x]!) * w3;
  }
}
