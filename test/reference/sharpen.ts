import type { SharpenStep } from '../../src/workflow/plan/steps.ts';
import type { FloatPicture } from './float-picture.ts';

/**
 * Unsharp mask on BT.601 luma of encoded values: all channels get `amount` per cent of the difference between the luma and
 * its Gaussian blur (to five standard deviations), where that is at least `threshold` levels of 255. In the blur every pixel
 * counts by its alpha; what cannot be seen at all stays as it is.
 */
export function sharpened(picture: FloatPicture, step: SharpenStep): FloatPicture {
  const { width, height, channels } = picture;
  const luma = new Float64Array(width * height);
  const alpha = new Float64Array(width * height).fill(1);
  for (let i = 0; i < luma.length; i++) {
    const [r, g, b] = [0, 1, 2].map((c) => picture.data[i * channels + c]!) as [number, number, number];
    luma[i] = 0.299 * r + 0.587 * g + 0.114 * b;
    if (channels === 4) alpha[i] = picture.data[i * channels + 3]!;
  }
  const blur = (values: Float64Array): Float64Array => {
    const across = blurred(values, width, height, step.radius, (x, y, k) => [clamp(x + k, width), y]);
    return blurred(across, width, height, step.radius, (x, y, k) => [x, clamp(y + k, height)]);
  };
  const seen = blur(luma.map((value, i) => value * alpha[i]!));
  const cover = blur(alpha);
  const data = picture.data.slice();
  for (let i = 0; i < luma.length; i++) {
    if (alpha[i] === 0) continue;
    const detail = luma[i]! - seen[i]! / cover[i]!;
    if (Math.abs(detail) * 255 < step.threshold) continue;
    for (let c = 0; c < 3; c++) data[i * channels + c]! += (detail * step.amount) / 100;
  }
  return { ...picture, data: data.map((value) => Math.min(1, Math.max(0, value))) };
}

const clamp = (at: number, size: number): number => Math.min(size - 1, Math.max(0, at));

function blurred(
  values: Float64Array,
  width: number,
  height: number,
  sigma: number,
  neighbour: (x: number, y: number, k: number) => readonly [number, number],
): Float64Array {
  const reach = Math.ceil(sigma * 5);
  const result = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let weights = 0;
      for (let k = -reach; k <= reach; k++) {
        const weight = Math.exp(-(k * k) / (2 * sigma * sigma));
        const [nx, ny] = neighbour(x, y, k);
        sum += values[ny * width + nx]! * weight;
        weights += weight;
      }
      result[y * width + x] = sum / weights;
    }
  }
  return result;
}
