import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import type { RgbProfile } from '../../src/pixels/raster.ts';
import type { ColourOp } from '../../src/workflow/plan/steps.ts';
import type { FloatPicture } from './float-picture.ts';
import { graded } from './grading.ts';
import { toEncoded, toLight } from './light.ts';
import { BRADFORD, D50, fromOklab, toOklab } from './oklab.ts';
import { type Matrix, rows, scaled, solved, type Triple, times } from './three-by-three.ts';

/**
 * The colour operations straight from their definitions, one pixel and one operation at a time: nothing is simplified,
 * joined or tabulated. Shares with the program only the profiles.
 */

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
    default:
      return graded(op, profile);
  }
}

// White balance: Bradford adaptation from the given light to 6500 K, luminance of greys kept.

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

function saturated(
  profile: RgbProfile,
  light: Triple,
  { saturation, vibrance }: { saturation: number; vibrance: number },
): Triple {
  const [l, a, b] = toOklab(profile, light);
  const muted = 1 - Math.min(1, Math.hypot(a, b) / 0.3225);
  const factor = (1 + saturation / 100) * (1 + (vibrance / 100) * muted ** 2);
  return fromOklab(profile, [l, a * factor, b * factor]);
}
