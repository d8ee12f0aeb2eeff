import type { UpscaleStep } from '../../../workflow/plan/retouch-steps.ts';
import { findModel } from '../../models/find-model.ts';
import { upscaleByModel } from '../../models/upscale.ts';
import type { Raster } from '../../raster.ts';
import { resampled } from '../raw-sharp.ts';
import { sharpen } from '../sharpen.ts';

/** Unsharp mask at `detail` 100 %. */
const FULL_AMOUNT = 120;
/** Its radius, of the factor: what Lanczos leaves soft. */
const RADIUS = 0.45;

/**
 * Enlarges by a whole factor: with Lanczos (a = 3), or with a model of the user's, whose scale need not be the factor. `detail` gives
 * crispness back by an unsharp mask as wide as an old pixel.
 */
export async function upscale(raster: Raster, step: Pick<UpscaleStep, 'factor' | 'model' | 'detail'>): Promise<Raster> {
  const size = { width: raster.width * step.factor, height: raster.height * step.factor };
  let large = step.model === null ? raster : await upscaleByModel(raster, await findModel(step.model, 'upscale'));
  if (large.width !== size.width || large.height !== size.height) {
    large = await resampled(large, (pipeline) => pipeline.resize({ ...size, fit: 'fill', kernel: 'lanczos3' }));
  }
  const amount = (step.detail / 100) * FULL_AMOUNT;
  return sharpen(
    large,
    { kind: 'sharpen', radius: RADIUS * step.factor, amount, threshold: 1 },
    { owned: large !== raster },
  );
}
