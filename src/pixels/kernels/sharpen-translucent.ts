import type { SharpenStep } from '../../workflow/plan/steps.ts';
import type { Raster } from '../raster.ts';
import { BLUR_BITS, blurAcross, blurAlong, gaussianWeights, rows } from './gaussian-rows.ts';

/** Is every pixel's alpha full? */
export function isOpaque({ data, depth }: Raster): boolean {
  const full = depth === 8 ? 255 : 65535;
  for (let i = 3; i < data.length; i += 4) if (data[i] !== full) return false;
  return true;
}

/**
 * The unsharp mask of `sharpen` for pictures with alpha: the luma around a pixel is the mean of its neighbours weighed by the
 * Gaussian times their alpha (normalised convolution, Knutsson and Westin 1993).
 */
export function sharpenTranslucent(raster: Raster, step: SharpenStep, options: { owned?: boolean }): Raster {
  const { width, height, depth } = raster;
  const max = depth === 8 ? 255 : 65535;
  const toSixteen = depth === 8 ? 257 : 1;
  const weights = gaussianWeights(step.radius);
  const reach = weights.length - 1;
  const source = raster.data;
  const data = options.owned ? source : source.slice();
  const strength = step.amount / 100;
  const threshold = step.threshold * 257;

  // Of each row still needed: luma times alpha, and alpha, both blurred along the row, in the slot of its number modulo the count.
  const along = rows(2, width + 2 * reach) as [Uint16Array, Uint16Array];
  const lumaRows = rows(2 * reach + 1, width);
  const alphaRows = rows(2 * reach + 1, width);
  const lumaSums = new Int32Array(width);
  const alphaSums = new Int32Array(width);
  let loaded = 0;
  for (let y = 0; y < height; y++) {
    for (; loaded <= Math.min(height - 1, y + reach); loaded++) {
      const [luma, alpha] = along;
      for (let x = 0, i = loaded * width * 4; x < width; x++, i += 4) {
        const cover = data[i + 3]! / max;
        luma[reach + x] = Math.round(lumaAt(data, i) * toSixteen * cover);
        alpha[reach + x] = Math.round(cover * 65535);
      }
      for (const row of along) {
        row.fill(row[reach]!, 0, reach);
        row.fill(row[reach + width - 1]!, reach + width);
      }
      blurAlong(luma, weights, lumaSums, lumaRows[loaded % lumaRows.length]!);
      blurAlong(alpha, weights, alphaSums, alphaRows[loaded % alphaRows.length]!);
    }
    blurAcross(lumaRows, y, height, weights, lumaSums);
    blurAcross(alphaRows, y, height, weights, alphaSums);
    for (let x = 0, i = y * width * 4; x < width; x++, i += 4) {
      const cover = alphaSums[x]! >> BLUR_BITS;
      if (data[i + 3] === 0 || cover === 0) continue;
      const around = ((lumaSums[x]! >> BLUR_BITS) / cover) * 65535;
      const detail = lumaAt(data, i) * toSixteen - around;
      if (detail < threshold && -detail < threshold) continue;
      const more = (detail * strength) / toSixteen;
      for (let channel = i; channel < i + 3; channel++) {
        data[channel] = Math.min(max, Math.max(0, Math.round(data[channel]! + more)));
      }
    }
  }
  return { ...raster, data };
}

/** Luma in levels of the raster's depth, with the weights of ITU-R BT.601. */
function lumaAt(data: Uint8Array | Uint16Array, i: number): number {
  return (data[i]! * 77 + data[i + 1]! * 150 + data[i + 2]! * 29) / 256;
}
