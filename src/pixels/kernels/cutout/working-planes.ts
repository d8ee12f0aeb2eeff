import type { Raster } from '../../raster.ts';
import type { Plane, PlaneSize } from '../box-mean.ts';
import { rasterOf, sharpOf } from '../raw-sharp.ts';

/** A smaller copy of a picture to work on: red, green and blue in the raster's own encoding, and alpha where it has one, 0–1. */
export interface WorkingPlanes extends PlaneSize {
  colour: readonly [Plane, Plane, Plane];
  alpha: Plane | null;
}

/** The picture scaled (down only) so that its long edge is at most `longEdge` px. */
export async function workingPlanes(raster: Raster, longEdge: number): Promise<WorkingPlanes> {
  const scale = Math.min(1, longEdge / Math.max(raster.width, raster.height));
  const width = Math.max(1, Math.round(raster.width * scale));
  const height = Math.max(1, Math.round(raster.height * scale));
  const small =
    scale === 1
      ? raster
      : await rasterOf(sharpOf(raster).resize(width, height, { fit: 'fill', kernel: 'mitchell' }), raster);
  return planesOf(small);
}

/** A raster's channels as planes of values 0–1. */
export function planesOf(raster: Raster): WorkingPlanes {
  const { data, width, height, channels, depth } = raster;
  const scale = 1 / (depth === 8 ? 255 : 65535);
  const planes = Array.from({ length: channels }, () => new Float32Array(width * height));
  for (let pixel = 0, i = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < channels; channel++, i++) planes[channel]![pixel] = data[i]! * scale;
  }
  return {
    width,
    height,
    colour: [planes[0]!, planes[1]!, planes[2]!],
    alpha: planes[3] ?? null,
  };
}

/** A part of a plane; the box lies within. */
export function croppedPlane(plane: Plane, from: PlaneSize, box: PlaneSize & { left: number; top: number }): Plane {
  const target = new Float32Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const start = (box.top + y) * from.width + box.left;
    target.set(plane.subarray(start, start + box.width), y * box.width);
  }
  return target;
}

/** A plane in another size: bilinear, pixel centres on pixel centres. */
export function resizedPlane(plane: Plane, from: PlaneSize, to: PlaneSize): Plane {
  if (from.width === to.width && from.height === to.height) return plane;
  const target = new Float32Array(to.width * to.height);
  const across = taps(from.width, to.width);
  const down = taps(from.height, to.height);
  for (let y = 0, i = 0; y < to.height; y++) {
    const top = down.first[y]! * from.width;
    const bottom = down.second[y]! * from.width;
    const v = down.share[y]!;
    for (let x = 0; x < to.width; x++, i++) {
      const left = across.first[x]!;
      const right = across.second[x]!;
      const u = across.share[x]!;
      const above = plane[top + left]! + (plane[top + right]! - plane[top + left]!) * u;
      const below = plane[bottom + left]! + (plane[bottom + right]! - plane[bottom + left]!) * u;
      target[i] = above + (below - above) * v;
    }
  }
  return target;
}

/** For each of `to` positions the two of `from` that it lies between, and how far from the first it is (0–1). */
export function taps(from: number, to: number): { first: Int32Array; second: Int32Array; share: Float32Array } {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    first[i] = Math.floor(at);
    second[i] = Math.min(from - 1, first[i]! + 1);
    share[i] = at - first[i]!;
  }
  return { first, second, share };
}
