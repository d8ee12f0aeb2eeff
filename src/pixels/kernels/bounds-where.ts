import type { Box, Size } from '../../workflow/plan/geometry.ts';

/** The smallest box around all pixels (by number, row by row) for which `holds` is true; null when there is none. */
export function boundsWhere({ width, height }: Size, holds: (pixel: number) => boolean): Box | null {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (!holds(pixel)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
