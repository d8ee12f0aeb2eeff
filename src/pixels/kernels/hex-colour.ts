import { encodedColour } from '../encoders/encodable-pixels.ts';
import type { RgbProfile } from '../raster.ts';

/** An sRGB colour (`#rrggbb` or `#rrggbbaa`) in a profile's own encoding: red, green, blue and alpha, each 0–1. */
export function colourIn(hex: string, profile: RgbProfile): [number, number, number, number] {
  const alpha = hex.length === 9 ? Number.parseInt(hex.slice(7), 16) / 255 : 1;
  return [...encodedColour(hex, profile), alpha];
}
