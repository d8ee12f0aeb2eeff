import { RETOUCH } from '../../src/pixels/execute/retouch.ts';
import type { StepInput } from '../../src/pixels/execute/steps.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import type { RetouchStep } from '../../src/workflow/plan/retouch-steps.ts';
import { clipped, type FloatPicture, fromRaster } from './float-picture.ts';

/** Masks travel beside the picture that they were made of. */
const masks = new WeakMap<FloatPicture, Raster>();

/**
 * The retouching steps call the program's own kernels: a second model, matting or healing of our own would say nothing about the planner,
 * which is what the law is about. The numbers of the kernels are tested in test/pixels/kernels.
 */
export async function retouched(picture: FloatPicture, step: RetouchStep): Promise<FloatPicture> {
  const raster = toRaster(clipped(picture));
  const mask = masks.get(picture);
  const reads = step.kind === 'shapeMask' ? [mask!] : step.kind === 'applyMask' ? [raster, mask!] : [raster];
  const execute = RETOUCH[step.kind] as (step: RetouchStep, input: StepInput) => ReturnType<typeof RETOUCH.shadow>;
  const outcome = await execute(step, {
    raster: (index = 0) => reads[index]!,
    owned: false,
    maxPixels: 1e8,
  } as StepInput);
  if (outcome.kind !== 'raster') throw new Error('A retouching step makes a picture.');
  if (step.kind !== 'cutoutMask' && step.kind !== 'shapeMask') return fromRaster(outcome.raster);
  const same = { ...picture };
  masks.set(same, outcome.raster);
  return same;
}

/** In 16 bits. */
function toRaster({ data, ...rest }: FloatPicture): Raster {
  return { ...rest, depth: 16, data: Uint16Array.from(data, (value) => Math.round(value * 65535)) } as Raster;
}
