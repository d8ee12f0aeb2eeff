import type { Box } from '../../../workflow/plan/geometry.ts';
import type { ShadowStep } from '../../../workflow/plan/retouch-steps.ts';
import type { Raster } from '../../raster.ts';
import { boundsWhere } from '../bounds-where.ts';
import type { PlaneSize } from '../box-mean.ts';
import { blurred } from './shape-mask.ts';

/** What lies under a cut-out: where (in the picture's pixels), how dense (0–65535), and in which colour (levels); null: one for all. */
export interface Shade extends Box {
  mask: Uint16Array;
  colour: ((pixel: number, channel: number) => number) | null;
}

type Shadow<By extends string> = ShadowStep['shadow'] & { by: By };

/** A light from `angle` (0° from the right, 90° from above) throws the outline to the other side, `distance` away and out of focus by `blur`. */
export function dropShade(mask: Uint16Array, size: PlaneSize, shadow: Shadow<'drop'>, unit: number): Shade {
  const radians = (shadow.angle * Math.PI) / 180;
  const dx = Math.round(-Math.cos(radians) * shadow.distance * unit);
  const dy = Math.round(Math.sin(radians) * shadow.distance * unit);
  const sigma = shadow.blur * unit;
  const reach = Math.ceil(3 * sigma);
  const width = size.width + 2 * reach;
  const height = size.height + 2 * reach;
  const spread = new Uint16Array(width * height);
  for (let y = 0; y < size.height; y++) {
    spread.set(mask.subarray(y * size.width, (y + 1) * size.width), (y + reach) * width + reach);
  }
  const soft = sigma > 0 ? blurred(spread, { width, height }, sigma) : spread;
  return cut({ mask: soft, left: dx - reach, top: dy - reach, width, height, colour: null });
}

/** The part of the subject that stands on the ground, of its height. */
const FOOT = 0.06;

/** A dark, narrow patch where the subject touches the ground: as wide as its foot, `height` high, out of focus by `blur`. */
export function contactShade(
  mask: Uint16Array,
  size: PlaneSize,
  bounds: Box,
  shadow: Shadow<'contact'>,
  unit: number,
): Shade {
  const sigma = shadow.blur * unit;
  const half = Math.max(1, (shadow.height * unit) / 2);
  const reach = Math.ceil(3 * sigma);
  const base = bounds.top + bounds.height;
  const foot = Math.max(1, Math.round(bounds.height * FOOT));
  const width = bounds.width + 2 * reach;
  const height = Math.ceil(2 * half) + 2 * reach;
  const patch = new Uint16Array(width * height);
  for (let x = 0; x < bounds.width; x++) {
    // The lowest opaque pixel of the column: what ends higher stands on nothing here.
    let low = -1;
    for (let y = base - 1; y >= base - foot; y--) {
      if (mask[y * size.width + bounds.left + x]! < 32768) continue;
      low = y;
      break;
    }
    if (low < 0) continue;
    const strength = 1 - (base - 1 - low) / foot;
    for (let y = reach; y < height - reach; y++) {
      const away = Math.abs(y - height / 2 + 0.5) / half;
      if (away < 1) patch[y * width + reach + x] = Math.round(65535 * strength * Math.sqrt(1 - away * away));
    }
  }
  const soft = sigma > 0 ? blurred(patch, { width, height }, sigma) : patch;
  const top = Math.round(base - height / 2 - half * 0.35);
  return cut({ mask: soft, left: bounds.left - reach, top, width, height, colour: null });
}

/** The subject mirrored in a glossy ground, `gap` below it, fading to nothing over `height`. */
export function reflection(picture: Raster, bounds: Box, shadow: Shadow<'reflection'>, unit: number): Shade {
  const { width, data, depth } = picture;
  const scale = depth === 8 ? 257 : 1;
  const height = Math.max(1, Math.min(bounds.height, Math.round(shadow.height * unit)));
  const base = bounds.top + bounds.height;
  const mask = new Uint16Array(width * height);
  const source = (pixel: number): number => {
    const row = Math.floor(pixel / width);
    return ((base - 1 - row) * width + (pixel - row * width)) * 4;
  };
  for (let y = 0, i = 0; y < height; y++) {
    const fade = (1 - (y + 0.5) / height) ** 1.5;
    for (let x = 0; x < width; x++, i++) mask[i] = Math.round(data[source(i) + 3]! * scale * fade);
  }
  const top = base + Math.round(shadow.gap * unit);
  return cut({ mask, left: 0, top, width, height, colour: (pixel, channel) => data[source(pixel) + channel]! });
}

/** Below one level of 255 nothing is to be seen. */
const VISIBLE = 257;

/** Without empty margins, so that a canvas does not grow for nothing. */
function cut(shade: Shade): Shade {
  const { mask, width } = shade;
  const bounds = boundsWhere(shade, (pixel) => mask[pixel]! >= VISIBLE);
  if (bounds === null) return { ...shade, width: 0, height: 0, mask: new Uint16Array(0) };
  const { left, top, ...box } = bounds;
  const part = new Uint16Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const start = (top + y) * width + left;
    part.set(mask.subarray(start, start + box.width), y * box.width);
  }
  const { colour } = shade;
  const moved =
    colour === null
      ? null
      : (pixel: number, channel: number): number => {
          const row = Math.floor(pixel / box.width);
          return colour((top + row) * width + left + (pixel - row * box.width), channel);
        };
  return { ...box, left: shade.left + left, top: shade.top + top, mask: part, colour: moved };
}
