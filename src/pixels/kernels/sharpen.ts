import type { SharpenStep } from '../../workflow/plan/steps.ts';
import type { Raster } from '../raster.ts';

/** Luma is kept in 16 bits whatever the depth: 8-bit pixels in 256ths of a level. */
const WEIGHT_BITS = 14;
const ROUND = 1 << (WEIGHT_BITS - 1);
const AMOUNT_ONE = 256;

/**
 * Unsharp mask on luma: every channel of a pixel gets the same `amount` per cent of the difference between its luma and the
 * luma around it, weighed by a Gaussian with a standard deviation of `radius` px, so that colours do not shift. Works on
 * encoded values, as eyes do. Where the difference is below `threshold` levels (of 255) the pixel stays as it is. Edges
 * are continued outwards. Alpha is left alone. With `owned` the raster's pixels are overwritten instead of copied.
 *
 * Luma is (77 R + 150 G + 29 B)/256, the weights of ITU-R BT.601. The Gaussian ends at three standard deviations.
 */
export function sharpen(raster: Raster, step: SharpenStep, options: { owned?: boolean } = {}): Raster {
  const amount = Math.round((step.amount / 100) * AMOUNT_ONE);
  if (amount === 0 || step.radius <= 0) return raster;
  const { width, height, channels } = raster;
  const weights = gaussianWeights(step.radius);
  const reach = weights.length - 1;
  const data = options.owned ? raster.data : raster.data.slice();
  const threshold = Math.round(step.threshold * (raster.depth === 8 ? 256 : 257));

  // Rows still needed, each in the slot of its number modulo the count: luma of y…y+reach, blurred rows of y−reach…y+reach.
  const lumaRows = rows(reach + 1, width + 2 * reach);
  const blurredRows = rows(2 * reach + 1, width);
  const sums = new Int32Array(width);
  // Clips to 0…255 on storing.
  const clamped = data instanceof Uint8Array ? new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) : null;
  let loaded = 0;
  for (let y = 0; y < height; y++) {
    for (; loaded <= Math.min(height - 1, y + reach); loaded++) {
      const luma = lumaRows[loaded % lumaRows.length]!;
      if (data instanceof Uint8Array) readLuma8(data, loaded * width * channels, channels, luma, reach, width);
      else readLuma16(data, loaded * width * channels, channels, luma, reach, width);
      luma.fill(luma[reach]!, 0, reach);
      luma.fill(luma[reach + width - 1]!, reach + width);
      blurAlong(luma, weights, sums, blurredRows[loaded % blurredRows.length]!);
    }
    blurAcross(blurredRows, y, height, weights, sums);
    const luma = lumaRows[y % lumaRows.length]!;
    if (data instanceof Uint8Array) {
      addDetail8(clamped!, y * width * channels, channels, luma, reach, sums, amount, threshold);
    } else {
      addDetail16(data, y * width * channels, channels, luma, reach, sums, amount, threshold);
    }
  }
  return { ...raster, data };
}

function rows(count: number, length: number): Uint16Array[] {
  return Array.from({ length: count }, () => new Uint16Array(length));
}

/**
 * Weights of the middle and of one side, in 2^-14; the whole kernel sums to exactly 1. The side is filled up with zeros to
 * a multiple of three, which the loops take at a time.
 */
function gaussianWeights(sigma: number): Uint16Array {
  const reach = Math.ceil(sigma * 3);
  const bell = Array.from({ length: reach + 1 }, (_, k) => Math.exp(-(k * k) / (2 * sigma * sigma)));
  const sum = bell.reduce((total, value, k) => total + (k === 0 ? value : 2 * value), 0);
  const weights = new Uint16Array(Math.ceil(reach / 3) * 3 + 1);
  let sides = 0;
  for (let k = 1; k <= reach; k++) {
    weights[k] = Math.round((bell[k]! / sum) * (1 << WEIGHT_BITS));
    sides += 2 * weights[k]!;
  }
  weights[0] = (1 << WEIGHT_BITS) - sides;
  return weights;
}

function readLuma8(
  data: Uint8Array,
  start: number,
  channels: number,
  out: Uint16Array,
  at: number,
  width: number,
): void {
  for (let x = 0, i = start; x < width; x++, i += channels) {
    out[at + x] = data[i]! * 77 + data[i + 1]! * 150 + data[i + 2]! * 29;
  }
}

function readLuma16(
  data: Uint16Array,
  start: number,
  channels: number,
  out: Uint16Array,
  at: number,
  width: number,
): void {
  for (let x = 0, i = start; x < width; x++, i += channels) {
    out[at + x] = (data[i]! * 77 + data[i + 1]! * 150 + data[i + 2]! * 29 + 128) >> 8;
  }
}

/** Tells V8 that a weight has 15 bits, so that it multiplies integers without looking for overflow. */
const BITS_15 = 0x7fff;

/** Weighs a row with its neighbours. `luma` has as many values more on each side as there are side weights. */
function blurAlong(luma: Uint16Array, weights: Uint16Array, sums: Int32Array, out: Uint16Array): void {
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
  for (let x = 0; x < width; x++) out[x] = sums[x]! >> WEIGHT_BITS;
}

/** Weighs row `y` with the rows around it; beyond the picture the outermost row counts again. */
function blurAcross(blurred: Uint16Array[], y: number, height: number, weights: Uint16Array, sums: Int32Array): void {
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

function addDetail8(
  data: Uint8ClampedArray,
  start: number,
  channels: number,
  luma: Uint16Array,
  at: number,
  sums: Int32Array,
  amount: number,
  threshold: number,
): void {
  const width = sums.length;
  for (let x = 0, i = start; x < width; x++, i += channels) {
    const detail = luma[at + x]! - (sums[x]! >> WEIGHT_BITS);
    if (detail < threshold && -detail < threshold) continue;
    const more = (detail * amount + 32768) >> 16;
    data[i] = data[i]! + more;
    data[i + 1] = data[i + 1]! + more;
    data[i + 2] = data[i + 2]! + more;
  }
}

function addDetail16(
  data: Uint16Array,
  start: number,
  channels: number,
  luma: Uint16Array,
  at: number,
  sums: Int32Array,
  amount: number,
  threshold: number,
): void {
  const width = sums.length;
  for (let x = 0, i = start; x < width; x++, i += channels) {
    const detail = luma[at + x]! - (sums[x]! >> WEIGHT_BITS);
    if (detail < threshold && -detail < threshold) continue;
    const more = (detail * amount + 128) >> 8;
    data[i] = clip16(data[i]! + more);
    data[i + 1] = clip16(data[i + 1]! + more);
    data[i + 2] = clip16(data[i + 2]! + more);
  }
}

function clip16(value: number): number {
  return value < 0 ? 0 : value > 65535 ? 65535 : value;
}
