import type { Spot, SpotHealStep } from '../../../workflow/plan/retouch-steps.ts';
import type { Raster } from '../../raster.ts';
import { workingPlanes } from '../cutout/working-planes.ts';
import { findSpots } from './find-spots.ts';
import { healSpot, type PixelSpot } from './heal-spot.ts';

/** Long edge of the planes that dust is looked for on, px. */
const EDGE = 2048;

/** Takes the listed spots and, where asked for, dust out of the picture. Answers the spots that were healed. */
export async function spotHeal(
  raster: Raster,
  step: Pick<SpotHealStep, 'spots' | 'detect'>,
): Promise<{ raster: Raster; healed: Spot[] }> {
  const found = step.detect === null ? [] : findSpots(await workingPlanes(raster, EDGE), step.detect);
  const spots = [...step.spots, ...found];
  if (spots.length === 0) return { raster, healed: [] };
  const { width, height } = raster;
  const longEdge = Math.max(width, height);
  const places: PixelSpot[] = spots.map(({ x, y, radius }) => ({
    x: x * width,
    y: y * height,
    radius: Math.max(1.5, radius * longEdge),
  }));
  const result = { ...raster, data: raster.data.slice() };
  const healed = spots.filter((_, k) => healSpot(result, places[k]!, places));
  return { raster: result, healed };
}
