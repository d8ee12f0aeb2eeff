import type { RgbProfile } from '../../src/pixels/raster.ts';
import { type Matrix, rows, solved, type Triple, times } from './three-by-three.ts';

/** Bradford's cones and the D50 of the connection space. */
export const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];
export const D50: Triple = [0.9642, 1, 0.8249];

const XYZ_D65_TO_LMS: Matrix = [
  [0.8189330101, 0.3618667424, -0.1288597137],
  [0.0329845436, 0.9293118715, 0.0361456387],
  [0.0482003018, 0.2643662691, 0.633851707],
];
const LMS_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const D65: Triple = [0.95047, 1, 1.08883];

/** Oklab of linear RGB. */
export function toOklab(profile: RgbProfile, light: Triple): Triple {
  const xyz = adapted(times(rows(profile.toXyzD50), light), D50, D65);
  const cones = times(XYZ_D65_TO_LMS, xyz);
  return times(LMS_TO_LAB, [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])]);
}

/** Linear RGB of Oklab. */
export function fromOklab(profile: RgbProfile, lab: Triple): Triple {
  const roots = solved(LMS_TO_LAB, lab);
  const xyz = solved(XYZ_D65_TO_LMS, [roots[0] ** 3, roots[1] ** 3, roots[2] ** 3]);
  return solved(rows(profile.toXyzD50), adapted(xyz, D65, D50));
}

function adapted(xyz: Triple, from: Triple, to: Triple): Triple {
  const cones = times(BRADFORD, xyz);
  const source = times(BRADFORD, from);
  const target = times(BRADFORD, to);
  return solved(BRADFORD, [
    (cones[0] * target[0]) / source[0],
    (cones[1] * target[1]) / source[1],
    (cones[2] * target[2]) / source[2],
  ]);
}
