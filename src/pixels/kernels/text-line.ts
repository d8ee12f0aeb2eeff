import type { Raster } from '../raster.ts';
import { blendMark } from './overlay.ts';
import { textMark } from './overlay-marks/text-mark.ts';
import { outlineText } from './overlay-marks/text-outline.ts';

/** Height of capitals, of the size of the letters. */
const CAPITALS = 0.72;

/**
 * One line of text in the built-in font, in place: centred on `x`, its capitals centred on `y` (px), letters `size` px high,
 * smaller where it would be wider than `room` px.
 */
export async function drawLine(
  raster: Raster,
  text: string,
  { x, y, size, room, color }: { x: number; y: number; size: number; room: number; color: string },
): Promise<void> {
  const outline = outlineText(text);
  if (outline === null) return;
  const letters = Math.min(size, (room * 1000) / outline.width);
  const box = {
    width: Math.max(1, Math.round((outline.width * letters) / 1000)),
    height: Math.max(1, Math.round((outline.height * letters) / 1000)),
  };
  const mark = await textMark(outline, box, { color, shadow: false }, raster.profile);
  const baseline = y + (CAPITALS / 2) * letters;
  const place = {
    left: Math.round(x - box.width / 2),
    top: Math.round(baseline + (outline.top * letters) / 1000),
  };
  blendMark(raster, mark, place, 1);
}
