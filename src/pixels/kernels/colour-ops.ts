import type { ColourOp } from '../../workflow/plan/steps.ts';
import type { RgbProfile } from '../raster.ts';
import type { Luts } from './colour-ops/op-stages.ts';
import { isSeparable, runStages, type Stage, stagesOf } from './colour-ops/stages.ts';

/** A chain of colour operations as mathematics: exact, in double precision, never clipped. */
export interface ColourFunction {
  /** One pixel in place: encoded values of the source profile in, of `profile` out. 0–1 is the range, not a limit. */
  apply(rgb: Float64Array): void;
  /** The profile after the chain. */
  profile: RgbProfile;
  /** Nothing changes (the profile's name may). */
  identity: boolean;
  /** Each channel depends on itself alone. */
  separable: boolean;
  stages: readonly Stage[];
}

/**
 * What the operations, in order, do to a picture of this profile. Exposure in EV on light; white balance by Bradford
 * adaptation; contrast and brightness on encoded values; saturation and vibrance in Oklab; conversion between profiles
 * relative colorimetric. The formulas stand with their functions in colour-ops/. `luts`: the colour tables that operations name.
 */
export function colourFunction(ops: readonly ColourOp[], profile: RgbProfile, luts?: Luts): ColourFunction {
  const result = stagesOf(ops, profile, luts);
  return {
    apply: (rgb) => runStages(result.stages, rgb),
    profile: result.profile,
    identity: result.stages.length === 0,
    separable: result.stages.every(isSeparable),
    stages: result.stages,
  };
}
