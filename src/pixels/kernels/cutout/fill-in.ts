import type { Plane, PlaneSize } from '../box-mean.ts';
import { resizedPlane } from './working-planes.ts';

/**
 * Goes on smoothly with what is known into what is not: `weights` say how much each pixel is known (0–1). Averages up a
 * pyramid until everything is known, then back down, each level keeping what it knows (pull–push, Gortler et al.: The
 * Lumigraph, SIGGRAPH 1996). Planes are filled together, since they share the weights.
 */
export function filledIn(planes: readonly Plane[], weights: Plane, size: PlaneSize): Plane[] {
  if (size.width <= 2 && size.height <= 2) return planes.map((plane) => flat(plane, weights));
  const half = { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
  const coarse = halved(planes, weights, size, half);
  const below = filledIn(coarse.planes, coarse.weights, half);
  return planes.map((plane, k) => {
    const guess = resizedPlane(below[k]!, half, size);
    const result = new Float32Array(plane.length);
    for (let i = 0; i < result.length; i++) result[i] = guess[i]! + (plane[i]! - guess[i]!) * weights[i]!;
    return result;
  });
}

function halved(planes: readonly Plane[], weights: Plane, size: PlaneSize, half: PlaneSize) {
  const sums = planes.map(() => new Float32Array(half.width * half.height));
  const known = new Float32Array(half.width * half.height);
  for (let y = 0, i = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, i++) {
      const weight = weights[i]!;
      if (weight === 0) continue;
      const to = (y >> 1) * half.width + (x >> 1);
      known[to]! += weight;
      for (let k = 0; k < planes.length; k++) sums[k]![to]! += weight * planes[k]![i]!;
    }
  }
  for (let i = 0; i < known.length; i++) {
    if (known[i] === 0) continue;
    for (const plane of sums) plane[i]! /= known[i]!;
    known[i] = Math.min(1, known[i]!);
  }
  return { planes: sums, weights: known };
}

function flat(plane: Plane, weights: Plane): Plane {
  let sum = 0;
  let known = 0;
  for (let i = 0; i < plane.length; i++) {
    sum += plane[i]! * weights[i]!;
    known += weights[i]!;
  }
  return new Float32Array(plane.length).fill(known === 0 ? 0 : sum / known);
}
