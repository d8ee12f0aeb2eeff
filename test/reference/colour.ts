import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import type { RgbProfile } from '../../src/pixels/raster.ts';
import type { ColourOp } from '../../src/workflow/plan/steps.ts';
import type { FloatPicture } from './float-picture.ts';

/**
 * The colour operations straight from their definitions, one pixel and one operation at a time: nothing is simplified,
 * joined or tabulated. Shares with the program only the profiles.
 */

type Triple = [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** The picture after the operations; values may leave 0–1. */
export function developed(picture: FloatPicture, ops: readonly ColourOp[]): FloatPicture {
  let result = picture;
  for (const op of ops) result = developedBy(result, op);
  return result;
}

function developedBy(picture: FloatPicture, op: ColourOp): FloatPicture {
  const profile = op.op === 'convertProfile' ? builtInProfile(op.profile) : picture.profile;
  const change = changeOf(op, picture.profile);
  const data = picture.data.slice();
  for (let i = 0; i < data.length; i += picture.channels) {
    const pixel = change([data[i]!, data[i + 1]!, data[i + 2]!]);
    data.set(pixel, i);
  }
  return { ...picture, data, profile };
}

function changeOf(op: ColourOp, profile: RgbProfile): (encoded: Triple) => Triple {
  switch (op.op) {
    case 'exposure':
      return (encoded) => toEncoded(profile, scaled(toLight(profile, encoded), 2 ** op.ev));
    case 'whiteBalance': {
      const adaptation = adaptationFrom(op.kelvin, op.tint);
      return (encoded) => {
        const xyz = times(rows(profile.toXyzD50), toLight(profile, encoded));
        return toEncoded(profile, solved(rows(profile.toXyzD50), times(adaptation, xyz)));
      };
    }
    case 'contrast':
      return ([r, g, b]) => [tone(r, op), tone(g, op), tone(b, op)];
    case 'saturation':
      return (encoded) => toEncoded(profile, saturated(profile, toLight(profile, encoded), op));
    case 'convertProfile': {
      const target = builtInProfile(op.profile);
      return (encoded) => {
        const xyz = times(rows(profile.toXyzD50), toLight(profile, encoded));
        return toEncoded(target, solved(rows(target.toXyzD50), xyz));
      };
    }
  }
}

function toLight(profile: RgbProfile, [r, g, b]: Triple): Triple {
  return [profile.curves[0].decode(r), profile.curves[1].decode(g), profile.curves[2].decode(b)];
}

function toEncoded(profile: RgbProfile, [r, g, b]: Triple): Triple {
  return [profile.curves[0].encode(r), profile.curves[1].encode(g), profile.curves[2].encode(b)];
}

// White balance: Bradford adaptation from the given light to 6500 K, luminance of greys kept.

const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];
const D50: Triple = [0.9642, 1, 0.8249];

function adaptationFrom(kelvin: number, tint: number): Matrix {
  const from = times(BRADFORD, light(kelvin, tint));
  const to = times(BRADFORD, light(6500, 0));
  const adapt = (xyz: Triple): Triple => {
    const cones = times(BRADFORD, xyz);
    return solved(BRADFORD, [(cones[0] * to[0]) / from[0], (cones[1] * to[1]) / from[1], (cones[2] * to[2]) / from[2]]);
  };
  const gain = 1 / adapt(D50)[1];
  const columns = [adapt([1, 0, 0]), adapt([0, 1, 0]), adapt([0, 0, 1])] as const;
  return [0, 1, 2].map((row) => columns.map((column) => column[row]! * gain)) as unknown as Matrix;
}

/** XYZ with Y = 1 of a black body (Kim's splines), moved along its isotherm in CIE 1960 uv by tint / 3000, positive to green. */
function light(kelvin: number, tint: number): Triple {
  const uv = uvOf(kelvin);
  if (tint !== 0) {
    const [hotU, hotV] = uvOf(kelvin * 1.0005);
    const [coldU, coldV] = uvOf(kelvin * 0.9995);
    const along = [hotU - coldU, hotV - coldV] as const;
    const length = Math.hypot(...along);
    uv[0] += ((along[1] / length) * tint) / 3000;
    uv[1] -= ((along[0] / length) * tint) / 3000;
  }
  const x = (3 * uv[0]) / (2 * uv[0] - 8 * uv[1] + 4);
  const y = (2 * uv[1]) / (2 * uv[0] - 8 * uv[1] + 4);
  return [x / y, 1, (1 - x - y) / y];
}

function uvOf(kelvin: number): [number, number] {
  const t = kelvin;
  const x =
    t <= 4000
      ? -0.2661239e9 / t ** 3 - 0.234358e6 / t ** 2 + 0.8776956e3 / t + 0.17991
      : -3.0258469e9 / t ** 3 + 2.1070379e6 / t ** 2 + 0.2226347e3 / t + 0.24039;
  const y =
    t <= 2222
      ? -1.1063814 * x ** 3 - 1.3481102 * x ** 2 + 2.18555832 * x - 0.20219683
      : t <= 4000
        ? -0.9549476 * x ** 3 - 1.37418593 * x ** 2 + 2.09137015 * x - 0.16748867
        : 3.081758 * x ** 3 - 5.8733867 * x ** 2 + 3.75112997 * x - 0.37001483;
  return [(4 * x) / (-2 * x + 12 * y + 3), (6 * y) / (-2 * x + 12 * y + 3)];
}

// Contrast and brightness: Schlick's bias, then a logistic sigmoid, each going on in its tangents outside 0–1.

function tone(value: number, { contrast, brightness }: { contrast: number; brightness: number }): number {
  const a = 0.5 + brightness / 400;
  const bright = withTangents((x) => x / ((1 / a - 2) * (1 - x) + 1), value);
  if (contrast === 0) return bright;
  const beta = (6 * Math.abs(contrast)) / 100;
  const logistic = (x: number): number => 1 / (1 + Math.exp(-beta * (x - 0.5)));
  const low = logistic(0);
  const high = logistic(1);
  return contrast > 0
    ? withTangents((x) => (logistic(x) - low) / (high - low), bright)
    : withTangents((y) => 0.5 - Math.log(1 / (low + y * (high - low)) - 1) / beta, bright);
}

function withTangents(curve: (x: number) => number, x: number): number {
  const step = 1e-6;
  if (x < 0) return (x * (curve(step) - curve(0))) / step;
  if (x > 1) return 1 + ((x - 1) * (curve(1) - curve(1 - step))) / step;
  return curve(x);
}

// Saturation and vibrance: chroma in Oklab, lightness and hue kept.

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

function saturated(
  profile: RgbProfile,
  light: Triple,
  { saturation, vibrance }: { saturation: number; vibrance: number },
): Triple {
  const xyz = adapted(times(rows(profile.toXyzD50), light), D50, D65);
  const cones = times(XYZ_D65_TO_LMS, xyz);
  const [l, a, b] = times(LMS_TO_LAB, [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])]);
  const muted = 1 - Math.min(1, Math.hypot(a, b) / 0.3225);
  const factor = (1 + saturation / 100) * (1 + (vibrance / 100) * muted ** 2);
  const roots = solved(LMS_TO_LAB, [l, a * factor, b * factor]);
  const changed = solved(XYZ_D65_TO_LMS, [roots[0] ** 3, roots[1] ** 3, roots[2] ** 3]);
  return solved(rows(profile.toXyzD50), adapted(changed, D65, D50));
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

// Three by three.

function rows(m: readonly number[]): Matrix {
  return [m.slice(0, 3), m.slice(3, 6), m.slice(6, 9)] as unknown as Matrix;
}

function scaled([x, y, z]: Triple, factor: number): Triple {
  return [x * factor, y * factor, z * factor];
}

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  return matrix.map((row) => row[0] * x + row[1] * y + row[2] * z) as Triple;
}

/** v such that matrix·v = target, by Cramer's rule. */
function solved(matrix: Matrix, target: Triple): Triple {
  const whole = determinant(matrix);
  return [0, 1, 2].map(
    (column) =>
      determinant(matrix.map((row, i) => row.map((v, j) => (j === column ? target[i]! : v))) as unknown as Matrix) /
      whole,
  ) as Triple;
}

function determinant([a, b, c]: Matrix): number {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}
