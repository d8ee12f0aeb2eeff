import type { Raster, RgbProfile } from '../../raster.ts';
import { between, type LightTables, lightTables } from '../colour-tables/light.ts';

/** Tables between the levels of a raster and light, and what each channel adds to luminance. */
export interface PictureLight {
  tables: LightTables;
  /** Luminance of each channel; the sum is 1. */
  weights: readonly [number, number, number];
}

const KEPT = 4;
const known = new Map<string, PictureLight>();

/** The tables for rasters of this profile and depth; made once for a batch of pictures. */
export function pictureLight({ profile, depth }: { profile: RgbProfile; depth: 8 | 16 }): PictureLight {
  const key = `${depth} ${profile.key}`;
  let light = known.get(key);
  if (light === undefined) {
    const [r, g, b] = profile.curves;
    const { toXyzD50: m } = profile;
    const sum = m[3] + m[4] + m[5];
    light = {
      tables: lightTables(depth, [r.decode, g.decode, b.decode], [r.encode, g.encode, b.encode]),
      weights: [m[3] / sum, m[4] / sum, m[5] / sum],
    };
    known.set(key, light);
    if (known.size > KEPT) known.delete(known.keys().next().value!);
  }
  return light;
}

/**
 * Lightness of one row: the square root of luminance (0–1), close to how eyes and encodings space it, and quick to get
 * from light and back.
 */
export function lightnessRow({ tables, weights }: PictureLight, raster: Raster, y: number, out: Float32Array): void {
  const { data, width, channels } = raster;
  const [preR, preG, preB] = tables.pre;
  const [wr, wg, wb] = weights;
  for (let x = 0, i = y * width * channels; x < width; x++, i += channels) {
    out[x] = Math.sqrt(wr * preR[data[i]!]! + wg * preG[data[i + 1]!]! + wb * preB[data[i + 2]!]!);
  }
}

/** Multiplies the light of one row by `gains`: hue and saturation stay. `target` may be the raster's own data. */
export function gainRow(
  { tables }: PictureLight,
  raster: Raster,
  y: number,
  gains: Float32Array,
  target: Uint8Array | Uint16Array,
): void {
  const { data, width, channels } = raster;
  const [preR, preG, preB] = tables.pre;
  const [postR, postG, postB] = tables.post;
  const scale = 1 / tables.top;
  for (let x = 0, i = y * width * channels; x < width; x++, i += channels) {
    const gain = gains[x]!;
    if (gain === 1) continue;
    const factor = gain * scale;
    target[i] = between(postR, preR[data[i]!]! * factor);
    target[i + 1] = between(postG, preG[data[i + 1]!]! * factor);
    target[i + 2] = between(postB, preB[data[i + 2]!]! * factor);
  }
}
