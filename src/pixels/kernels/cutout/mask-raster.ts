import type { Raster } from '../../raster.ts';

/** A mask as a picture, so that it can be looked at and kept: grey, white where the subject is. Depth and profile are those of its picture. */
export function maskRaster(mask: Uint16Array, like: Raster): Raster {
  const { width, height, depth, profile } = like;
  const data = depth === 8 ? new Uint8Array(mask.length * 3) : new Uint16Array(mask.length * 3);
  for (let i = 0, to = 0; i < mask.length; i++, to += 3) {
    const value = depth === 8 ? (mask[i]! * 255 + 32895) >> 16 : mask[i]!;
    data[to] = value;
    data[to + 1] = value;
    data[to + 2] = value;
  }
  return { data, width, height, channels: 3, depth, profile, orientation: 1 };
}

/** A mask's values, 0–65535. */
export function maskValues({ data, channels, depth }: Raster): Uint16Array {
  const scale = depth === 8 ? 257 : 1;
  const values = new Uint16Array(data.length / channels);
  for (let i = 0, from = 0; i < values.length; i++, from += channels) values[i] = data[from]! * scale;
  return values;
}

/** Black where it was white. */
export function inverted(mask: Raster): Raster {
  const top = mask.depth === 8 ? 255 : 65535;
  return { ...mask, data: mask.data.map((value) => top - value) };
}
