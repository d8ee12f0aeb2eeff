import type { RgbProfile } from '../../src/pixels/raster.ts';
import type { Triple } from './three-by-three.ts';

/** Encoded values to light by the profile's own curves. */
export function toLight(profile: RgbProfile, [r, g, b]: Triple): Triple {
  return [profile.curves[0].decode(r), profile.curves[1].decode(g), profile.curves[2].decode(b)];
}

/** Light to encoded values. */
export function toEncoded(profile: RgbProfile, [r, g, b]: Triple): Triple {
  return [profile.curves[0].encode(r), profile.curves[1].encode(g), profile.curves[2].encode(b)];
}
