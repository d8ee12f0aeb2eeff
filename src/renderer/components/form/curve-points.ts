/** Input and output of a curve's point. */
export type CurvePoint = [x: number, y: number];

/** Points closer than this share of the range would be one. */
const CLOSEST = 0.01;

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** A point moved; it stays between its neighbours and inside the range. */
export function movePoint(points: CurvePoint[], index: number, to: CurvePoint, range: number): CurvePoint[] {
  const gap = range * CLOSEST;
  const low = index === 0 ? 0 : (points[index - 1]?.[0] ?? 0) + gap;
  const high = index === points.length - 1 ? range : (points[index + 1]?.[0] ?? range) - gap;
  const tidy = (n: number) => Number(n.toFixed(range <= 1 ? 3 : 0));
  return points.with(index, [tidy(within(to[0], low, high)), tidy(within(to[1], 0, range))]);
}

/** The curve with a point more, and where it now stands; near an existing point that one is moved instead. */
export function withPoint(
  points: CurvePoint[],
  wanted: CurvePoint,
  range: number,
): { points: CurvePoint[]; index: number } {
  const added: CurvePoint = [within(wanted[0], 0, range), within(wanted[1], 0, range)];
  const near = points.findIndex((point) => Math.abs(point[0] - added[0]) < range * CLOSEST * 3);
  if (near !== -1) return { points: movePoint(points, near, added, range), index: near };
  const after = points.findIndex((point) => point[0] > added[0]);
  const index = after === -1 ? points.length : after;
  return { points: movePoint(points.toSpliced(index, 0, added), index, added, range), index };
}

/**
 * The curve as an SVG path: monotone cubic through the points (Fritsch and Carlson 1980), flat beyond the outer ones, as the picture
 * kernels draw it.
 */
export function curvePath(points: CurvePoint[], range: number, size: number): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const x = (value: number) => ((value / range) * size).toFixed(2);
  const y = (value: number) => (size - (value / range) * size).toFixed(2);
  const slopes = tangents(points);
  let path = `M0 ${y(first[1])}L${x(first[0])} ${y(first[1])}`;
  for (let i = 0; i + 1 < points.length; i++) {
    const [x0, y0] = points[i]!;
    const [x1, y1] = points[i + 1]!;
    const third = (x1 - x0) / 3;
    path += `C${x(x0 + third)} ${y(y0 + slopes[i]! * third)} ${x(x1 - third)} ${y(y1 - slopes[i + 1]! * third)} ${x(x1)} ${y(y1)}`;
  }
  return `${path}L${size} ${y(last[1])}`;
}

function tangents(points: CurvePoint[]): number[] {
  const secants = points.slice(1).map((point, i) => (point[1] - points[i]![1]) / (point[0] - points[i]![0] || 1));
  const slopes = points.map((_, i) => {
    const before = secants[i - 1];
    const after = secants[i];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    return before * after <= 0 ? 0 : (before + after) / 2;
  });
  for (const [i, secant] of secants.entries()) {
    if (secant === 0) {
      slopes[i] = 0;
      slopes[i + 1] = 0;
      continue;
    }
    const length = Math.hypot(slopes[i]! / secant, slopes[i + 1]! / secant);
    if (length > 3) {
      slopes[i] = (3 / length) * slopes[i]!;
      slopes[i + 1] = (3 / length) * slopes[i + 1]!;
    }
  }
  return slopes;
}
