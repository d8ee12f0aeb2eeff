import type { CurvePoint } from '../../../workflow/plan/grading-ops.ts';
import type { Curve } from './tone-curve.ts';

/**
 * A smooth curve through points (levels 0–255, from left to right) over encoded values: cubic Hermite pieces whose slopes are
 * limited so that the curve rises, falls and rests only where its points do, and never swings over them (F. N. Fritsch,
 * R. E. Carlson: Monotone Piecewise Cubic Interpolation, SIAM J. Numer. Anal. 17, 1980; inner slopes: mean of the two
 * secants, limited to a circle of radius 3).
 *
 * Beyond a first point at 0 and a last one at 255 the curve goes on in its tangents, so that values out of range keep apart;
 * beside points further in it is level.
 */
export function splineCurve(points: readonly CurvePoint[]): Curve {
  const x = points.map(([from]) => from / 255);
  const y = points.map(([, to]) => to / 255);
  const last = x.length - 1;
  const slopes = monotoneSlopes(x, y);
  const slopeBefore = x[0] === 0 ? slopes[0]! : 0;
  const slopeAfter = x[last] === 1 ? slopes[last]! : 0;
  return (value) => {
    if (value <= x[0]!) return y[0]! + (value - x[0]!) * slopeBefore;
    if (value >= x[last]!) return y[last]! + (value - x[last]!) * slopeAfter;
    let i = 0;
    while (value > x[i + 1]!) i++;
    const width = x[i + 1]! - x[i]!;
    const t = (value - x[i]!) / width;
    const s = 1 - t;
    return (
      s * s * (1 + 2 * t) * y[i]! +
      t * t * (1 + 2 * s) * y[i + 1]! +
      s * s * t * width * slopes[i]! -
      t * t * s * width * slopes[i + 1]!
    );
  };
}

function monotoneSlopes(x: readonly number[], y: readonly number[]): number[] {
  const last = x.length - 1;
  const secants = Array.from({ length: last }, (_, i) => (y[i + 1]! - y[i]!) / (x[i + 1]! - x[i]!));
  const slopes = x.map((_, i) => {
    const before = secants[i - 1] ?? secants[i]!;
    const after = secants[i] ?? before;
    return before * after <= 0 ? 0 : (before + after) / 2;
  });
  secants.forEach((secant, i) => {
    if (secant === 0) {
      slopes[i] = 0;
      slopes[i + 1] = 0;
      return;
    }
    const a = slopes[i]! / secant;
    const b = slopes[i + 1]! / secant;
    const size = Math.hypot(a, b);
    if (size > 3) {
      slopes[i] = (3 / size) * a * secant;
      slopes[i + 1] = (3 / size) * b * secant;
    }
  });
  return slopes;
}
