import { multiply } from '../colour/matrix.ts';
import type { Raster, RgbProfile } from '../raster.ts';
import { lightTables, runMatrix16 } from './colour-tables/light.ts';

/**
 * The picture in another space (relative colorimetric, clipped) and with this many bits, for where pictures of several sources
 * meet. Handed back as it is when nothing changes.
 */
export function toProfile(raster: Raster, profile: RgbProfile, depth: 8 | 16): Raster {
  const converts = raster.profile.key !== profile.key;
  if (!converts && raster.depth === depth) return raster;
  const deep = widened(raster);
  if (converts) convert(deep, profile);
  return { ...deep, profile, depth, data: depth === 16 ? deep.data : narrowed(deep.data) };
}

/** A copy in 16 bits. */
function widened(raster: Raster): Raster & { data: Uint16Array } {
  const { data } = raster;
  const scale = raster.depth === 8 ? 257 : 1;
  const wide = new Uint16Array(data.length);
  for (let i = 0; i < wide.length; i++) wide[i] = data[i]! * scale;
  return { ...raster, depth: 16, data: wide };
}

function narrowed(data: Uint16Array): Uint8Array {
  const levels = new Uint8Array(data.length);
  for (let i = 0; i < levels.length; i++) levels[i] = (data[i]! * 255 + 32895) >> 16;
  return levels;
}

/** In place. */
function convert({ data, channels, profile: from }: Raster & { data: Uint16Array }, to: RgbProfile): void {
  const [a, b, c] = from.curves;
  const [d, e, f] = to.curves;
  const tables = lightTables(16, [a.decode, b.decode, c.decode], [d.encode, e.encode, f.encode]);
  const matrix = multiply(to.fromXyzD50, from.toXyzD50);
  if (channels === 3) {
    runMatrix16(tables, matrix, data, data);
    return;
  }
  const rgb = new Uint16Array((data.length / 4) * 3);
  for (let at = 0, n = 0; at < data.length; at += 4, n += 3) rgb.set(data.subarray(at, at + 3), n);
  runMatrix16(tables, matrix, rgb, rgb);
  for (let at = 0, n = 0; at < data.length; at += 4, n += 3) data.set(rgb.subarray(n, n + 3), at);
}
