import type { Plane, PlaneSize } from '../box-mean.ts';
import type { Reduction } from './reduced.ts';

/** Red, green and blue of a picture made small, encoded values 0–1. */
export interface SmallPicture {
  size: Reduction;
  planes: readonly [Plane, Plane, Plane];
}
export type HazeColour = [number, number, number];

/** 15 px in the paper's pictures of 600. */
const PATCH_PART = 15 / 600;
/** The haziest part of the picture tells the colour of the air. */
const HAZIEST = 0.001;
/** Air is seldom as bright as white, which would leave nothing of clouds. */
const BRIGHTEST_AIR = 0.97;
/** And never dark: in a picture without haze this keeps small numbers from dividing. */
const DARKEST_AIR = 0.3;

/**
 * Colour of the haze, and how thick it is at each pixel: the dark channel of the picture divided by that colour (He et al.,
 * PAMI 2011, equations 9 to 11 and section 4.3: the mean of the 0.1 % haziest pixels).
 */
export function estimateHaze({ size, planes }: SmallPicture): { colour: HazeColour; dark: Plane } {
  const reach = Math.max(1, Math.round((PATCH_PART * Math.max(size.width, size.height)) / 2));
  const [red, green, blue] = planes;
  const first = minimum(
    red.map((value, i) => Math.min(value, green[i]!, blue[i]!)),
    size,
    reach,
  );
  const count = Math.max(1, Math.round(first.length * HAZIEST));
  const haziest = [...first.keys()].sort((a, b) => first[b]! - first[a]!).slice(0, count);
  const colour = planes.map((plane) => {
    const mean = haziest.reduce((sum, i) => sum + plane[i]!, 0) / haziest.length;
    return Math.min(BRIGHTEST_AIR, Math.max(DARKEST_AIR, mean));
  }) as HazeColour;
  const dark = minimum(
    red.map((value, i) => Math.min(1, value / colour[0], green[i]! / colour[1], blue[i]! / colour[2])),
    size,
    reach,
  );
  return { colour, dark };
}

/** The smallest value in the square of (2·reach+1)² px around each pixel. */
function minimum(plane: Plane, { width, height }: PlaneSize, reach: number): Plane {
  const across = new Float32Array(plane.length);
  const result = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let least = Number.POSITIVE_INFINITY;
      const end = Math.min(width - 1, x + reach);
      for (let n = Math.max(0, x - reach); n <= end; n++) least = Math.min(least, plane[y * width + n]!);
      across[y * width + x] = least;
    }
  }
  for (let y = 0; y < height; y++) {
    const end = Math.min(height - 1, y + reach);
    for (let x = 0; x < width; x++) {
      let least = Number.POSITIVE_INFINITY;
      for (let n = Math.max(0, y - reach); n <= end; n++) least = Math.min(least, across[n * width + x]!);
      result[y * width + x] = least;
    }
  }
  return result;
}
