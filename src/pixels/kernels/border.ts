import { bordered } from '../../workflow/plan/framing.ts';
import type { BorderStep } from '../../workflow/plan/framing-steps.ts';
import type { Raster } from '../raster.ts';
import { canvasOf, layOver, withAlpha } from './canvas.ts';
import { colourIn } from './hex-colour.ts';
import { drawLine } from './text-line.ts';

/** The picture in its border, see src/workflow/nodes/border.ts. The caption's tokens have been replaced by the caller. */
export async function border(raster: Raster, step: BorderStep): Promise<Raster> {
  const colour = colourIn(step.color, raster.profile);
  const picture = colour[3] < 1 ? withAlpha(raster) : raster;
  const { canvas: size, line, margin, bottom, letters } = bordered(step, picture);
  const canvas = canvasOf(picture, size, colour);
  if (step.line !== null && line > 0) {
    const inner = { width: picture.width + 2 * line, height: picture.height + 2 * line };
    layOver(canvas, canvasOf(picture, inner, colourIn(step.line.color, raster.profile)), { left: margin, top: margin });
  }
  // Put there, not laid over: a cut-out keeps its transparency.
  put(canvas, picture, { left: margin + line, top: margin + line });
  if (step.caption !== null) {
    await drawLine(canvas, step.caption.text, {
      x: size.width / 2,
      y: size.height - bottom / 2,
      size: letters,
      room: size.width - 2 * margin,
      color: step.caption.color,
    });
  }
  return canvas;
}

function put(canvas: Raster, picture: Raster, { left, top }: { left: number; top: number }): void {
  const row = picture.width * picture.channels;
  for (let y = 0; y < picture.height; y++) {
    const start = ((top + y) * canvas.width + left) * canvas.channels;
    canvas.data.set(picture.data.subarray(y * row, (y + 1) * row), start);
  }
}
