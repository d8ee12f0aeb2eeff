import type { ColourOp } from '../../../workflow/plan/steps.ts';
import { multiply } from '../../colour/matrix.ts';
import { builtInProfile } from '../../colour/profiles.ts';
import type { Matrix3, RgbProfile, TransferCurve } from '../../raster.ts';
import { isDiagonal, isIdentity } from './matrix.ts';
import { type Luts, stagesOfOp } from './op-stages.ts';
import type { Curve } from './tone-curve.ts';

type TransferCurves = readonly [TransferCurve, TransferCurve, TransferCurve];
/** One curve over encoded values for each channel. */
export type Curves = readonly [Curve, Curve, Curve];

/**
 * What colour operations are made of. `decode` leads from encoded values to light, `encode` back; `matrix` and `mix` work
 * on light, `curves` on encoded values; a colour table is a `mix` on encoded values. Taken apart like this, neighbouring operations meet in light without being
 * encoded in between, and the shape of a whole chain shows which tables can stand for it.
 */
export type Stage =
  | { kind: 'decode'; curves: TransferCurves }
  | { kind: 'encode'; curves: TransferCurves }
  | { kind: 'matrix'; matrix: Matrix3 }
  | { kind: 'curves'; curves: Curves }
  | { kind: 'mix'; apply: (rgb: Float64Array) => void };

/** The stages of the operations in a picture of this profile, simplified, and the profile it has after them. */
export function stagesOf(
  ops: readonly ColourOp[],
  profile: RgbProfile,
  luts: Luts = new Map(),
): { stages: Stage[]; profile: RgbProfile } {
  let current = profile;
  const stages = ops.flatMap((op) => {
    const made = stagesOfOp(op, current, luts);
    if (op.op === 'convertProfile') current = builtInProfile(op.profile);
    return made;
  });
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
      case 'curves':
        rgb[0] = stage.curves[0](r);
        rgb[1] = stage.curves[1](g);
        rgb[2] = stage.curves[2](b);
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
        case 'curves':
          x = stage.curves[channel](x);
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
