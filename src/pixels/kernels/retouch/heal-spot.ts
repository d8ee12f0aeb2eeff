import type { Raster } from '../../raster.ts';
import { filledIn } from '../cutout/fill-in.ts';

/** A spot in px of the picture. */
export interface PixelSpot {
  x: number;
  y: number;
  radius: number;
}

/** Sources that are tried: in this many directions, at these distances in radii. */
const DIRECTIONS = 16;
const DISTANCES = [2.3, 3.2, 4.4];
/** The ring around the spot that has to fit, in radii. */
const RING = 1.35;

/**
 * Heals a spot in place: the texture of the neighbouring patch whose rim fits best, moved by a smooth membrane so that it meets the spot's
 * surroundings (Poisson cloning, Pérez, Gangnet and Blake, SIGGRAPH 2003; the membrane by pull–push, which converges at once).
 * Patches that touch another spot are not taken. False when there is no room for a patch.
 */
export function healSpot(raster: Raster, spot: PixelSpot, others: readonly PixelSpot[]): boolean {
  const radius = Math.max(1, Math.ceil(spot.radius));
  const reach = Math.ceil(radius * RING) + 1;
  const centre = { x: Math.round(spot.x), y: Math.round(spot.y) };
  const ring = ringAround(radius, reach);
  const source = bestSource(raster, centre, { radius, reach, ring }, others, spot);
  if (source === null) return false;
  clone(raster, centre, source, radius, reach);
  return true;
}

interface Place {
  x: number;
  y: number;
}

function ringAround(radius: number, reach: number): Place[] {
  const ring: Place[] = [];
  const step = Math.max(1, Math.floor(radius / 12));
  for (let y = -reach; y <= reach; y += step) {
    for (let x = -reach; x <= reach; x += step) {
      const away = Math.hypot(x, y);
      if (away > radius && away <= reach) ring.push({ x, y });
    }
  }
  return ring;
}

function bestSource(
  raster: Raster,
  centre: Place,
  { radius, reach, ring }: { radius: number; reach: number; ring: readonly Place[] },
  others: readonly PixelSpot[],
  own: PixelSpot,
): Place | null {
  let best: Place | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const distance of DISTANCES) {
    for (let k = 0; k < DIRECTIONS; k++) {
      const angle = (2 * Math.PI * k) / DIRECTIONS;
      const away = Math.max(distance * radius, 2 * reach - radius + 1);
      const place = {
        x: centre.x + Math.round(Math.cos(angle) * away),
        y: centre.y + Math.round(Math.sin(angle) * away),
      };
      if (!fits(raster, place, reach)) continue;
      if (others.some((other) => other !== own && touches(place, radius, other))) continue;
      const misfit = misfitOf(raster, centre, place, ring);
      if (misfit < least) {
        least = misfit;
        best = place;
      }
    }
  }
  return best;
}

function fits({ width, height }: Raster, { x, y }: Place, reach: number): boolean {
  return x >= reach && y >= reach && x < width - reach && y < height - reach;
}

function touches({ x, y }: Place, radius: number, other: PixelSpot): boolean {
  return Math.hypot(other.x - x, other.y - y) < radius + other.radius;
}

/** How much two rims differ after the mean difference is taken out, which the membrane does. */
function misfitOf(raster: Raster, centre: Place, place: Place, ring: readonly Place[]): number {
  const { data, width, height, channels } = raster;
  let misfit = 0;
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (const { x, y } of ring) {
      const tx = centre.x + x;
      const ty = centre.y + y;
      if (tx < 0 || ty < 0 || tx >= width || ty >= height) continue;
      const there = data[(ty * width + tx) * channels + channel]!;
      const here = data[((place.y + y) * width + place.x + x) * channels + channel]!;
      sum += there - here;
      squares += (there - here) ** 2;
      count++;
    }
    if (count > 0) misfit += squares / count - 0.7 * (sum / count) ** 2;
  }
  return misfit;
}

function clone(raster: Raster, centre: Place, source: Place, radius: number, reach: number): void {
  const { data, width, height, channels, depth } = raster;
  const top = depth === 8 ? 255 : 65535;
  const side = 2 * reach + 1;
  const size = { width: side, height: side };
  const known = new Float32Array(side * side);
  const offsets = [0, 1, 2].map(() => new Float32Array(side * side));
  const at = (x: number, y: number): number => (y * width + x) * channels;
  for (let v = 0, i = 0; v < side; v++) {
    for (let u = 0; u < side; u++, i++) {
      const tx = centre.x + u - reach;
      const ty = centre.y + v - reach;
      const away = Math.hypot(u - reach, v - reach);
      if (away <= radius || away > reach || tx < 0 || ty < 0 || tx >= width || ty >= height) continue;
      known[i] = 1;
      const target = at(tx, ty);
      const from = at(source.x + u - reach, source.y + v - reach);
      for (let channel = 0; channel < 3; channel++) {
        offsets[channel]![i] = data[target + channel]! - data[from + channel]!;
      }
    }
  }
  const membrane = filledIn(offsets, known, size);
  for (let v = 0, i = 0; v < side; v++) {
    for (let u = 0; u < side; u++, i++) {
      const tx = centre.x + u - reach;
      const ty = centre.y + v - reach;
      const away = Math.hypot(u - reach, v - reach);
      if (away > radius || tx < 0 || ty < 0 || tx >= width || ty >= height) continue;
      // Softly over the last pixels, so that noise has no seam.
      const share = Math.min(1, (radius - away) / Math.max(1, radius * 0.2) + 0.15);
      const target = at(tx, ty);
      const from = at(source.x + u - reach, source.y + v - reach);
      for (let channel = 0; channel < 3; channel++) {
        const old = data[target + channel]!;
        const value = old + (data[from + channel]! + membrane[channel]![i]! - old) * share;
        data[target + channel] = Math.round(Math.min(top, Math.max(0, value)));
      }
    }
  }
}
