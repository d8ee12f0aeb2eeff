import type { Raster, RgbProfile } from '../../src/pixels/raster.ts';

/** A picture as the reference sees it: encoded values, 0–1, in double precision. */
export interface FloatPicture {
  data: Float64Array;
  width: number;
  height: number;
  channels: 3 | 4;
  profile: RgbProfile;
  orientation: number;
}

export function fromRaster(raster: Raster): FloatPicture {
  const { width, height, channels, profile, orientation } = raster;
  const range = raster.depth === 16 ? 65535 : 255;
  return {
    data: Float64Array.from(raster.data, (value) => value / range),
    width,
    height,
    channels,
    profile,
    orientation,
  };
}

/** Each value brought back to 0–1: what is seen of a picture. */
export function clipped(picture: FloatPicture): FloatPicture {
  return { ...picture, data: picture.data.map((value) => Math.min(1, Math.max(0, value))) };
}

/** A picture of another size or shape whose pixels are looked up one by one; `at` gives null outside the old one. */
export function redrawn(
  picture: FloatPicture,
  width: number,
  height: number,
  at: (x: number, y: number) => readonly [x: number, y: number] | null,
  background: readonly number[] = [],
): FloatPicture {
  const channels = background.length === 4 ? 4 : picture.channels;
  const data = new Float64Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = at(x, y);
      for (let c = 0; c < channels; c++) {
        data[(y * width + x) * channels + c] =
          from === null ? (background[c] ?? 1) : valueAt(picture, from[0], from[1], c);
      }
    }
  }
  return { ...picture, data, width, height, channels };
}

/** One value; alpha is 1 where the picture has none. */
export function valueAt(picture: FloatPicture, x: number, y: number, channel: number): number {
  if (channel >= picture.channels) return 1;
  return picture.data[(y * picture.width + x) * picture.channels + channel]!;
}
