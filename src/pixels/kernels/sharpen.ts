import type { SharpenStep } from '../../workflow/plan/steps.ts';
import type { Raster } from '../raster.ts';
import { BLUR_BITS, blurAcross, blurAlong, gaussianWeights, rows } from './gaussian-rows.ts';
import { isOpaque, sharpenTranslucent } from './sharpen-translucent.ts';

/** Luma is kept in 16 bits whatever the depth: 8-bit pixels in 256ths of a level. */
const AMOUNT_ONE = 256;

/**
 * Unsharp mask on luma: every channel of a pixel gets the same `amount` per cent of the difference between its luma and the
 * luma around it, weighed by a Gaussian with a standard deviation of `radius` px, so that colours do not shift. Works on
 * encoded values, as eyes do. Where the difference is below `threshold` levels (of 255) the pixel stays as it is. Edges
 * are continued outwards. Alpha is left alone, and a neighbour counts by its alpha: colours hidden under full transparency
 * would draw a halo around a cut-out. With `owned` the raster's pixels are overwritten instead of copied.
 *
 * Luma is (77 R + 150 G + 29 B)/256, the weights of ITU-R BT.601. The Gaussian ends at three standard deviations.
 */
export function sharpen(raster: Raster, step: SharpenStep, options: { owned?: boolean } = {}): Raster {
  const amount = Math.round((step.amount / 100) * AMOUNT_ONE);
  if (amount === 0 || step.radius <= 0) return raster;
  const { width, height, channels } = raster;
  if (channels === 4 && !isOpaque(raster)) return sharpenTranslucent(raster, step, options);
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
    const detail = luma[at + x]! - (sums[x]! >> BLUR_BITS);
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
    const detail = luma[at + x]! - (sums[x]! >> BLUR_BITS);
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
