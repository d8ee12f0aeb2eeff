import { isNeutral, isStraight, isZero } from '../../../workflow/plan/grading-ops.ts';
import type { ColourOp } from '../../../workflow/plan/steps.ts';
import { multiply } from '../../colour/matrix.ts';
import { builtInProfile } from '../../colour/profiles.ts';
import type { CubeLut } from '../../luts/cube.ts';
import type { Matrix3, RgbProfile } from '../../raster.ts';
import { blackWhiteOf } from './black-white.ts';
import { hslOf } from './hsl.ts';
import { levelsCurve } from './levels.ts';
import { lutCurves, lutOf } from './lut.ts';
import { diagonal } from './matrix.ts';
import { saturationOf } from './saturation.ts';
import { splineCurve } from './spline.ts';
import { splitToneOf } from './split-tone.ts';
import type { Curves, Stage } from './stages.ts';
import { type Curve, toneCurve } from './tone-curve.ts';
import { isNeutralLight, whiteBalanceXyz } from './white-balance.ts';

/** Colour tables by the path that operations name them with. */
export type Luts = ReadonlyMap<string, CubeLut>;

const same: Curve = (x) => x;

/** The stages of one operation in a picture of this profile; none when it changes nothing. */
export function stagesOfOp(op: ColourOp, profile: RgbProfile, luts: Luts): Stage[] {
  switch (op.op) {
    case 'exposure': {
      const gain = 2 ** op.ev;
      return op.ev === 0 ? [] : inLight(profile, { kind: 'matrix', matrix: diagonal(gain, gain, gain) });
    }
    case 'whiteBalance':
      if (isNeutralLight(op.kelvin, op.tint)) return [];
      return inLight(profile, {
        kind: 'matrix',
        matrix: multiply(profile.fromXyzD50, multiply(whiteBalanceXyz(op.kelvin, op.tint), profile.toXyzD50)),
      });
    case 'contrast':
      return op.contrast === 0 && op.brightness === 0 ? [] : [sameCurves(toneCurve(op.contrast, op.brightness))];
    case 'saturation':
      if (op.saturation === 0 && op.vibrance === 0) return [];
      return inLight(profile, { kind: 'mix', apply: saturationOf(profile, op.saturation, op.vibrance) });
    case 'convertProfile':
      return conversion(profile, builtInProfile(op.profile));
    case 'levels': {
      if (isNeutral(op)) return [];
      const curve = levelsCurve(op);
      if (op.channel === 'rgb') return [sameCurves(curve)];
      const only = (channel: string): Curve => (op.channel === channel ? curve : same);
      return [{ kind: 'curves', curves: [only('red'), only('green'), only('blue')] }];
    }
    case 'curves': {
      const channels = [op.red, op.green, op.blue];
      const stages: Stage[] = [];
      if (!channels.every(isStraight)) {
        const curves = channels.map((points) => (isStraight(points) ? same : splineCurve(points)));
        stages.push({ kind: 'curves', curves: curves as unknown as Curves });
      }
      if (!isStraight(op.master)) stages.push(sameCurves(splineCurve(op.master)));
      return stages;
    }
    case 'hsl':
      if (isZero(op.hue) && isZero(op.saturation) && isZero(op.luminance)) return [];
      return inLight(profile, { kind: 'mix', apply: hslOf(profile, op) });
    case 'blackWhite': {
      const { mix, tint } = op;
      if (mix.by === 'bands' || tint.strength > 0) {
        return inLight(profile, { kind: 'mix', apply: blackWhiteOf(profile, op) });
      }
      const row = [mix.red / 100, mix.green / 100, mix.blue / 100];
      return inLight(profile, { kind: 'matrix', matrix: [...row, ...row, ...row] as unknown as Matrix3 });
    }
    case 'splitTone':
      if ([op.shadows, op.midtones, op.highlights].every(({ saturation }) => saturation === 0)) return [];
      return inLight(profile, { kind: 'mix', apply: splitToneOf(profile, op) });
    case 'lut': {
      const lut = luts.get(op.path);
      if (lut === undefined) throw new Error(`The colour table ${op.path} was not read.`);
      if (op.strength === 0) return [];
      const space = builtInProfile(op.space);
      const table: Stage =
        lut.cube === null
          ? { kind: 'curves', curves: lutCurves(lut.curves!, op.strength) }
          : { kind: 'mix', apply: lutOf(lut, op.strength) };
      return [...conversion(profile, space), table, ...conversion(space, profile)];
    }
  }
}

/** Out to light, the work, and back. */
function inLight(profile: RgbProfile, work: Stage): Stage[] {
  return [{ kind: 'decode', curves: profile.curves }, work, { kind: 'encode', curves: profile.curves }];
}

function sameCurves(curve: Curve): Stage {
  return { kind: 'curves', curves: [curve, curve, curve] };
}

/** Relative colorimetric: both matrices have the D50 of the connection space as their white. */
function conversion(from: RgbProfile, to: RgbProfile): Stage[] {
  if (from.key === to.key) return [];
  return [
    { kind: 'decode', curves: from.curves },
    { kind: 'matrix', matrix: multiply(to.fromXyzD50, from.toXyzD50) },
    { kind: 'encode', curves: to.curves },
  ];
}
