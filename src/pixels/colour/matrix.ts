import type { Matrix3 } from '../raster.ts';

export type Vector3 = readonly [number, number, number];

/** White of the ICC profile connection space: the D50 of ICC.1, not of CIE. */
export const D50: Vector3 = [0.9642, 1, 0.8249];

export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const cell = (row: number, column: number): number =>
    a[row * 3]! * b[column]! + a[row * 3 + 1]! * b[column + 3]! + a[row * 3 + 2]! * b[column + 6]!;
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(2, 1), cell(2, 2)];
}

export function apply(m: Matrix3, [x, y, z]: Vector3): Vector3 {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];
}

/** Inverse of a 3×3 matrix, or null where there is none (determinant about 0). */
export function invert(m: Matrix3): Matrix3 | null {
  const [a, b, c, d, e, f, g, h, i] = m;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-6) return null;
  const s = 1 / determinant;
  return [
    (e * i - f * h) * s,
    (c * h - b * i) * s,
    (b * f - c * e) * s,
    (f * g - d * i) * s,
    (a * i - c * g) * s,
    (c * d - a * f) * s,
    (d * h - e * g) * s,
    (b * g - a * h) * s,
    (a * e - b * d) * s,
  ];
}

/** XYZ (Y = 1) of a chromaticity. */
function xyzOf([x, y]: readonly [number, number]): Vector3 {
  return [x / y, 1, (1 - x - y) / y];
}

/** Cone response matrix of Bradford, as printed in ICC.1:2022 annex E. */
export const BRADFORD: Matrix3 = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

/** Chromatic adaptation from a white (XYZ, Y = 1) to the ICC D50 white, linear Bradford (ICC.1:2022 annex E). */
export function bradfordToD50(white: Vector3): Matrix3 {
  const from = apply(BRADFORD, white);
  const to = apply(BRADFORD, D50);
  const scale: Matrix3 = [to[0] / from[0], 0, 0, 0, to[1] / from[1], 0, 0, 0, to[2] / from[2]];
  return multiply(invert(BRADFORD)!, multiply(scale, BRADFORD));
}

/** CIE xy chromaticities of an RGB space. */
export interface Primaries {
  red: readonly [number, number];
  green: readonly [number, number];
  blue: readonly [number, number];
  white: readonly [number, number];
}

/**
 * Linear RGB → XYZ with the space's own white (SMPTE RP 177-1993): columns are the primaries, scaled so that (1, 1, 1)
 * is white.
 */
export function rgbToXyz(primaries: Primaries): Matrix3 {
  const [r, g, b] = [xyzOf(primaries.red), xyzOf(primaries.green), xyzOf(primaries.blue)];
  const columns: Matrix3 = [r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]];
  const [sr, sg, sb] = apply(invert(columns)!, xyzOf(primaries.white));
  return multiply(columns, [sr, 0, 0, 0, sg, 0, 0, 0, sb]);
}

/** Linear RGB → XYZ D50, and the adaptation matrix that was used (what ICC calls `chad`). */
export function rgbToXyzD50(primaries: Primaries): { matrix: Matrix3; adaptation: Matrix3 } {
  const adaptation = bradfordToD50(xyzOf(primaries.white));
  return { matrix: multiply(adaptation, rgbToXyz(primaries)), adaptation };
}
