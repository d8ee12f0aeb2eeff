import type { LevelsOp } from '../../../workflow/plan/grading-ops.ts';
import type { Curve } from './tone-curve.ts';

/**
 * Levels of one channel over encoded values: y = outputBlack + (outputWhite − outputBlack)·t^(1/gamma), with t = (x − black) /
 * (white − black) cut to 0–1. This is a cut on purpose, also where the values come back later: a white point says that
 * brighter things shall be white. White at or below black makes a step from black to white at the black point.
 */
export function levelsCurve({ black, white, gamma, outputBlack, outputWhite }: LevelsOp): Curve {
  const span = Math.max(white - black, 1e-6) / 255;
  const start = black / 255;
  const low = outputBlack / 255;
  const rise = (outputWhite - outputBlack) / 255;
  const power = 1 / gamma;
  return (x) => {
    const t = (x - start) / span;
    return low + rise * (t <= 0 ? 0 : t >= 1 ? 1 : t ** power);
  };
}
