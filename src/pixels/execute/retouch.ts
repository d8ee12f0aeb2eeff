import { SafelightError } from '../../contract/errors.ts';
import type { RetouchStep } from '../../workflow/plan/retouch-steps.ts';
import { applyMask } from '../kernels/cutout/apply-mask.ts';
import { extentOf, findSubject } from '../kernels/cutout/find-subject.ts';
import { blurredBackground, layOn } from '../kernels/cutout/lay-on.ts';
import { inverted, maskRaster, maskValues } from '../kernels/cutout/mask-raster.ts';
import { castShadow } from '../kernels/cutout/shadow.ts';
import { shapeMask } from '../kernels/cutout/shape-mask.ts';
import { detectFaces } from '../kernels/faces/detect-faces.ts';
import { skinSmooth } from '../kernels/retouch/skin-smooth.ts';
import { spotHeal } from '../kernels/retouch/spot-heal.ts';
import { upscale } from '../kernels/retouch/upscale.ts';
import type { Raster } from '../raster.ts';
import { backgroundFile } from './background-file.ts';
import type { Executor, Outcome } from './steps.ts';

/** Below this confidence a cut-out is worth a look. */
const DOUBTFUL = 0.5;

/** Executors of the steps that cut out and retouch. */
export const RETOUCH: { [Kind in RetouchStep['kind']]: Executor<Kind> } = {
  async cutoutMask(step, input) {
    const raster = input.raster();
    const { mask, method, confidence } = await findSubject(raster, step);
    const notes =
      confidence < DOUBTFUL
        ? ['The subject was hard to tell from its background: look at the edges, or use another model.']
        : [];
    const { bounds, coverage } = extentOf(mask, raster.width, raster.height);
    return made(maskRaster(mask, raster), notes, { method, confidence, coverage, bounds });
  },

  async shapeMask(step, input) {
    const mask = input.raster();
    return made(maskRaster(shapeMask(maskValues(mask), mask, step), mask));
  },

  async applyMask(step, input) {
    const [raster, mask] = sameSize(input.raster(), input.raster(1));
    return made(await applyMask(raster, maskValues(mask), step.decontaminate / 100));
  },

  maskPicture: async (step, input) => made(step.invert ? inverted(input.raster()) : input.raster()),

  async backdrop({ fill, original }, input) {
    const raster = input.raster();
    if (fill.by === 'colour') return made(layOn(raster, fill.color));
    if (fill.by === 'file') return made(layOn(raster, await backgroundFile(fill.path, raster, input.maxPixels)));
    if (!original) {
      throw new SafelightError(
        'param_invalid',
        'To blur the background, connect the input “Original” with the picture before it was cut out.',
      );
    }
    const [cutOut, before] = sameSize(raster, input.raster(1));
    return made(layOn(cutOut, await blurredBackground(before, cutOut, fill.radius)));
  },

  async shadow(step, input) {
    const { raster, found } = castShadow(input.raster(), step);
    return made(
      raster,
      found ? [] : ['There is no shadow: the picture has no transparency around a subject. Cut it out first.'],
    );
  },

  async skinSmooth(step, input) {
    const before = input.raster();
    const faces = step.faces ? await detectFaces(before) : null;
    const limits = { mask: step.masked ? input.raster(1) : null, faces };
    const { raster, skin } = await skinSmooth(before, step, limits);
    const notes = faces?.length === 0 ? ['No face was found, so nothing was smoothed.'] : [];
    const count = faces === null ? {} : { faces: faces.length };
    return made(raster, notes, { skin: Math.round(skin * 1e4) / 1e4, ...count });
  },

  async spotHeal(step, input) {
    const { raster, healed } = await spotHeal(input.raster(), step);
    return made(raster, [], { count: healed.length, spots: healed });
  },

  upscale: async (step, input) => made(await upscale(input.raster(), step)),
};

/** Two pictures that belong together pixel by pixel. */
function sameSize(raster: Raster, other: Raster): [Raster, Raster] {
  if (raster.width === other.width && raster.height === other.height) return [raster, other];
  throw new SafelightError(
    'param_invalid',
    `The two inputs have different sizes (${raster.width}×${raster.height} and ${other.width}×${other.height}): take both from before the picture was resized or cropped.`,
  );
}

function made(raster: Raster, notes: string[] = [], fields?: Record<string, unknown>): Outcome {
  return { kind: 'raster', raster, notes, ...(fields === undefined ? {} : { fields }) };
}
