import type { ColourOp } from '../../../workflow/plan/steps.ts';
import { multiply } from '../../colour/matrix.ts';
import { builtInProfile } from '../../colour/profiles.ts';
import type { Matrix3, RgbProfile, TransferCurve } from '../../raster.ts';
import { diagonal, isDiagonal, isIdentity } from './matrix.ts';
import { saturationOf } from './saturation.ts';
import { type Curve, toneCurve } from './tone-curve.ts';
import { isNeutralLight, whiteBalanceXyz } from './white-balance.ts';

type Curves = readonly [TransferCurve, TransferCurve, TransferCurve];

/**
 * What colour operations are made of. `decode` leads from encoded values to light, `encode` back; `matrix` and `mix` work
 * on light, `curve` on encoded values. Taken apart like this, neighbouring operations meet in light without being
 * encoded in between, and the shape of a whole chain shows which tables can stand for it.
 */
export type Stage =
  | { kind: 'decode'; curves: Curves }
  | { kind: 'encode'; curves: Curves }
  | { kind: 'matrix'; matrix: Matrix3 }
  | { kind: 'curve'; curve: Curve }
  | { kind: 'mix'; apply: (rgb: Float64Array) => void };

/** The stages of the operations in a picture of this profile, simplified, and the profile it has after them. */
export function stagesOf(ops: readonly ColourOp[], profile: RgbProfile): { stages: Stage[]; profile: RgbProfile } {
  const stages: Stage[] = [];
  let current = profile;
  for (const op of ops) {
    const decode: Stage = { kind: 'decode', curves: current.curves };
    const encode: Stage = { kind: 'encode', curves: current.curves };
    switch (op.op) {
      case 'exposure': {
        const gain = 2 ** op.ev;
        if (op.ev !== 0) stages.push(decode, { kind: 'matrix', matrix: diagonal(gain, gain, gain) }, encode);
        break;
      }
      case 'whiteBalance':
        if (!isNeutralLight(op.kelvin, op.tint)) {
          const xyz = whiteBalanceXyz(op.kelvin, op.tint);
          const matrix = multiply(current.fromXyzD50, multiply(xyz, current.toXyzD50));
          stages.push(decode, { kind: 'matrix', matrix }, encode);
        }
        break;
      case 'contrast':
        if (op.contrast !== 0 || op.brightness !== 0) {
          stages.push({ kind: 'curve', curve: toneCurve(op.contrast, op.brightness) });
        }
        break;
      case 'saturation':
        if (op.saturation !== 0 || op.vibrance !== 0) {
          stages.push(decode, { kind: 'mix', apply: saturationOf(current, op.saturation, op.vibrance) }, encode);
        }
        break;
      case 'convertProfile': {
        const target = builtInProfile(op.profile);
        if (target.key !== current.key) {
          // Relative colorimetric: both matrices have the D50 of the connection space as their white.
          const matrix = multiply(target.fromXyzD50, current.toXyzD50);
          stages.push(decode, { kind: 'matrix', matrix }, { kind: 'encode', curves: target.curves });
        }
        current = target;
        break;
      }
    }
  }
  return { stages: simplified(stages), profile: current };
}

/** Removes what undoes itself (encode then decode, decode then encode, an identity matrix) and joins matrices. */
function simplified(stages: readonly Stage[]): Stage[] {
  const result: Stage[] = [];
  for (const stage of stages) {
    const last = result.at(-1);
    if (last !== undefined && undoes(last, stage)) {
      result.pop();
    } else if (last?.kind === 'matrix' && stage.kind === 'matrix') {
      result.pop();
      const matrix = multiply(stage.matrix, last.matrix);
      if (!isIdentity(matrix)) result.push({ kind: 'matrix', matrix });
    } else {
      result.push(stage);
    }
  }
  return result.length < stages.length ? simplified(result) : result;
}

function undoes(a: Stage, b: Stage): boolean {
  return (
    ((a.kind === 'encode' && b.kind === 'decode') || (a.kind === 'decode' && b.kind === 'encode')) &&
    a.curves.every((curve, channel) => curve.key === b.curves[channel]!.key)
  );
}

/** Does each channel go its own way? */
export function isSeparable(stage: Stage): boolean {
  return stage.kind === 'matrix' ? isDiagonal(stage.matrix) : stage.kind !== 'mix';
}

/** The stages one after the other on one pixel, in place. */
export function runStages(stages: readonly Stage[], rgb: Float64Array): void {
  for (const stage of stages) {
    const r = rgb[0]!;
    const g = rgb[1]!;
    const b = rgb[2]!;
    switch (stage.kind) {
      case 'decode':
        rgb[0] = stage.curves[0].decode(r);
        rgb[1] = stage.curves[1].decode(g);
        rgb[2] = stage.curves[2].decode(b);
        break;
      case 'encode':
        rgb[0] = stage.curves[0].encode(r);
        rgb[1] = stage.curves[1].encode(g);
        rgb[2] = stage.curves[2].encode(b);
        break;
      case 'curve':
        rgb[0] = stage.curve(r);
        rgb[1] = stage.curve(g);
        rgb[2] = stage.curve(b);
        break;
      case 'matrix': {
        const m = stage.matrix;
        rgb[0] = m[0] * r + m[1] * g + m[2] * b;
        rgb[1] = m[3] * r + m[4] * g + m[5] * b;
        rgb[2] = m[6] * r + m[7] * g + m[8] * b;
        break;
      }
      case 'mix':
        stage.apply(rgb);
        break;
    }
  }
}

/** One channel of separable stages as a function. */
export function channelCurve(stages: readonly Stage[], channel: 0 | 1 | 2): Curve {
  return (value) => {
    let x = value;
    for (const stage of stages) {
      switch (stage.kind) {
        case 'decode':
          x = stage.curves[channel].decode(x);
          break;
        case 'encode':
          x = stage.curves[channel].encode(x);
          break;
        case 'curve':
          x = stage.curve(x);
          break;
        case 'matrix':
          x *= stage.matrix[channel * 4]!;
          break;
        case 'mix':
          throw new Error('a mix of channels has no channel curve');
      }
    }
    return x;
  };
}
