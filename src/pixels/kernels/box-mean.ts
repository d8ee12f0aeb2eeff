/** One channel of a picture in floats, row by row. */
export type Plane = Float32Array;

/** Sides of planes, px. */
export interface PlaneSize {
  width: number;
  height: number;
}

/**
 * Mean over the square of (2·radius+1)² px around each pixel, in constant time per pixel (running sums). At the borders the mean
 * is over what lies inside. `target` may be `plane` itself. Sums are kept in doubles, so that long rows do not drift.
 */
export function boxMean(plane: Plane, size: PlaneSize, radius: number, target: Plane = new Float32Array(plane.length)) {
  const { width, height } = size;
  const reach = Math.max(0, Math.round(radius));
  if (reach === 0) {
    if (target !== plane) target.set(plane);
    return target;
  }
  // Row means still needed below, since the target may overwrite the plane; one slot stays zero.
  const rows = 2 * reach + 2;
  const ring = Array.from({ length: rows + 1 }, () => new Float32Array(width));
  const none = ring[rows]!;
  const sums = new Float64Array(width);
  for (let y = -reach; y < height; y++) {
    const below = y + reach;
    const entering = below < height ? ring[below % rows]! : none;
    if (below < height) meansOfRow(plane, below * width, width, reach, entering);
    const above = y - reach - 1;
    const leaving = above >= 0 ? ring[above % rows]! : none;
    if (y < 0) {
      for (let x = 0; x < width; x++) sums[x]! += entering[x]!;
      continue;
    }
    const share = 1 / (Math.min(height - 1, below) - Math.max(0, above + 1) + 1);
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const sum = sums[x]! + entering[x]! - leaving[x]!;
      sums[x] = sum;
      target[i] = sum * share;
    }
  }
  return target;
}

function meansOfRow(plane: Plane, start: number, width: number, reach: number, target: Float32Array): void {
  let sum = 0;
  for (let x = 0; x < reach && x < width; x++) sum += plane[start + x]!;
  const full = 1 / (2 * reach + 1);
  const middle = Math.max(reach + 1, width - reach);
  let x = 0;
  for (; x <= reach && x < width; x++) {
    if (x + reach < width) sum += plane[start + x + reach]!;
    target[x] = sum / (Math.min(width - 1, x + reach) + 1);
  }
  for (let i = start + x; x < middle && x < width; x++, i++) {
    sum += plane[i + reach]! - plane[i - reach - 1]!;
    target[x] = sum * full;
  }
  for (; x < width; x++) {
    sum -= plane[start + x - reach - 1]!;
    target[x] = sum / (width - x + reach);
  }
}
