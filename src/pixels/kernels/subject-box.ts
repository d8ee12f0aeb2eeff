import type { Ground } from '../../workflow/plan/framing-steps.ts';
import type { Box } from '../../workflow/plan/geometry.ts';
import type { Raster } from '../raster.ts';
import { colourIn } from './hex-colour.ts';

/** What a picture's background was found to be. */
export type FoundGround =
  | { by: 'alpha' }
  /** Encoded levels of the raster's depth. */
  | { by: 'colour'; levels: readonly [number, number, number] };

/** A border counts as transparent when more of it than this is. */
const MOSTLY = 0.5;

/** The background that a step means: with `auto` it is transparent where the border mostly is, else the border's colour. */
export function findGround(raster: Raster, ground: Ground): FoundGround {
  if (ground.by === 'alpha') return { by: 'alpha' };
  if (ground.by === 'colour') {
    const max = raster.depth === 8 ? 255 : 65535;
    const [r, g, b] = colourIn(ground.color, raster.profile);
    return { by: 'colour', levels: [Math.round(r * max), Math.round(g * max), Math.round(b * max)] };
  }
  return borderIsTransparent(raster) ? { by: 'alpha' } : { by: 'colour', levels: borderColour(raster) };
}

/** Median of the outermost pixels, channel by channel: what sticks out at one side does not move it. */
export function borderColour(raster: Raster): [number, number, number] {
  const { data, channels } = raster;
  const places = borderPlaces(raster);
  return [0, 1, 2].map((channel) => {
    const values = places.map((pixel) => data[pixel * channels + channel]!).sort((a, b) => a - b);
    return values[values.length >> 1]!;
  }) as [number, number, number];
}

function borderIsTransparent(raster: Raster): boolean {
  if (raster.channels === 3) return false;
  const half = raster.depth === 8 ? 128 : 32768;
  const places = borderPlaces(raster);
  const clear = places.filter((pixel) => raster.data[pixel * 4 + 3]! < half).length;
  return clear > places.length * MOSTLY;
}

/** Numbers of the outermost pixels. */
function borderPlaces({ width, height }: Raster): number[] {
  const places: number[] = [];
  for (let x = 0; x < width; x++) places.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) places.push(y * width, y * width + width - 1);
  return places;
}

export interface BoxOptions {
  /** Largest difference that is still background, per cent of a channel's range. */
  tolerance: number;
  /** A row or column counts only when more than this share of it differs. */
  specks: number;
}

/** Dust and sensor noise stay below this share of a row. */
export const SPECKS = 0.002;

/** The smallest box around everything that is not background; null when there is nothing. */
export function subjectBox(raster: Raster, ground: FoundGround, { tolerance, specks }: BoxOptions): Box | null {
  const { width, height } = raster;
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  const differs = differsFrom(raster, ground, tolerance);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (!differs(pixel)) continue;
      columns[x]!++;
      rows[y]!++;
    }
  }
  const across = extent(columns, height * specks);
  const down = extent(rows, width * specks);
  if (across === null || down === null) return null;
  return { left: across[0], top: down[0], width: across[1] - across[0] + 1, height: down[1] - down[0] + 1 };
}

function differsFrom({ data, channels, depth }: Raster, ground: FoundGround, tolerance: number) {
  const limit = ((depth === 8 ? 255 : 65535) * tolerance) / 100;
  if (ground.by === 'alpha') {
    return channels === 3 ? () => true : (pixel: number): boolean => data[pixel * 4 + 3]! > limit;
  }
  const [r, g, b] = ground.levels;
  // What cannot be seen is no subject, whatever colour it would have.
  const seen = (pixel: number): boolean => channels === 3 || data[pixel * 4 + 3]! > limit;
  return (pixel: number): boolean => {
    const at = pixel * channels;
    return (
      (Math.abs(data[at]! - r) > limit || Math.abs(data[at + 1]! - g) > limit || Math.abs(data[at + 2]! - b) > limit) &&
      seen(pixel)
    );
  };
}

/** First and last place with more than `least`. */
function extent(counts: Uint32Array, least: number): [number, number] | null {
  const first = counts.findIndex((count) => count > least);
  return first < 0 ? null : [first, counts.findLastIndex((count) => count > least)];
}
