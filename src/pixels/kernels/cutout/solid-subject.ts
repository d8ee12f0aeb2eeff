import type { Plane, PlaneSize } from '../box-mean.ts';
import { connectedRegions } from './regions.ts';

/** A hole that the model is this sure of (its mean probability) is one: the eye of a handle, the gap under an arm. */
const SURE_HOLE = 0.12;
/** Smaller holes are never kept, in parts of the picture. */
const SMALLEST_HOLE = 4e-4;
/** A part of the subject that hangs together with nothing is kept when it is that large, beside the largest one … */
const LARGE_PART = 0.15;
/** … or when the model is that sure of it and it is no speck. */
const SURE_PART = 0.85;
const SPECK = 0.005;

/**
 * What a model calls subject, without its doubts inside: models trained on silhouettes leave soft holes in plain shirts and
 * bezels. Holes close unless the model is sure of them; loose bits it is unsure of go. What remains soft is the rim.
 */
export function solidSubject(plane: Plane, size: PlaneSize): Plane {
  const count = plane.length;
  const result = plane.slice();
  const outside = connectedRegions((i) => plane[i]! < 0.5, size);
  const sums = new Float64Array(outside.regions.length + 1);
  for (let i = 0; i < count; i++) sums[outside.labels[i]!]! += plane[i]!;
  const closed = outside.regions.map(
    ({ pixels, touchesBorder }, k) =>
      !touchesBorder && (pixels < SMALLEST_HOLE * count || sums[k + 1]! / pixels > SURE_HOLE),
  );
  for (let i = 0; i < count; i++) if (closed[outside.labels[i]! - 1]) result[i] = 1;

  const inside = connectedRegions((i) => result[i]! >= 0.5, size);
  const largest = Math.max(0, ...inside.regions.map(({ pixels }) => pixels));
  const weights = new Float64Array(inside.regions.length + 1);
  for (let i = 0; i < count; i++) weights[inside.labels[i]!]! += result[i]!;
  const dropped = inside.regions.map(({ pixels }, k) => {
    const sure = weights[k + 1]! / pixels > SURE_PART && pixels >= SPECK * largest;
    return pixels < largest * LARGE_PART && !sure;
  });
  for (let i = 0; i < count; i++) if (dropped[inside.labels[i]! - 1]) result[i] = 0;
  return result;
}
