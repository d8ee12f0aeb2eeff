import type { Matrix3 } from '../../raster.ts';

export function diagonal(x: number, y: number, z: number): Matrix3 {
  return [x, 0, 0, 0, y, 0, 0, 0, z];
}

export function isDiagonal(m: Matrix3): boolean {
  return m[1] === 0 && m[2] === 0 && m[3] === 0 && m[5] === 0 && m[6] === 0 && m[7] === 0;
}

/** Equal to the identity but for the rounding of its making. */
export function isIdentity(m: Matrix3): boolean {
  return m.every((value, index) => Math.abs(value - (index % 4 === 0 ? 1 : 0)) < 1e-12);
}
