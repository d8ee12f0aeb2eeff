import { apply } from '../colour/matrix.ts';
import { builtInProfile } from '../colour/profiles.ts';
import type { Raster, RgbProfile } from '../raster.ts';

/** 16-bit value → 8-bit, exactly round(v / 257) (checked for all 65,536 values by the tests). */
export function narrow(v: number): number {
  return (v * 255 + 32895) >> 16;
}

/**
 * The raster's samples as an encoder needs them: 8-bit where the file is, and laid on `background` (`#rrggbb`, sRGB) where
 * it has no alpha. The raster's own buffer is handed out when nothing changes.
 */
export function encodablePixels(
  raster: Raster,
  depth: 8 | 16,
  background: string | null,
): { data: Uint8Array | Uint16Array; channels: 3 | 4 } {
  const { data, channels } = raster;
  if (channels === 4 && background !== null) return { data: flattened(raster, depth, background), channels: 3 };
  if (raster.depth === depth) return { data, channels };
  if (depth === 16) {
    const wide = new Uint16Array(data.length);
    for (let i = 0; i < wide.length; i++) wide[i] = data[i]! * 257;
    return { data: wide, channels };
  }
  const narrowed = new Uint8Array(data.length);
  for (let i = 0; i < narrowed.length; i++) narrowed[i] = (data[i]! * 255 + 32895) >> 16;
  return { data: narrowed, channels };
}

/** Alpha laid on a colour, in encoded values as every editor does it, in the raster's own space. */
function flattened(raster: Raster, depth: 8 | 16, background: string): Uint8Array | Uint16Array {
  const { data } = raster;
  const top = raster.depth === 16 ? 65535 : 255;
  const scale = (depth === 16 ? 65535 : 255) / top;
  const [r, g, b] = encodedColour(background, raster.profile).map((c) => c * top) as [number, number, number];
  const pixels = data.length >> 2;
  const result = depth === 16 ? new Uint16Array(pixels * 3) : new Uint8Array(pixels * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    const a = data[from + 3]! / top;
    result[to] = (r + (data[from]! - r) * a) * scale + 0.5;
    result[to + 1] = (g + (data[from + 1]! - g) * a) * scale + 0.5;
    result[to + 2] = (b + (data[from + 2]! - b) * a) * scale + 0.5;
  }
  return result;
}

/** A CSS hex colour (`#rgb`, `#rrggbb`, alpha ignored) as encoded values 0–1 of a profile; white when it is none. */
export function encodedColour(hex: string, profile: RgbProfile): [number, number, number] {
  const long = /^#[0-9a-f]{3,4}$/i.test(hex) ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(long);
  if (!digits) return [1, 1, 1];
  const rgb = digits.slice(1, 4).map((pair) => Number.parseInt(pair, 16) / 255) as [number, number, number];
  if (profile.key === 'srgb') return rgb;
  const srgb = builtInProfile('srgb');
  const linear = rgb.map((v) => srgb.curves[0].decode(v)) as [number, number, number];
  const there = apply(profile.fromXyzD50, apply(srgb.toXyzD50, linear));
  return there.map((v, i) => Math.min(1, Math.max(0, profile.curves[i]!.encode(v)))) as [number, number, number];
}
