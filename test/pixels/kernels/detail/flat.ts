import { builtInProfile } from '../../../../src/pixels/colour/profiles.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';

/** An 8-bit sRGB picture from a function of place, levels 0–255. */
export function drawn(
  width: number,
  height: number,
  at: (x: number, y: number) => readonly [number, number, number],
): Raster {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(at(x, y).map(Math.round), (y * width + x) * 3);
  return { data, width, height, channels: 3, depth: 8, profile: builtInProfile('srgb'), orientation: 1 };
}

/** The red level of a pixel. */
export function levelAt({ data, width, channels }: Raster, x: number, y: number): number {
  return data[(y * width + x) * channels]!;
}

/** True when every pixel has three equal channels. */
export function isGrey({ data, channels }: Raster): boolean {
  for (let i = 0; i < data.length; i += channels) if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  return true;
}

/** Noise that is the same each time, about normal, of unit variance. */
export function noise(seed: number): () => number {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
  return () => (next() + next() + next() + next() - 2) * Math.sqrt(3);
}
