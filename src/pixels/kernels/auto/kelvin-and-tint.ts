import type { Vector3 } from '../../colour/matrix.ts';
import { lightXyz } from '../colour-ops/white-balance.ts';

const COLDEST = 25_000;
const WARMEST = 2000;
const MOST_TINT = 150;
/** Halvings of the range of mired: finer than a tenth of a kelvin. */
const SEARCH = 50;

/**
 * The temperature and tint of a light of this colour (XYZ, any brightness): the inverse of `lightXyz`. Along the black body's curve it
 * seeks the isotherm that goes through the colour, in CIE 1960 uv; tint is the distance from the curve on it. Limited to what
 * the white balance node takes: 2000–25000 K, ±150.
 */
export function kelvinAndTint(xyz: Vector3): { kelvin: number; tint: number } {
  const colour = uvOf(xyz);
  let low = 1e6 / COLDEST;
  let high = 1e6 / WARMEST;
  for (let i = 0; i < SEARCH; i++) {
    const middle = (low + high) / 2;
    if (alongCurve(colour, 1e6 / middle) > 0) high = middle;
    else low = middle;
  }
  const kelvin = 2e6 / (low + high);
  const [on, normal] = [uvOf(lightXyz(kelvin, 0)), normalAt(kelvin)];
  const distance = (colour[0] - on[0]) * normal[0] + (colour[1] - on[1]) * normal[1];
  const tint = distance / Math.hypot(...normal) ** 2;
  return { kelvin, tint: Math.min(MOST_TINT, Math.max(-MOST_TINT, tint)) };
}

/** Positive when the colour lies on the hotter side of the isotherm of this temperature. */
function alongCurve(colour: readonly [number, number], kelvin: number): number {
  const on = uvOf(lightXyz(kelvin, 0));
  const normal = normalAt(kelvin);
  // The normal turned back by a right angle points to hotter lights.
  return -(colour[0] - on[0]) * normal[1] + (colour[1] - on[1]) * normal[0];
}

/** The way of one unit of tint on the isotherm. */
function normalAt(kelvin: number): [number, number] {
  const on = uvOf(lightXyz(kelvin, 0));
  const off = uvOf(lightXyz(kelvin, 1));
  return [off[0] - on[0], off[1] - on[1]];
}

function uvOf([x, y, z]: Vector3): [number, number] {
  const n = x + 15 * y + 3 * z;
  return [(4 * x) / n, (6 * y) / n];
}
