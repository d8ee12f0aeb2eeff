import type { TrimStep } from '../../workflow/plan/framing-steps.ts';
import type { Box } from '../../workflow/plan/geometry.ts';
import type { Raster } from '../raster.ts';
import { cropRaster } from './canvas.ts';
import { findGround, subjectBox } from './subject-box.ts';

/** The picture without its border; `bounds` is null when there is nothing but border, and the picture then stays. */
export function trim(raster: Raster, step: TrimStep): { raster: Raster; bounds: Box | null } {
  const found = subjectBox(raster, findGround(raster, step.ground), { tolerance: step.tolerance, specks: 0 });
  if (found === null) return { raster, bounds: null };
  const bounds = grown(found, step.margin, raster);
  return { raster: cropRaster(raster, bounds), bounds };
}

/** A box larger by `margin` px on each side, within the picture. */
function grown(box: Box, margin: number, { width, height }: Raster): Box {
  const left = Math.max(0, box.left - margin);
  const top = Math.max(0, box.top - margin);
  return {
    left,
    top,
    width: Math.min(width, box.left + box.width + margin) - left,
    height: Math.min(height, box.top + box.height + margin) - top,
  };
}
