import type { PlaneSize } from '../box-mean.ts';

/**
 * Moves a mask's edge by `shift` px, outwards above 0, and softens it with a Gaussian of standard deviation `feather` px. Moving
 * is grey dilation or erosion with a square, parts of pixels by mixing two of them; blurring is three box means (Kutskir's and
 * Wells' approximation of the Gaussian). Values 0–65535; a new mask.
 */
export function shapeMask(
  mask: Uint16Array,
  size: PlaneSize,
  { shift, feather }: { shift: number; feather: number },
): Uint16Array {
  let result: Uint16Array = mask.slice();
  if (shift !== 0) result = shifted(result, size, shift);
  if (feather > 0) result = blurred(result, size, feather);
  return result;
}

function shifted(mask: Uint16Array, size: PlaneSize, shift: number): Uint16Array {
  const distance = Math.abs(shift);
  const whole = Math.floor(distance);
  const part = distance - whole;
  const near = whole === 0 ? mask : spread(mask, size, whole, shift > 0);
  if (part === 0) return near;
  const far = spread(mask, size, whole + 1, shift > 0);
  for (let i = 0; i < far.length; i++) far[i] = Math.round(near[i]! + (far[i]! - near[i]!) * part);
  return far;
}

/** Largest (or smallest) value within `reach` px, along rows and then along columns. */
function spread(mask: Uint16Array, { width, height }: PlaneSize, reach: number, largest: boolean): Uint16Array {
  const result = mask.slice();
  const line = new Uint16Array(Math.max(width, height));
  const target = new Uint16Array(line.length);
  const run = (start: number, stride: number, count: number): void => {
    for (let k = 0, i = start; k < count; k++, i += stride) line[k] = result[i]!;
    extremes(line, count, reach, largest, target);
    for (let k = 0, i = start; k < count; k++, i += stride) result[i] = target[k]!;
  };
  for (let y = 0; y < height; y++) run(y * width, 1, width);
  for (let x = 0; x < width; x++) run(x, width, height);
  return result;
}

/** Running extremes with a queue of candidates, in constant time per value (Lemire, 2006). */
function extremes(line: Uint16Array, count: number, reach: number, largest: boolean, target: Uint16Array): void {
  const queue = new Int32Array(count);
  let head = 0;
  let tail = 0;
  for (let at = 0, next = 0; at < count; at++) {
    for (; next < count && next <= at + reach; next++) {
      const value = line[next]!;
      while (tail > head && (largest ? line[queue[tail - 1]!]! <= value : line[queue[tail - 1]!]! >= value)) tail--;
      queue[tail++] = next;
    }
    while (queue[head]! < at - reach) head++;
    target[at] = line[queue[head]!]!;
  }
}

/** Gaussian blur of a mask in place of it. */
export function blurred(mask: Uint16Array, size: PlaneSize, sigma: number): Uint16Array {
  let result = mask;
  // Three boxes of width w have the variance (w² − 1) / 4.
  const width = Math.sqrt(4 * sigma * sigma + 1);
  const lower = Math.max(1, Math.floor((width - 1) / 2) * 2 + 1);
  const upper = lower + 2;
  const many = Math.round((12 * sigma * sigma - 3 * lower * lower - 12 * lower - 9) / (-4 * lower - 4));
  for (let round = 0; round < 3; round++) result = box(result, size, ((round < many ? lower : upper) - 1) / 2);
  return result;
}

function box(mask: Uint16Array, { width, height }: PlaneSize, reach: number): Uint16Array {
  if (reach === 0) return mask;
  const across = new Uint16Array(mask.length);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let sum = 0;
    for (let x = -reach; x <= reach; x++) sum += mask[start + clamp(x, width)]!;
    for (let x = 0; x < width; x++) {
      across[start + x] = Math.round(sum / (2 * reach + 1));
      sum += mask[start + clamp(x + reach + 1, width)]! - mask[start + clamp(x - reach, width)]!;
    }
  }
  const result = new Uint16Array(mask.length);
  const sums = new Float64Array(width);
  for (let y = -reach; y <= reach; y++) {
    const start = clamp(y, height) * width;
    for (let x = 0; x < width; x++) sums[x]! += across[start + x]!;
  }
  for (let y = 0; y < height; y++) {
    const entering = clamp(y + reach + 1, height) * width;
    const leaving = clamp(y - reach, height) * width;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      result[i] = Math.round(sums[x]! / (2 * reach + 1));
      sums[x]! += across[entering + x]! - across[leaving + x]!;
    }
  }
  return result;
}

function clamp(at: number, count: number): number {
  return at < 0 ? 0 : at >= count ? count - 1 : at;
}
