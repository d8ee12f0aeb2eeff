import { z } from 'zod';

const HEX = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

/**
 * A colour in sRGB as CSS hex: `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`. Parses to the long form in lower case, so that
 * equal colours give equal plans.
 */
export const Colour = z
  .string('must be a colour such as #ffffff')
  .regex(HEX, 'must be a colour such as #ffffff (with alpha: #ffffff80)')
  .overwrite(longHex);

/** `#fff` → `#ffffff`, `#FFF8` → `#ffffff88`; long forms only in lower case. What is no hex colour comes back as it is. */
export function longHex(colour: string): string {
  const lower = colour.toLowerCase();
  if (!HEX.test(lower) || lower.length > 5) return lower;
  return `#${[...lower.slice(1)].map((digit) => digit + digit).join('')}`;
}
