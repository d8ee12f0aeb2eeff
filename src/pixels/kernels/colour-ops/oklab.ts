import { apply, bradfordToD50, invert, multiply } from '../../colour/matrix.ts';
import type { Matrix3, RgbProfile } from '../../raster.ts';
import { diagonal } from './matrix.ts';

/** XYZ (D65) → cone responses, and their cube roots → Lab (Ottosson, A perceptual color space for image processing, 2020). */
const XYZ_TO_LMS: Matrix3 = [
  0.8189330101, 0.3618667424, -0.1288597137, 0.0329845436, 0.9293118715, 0.0361456387, 0.0482003018, 0.2643662691,
  0.633851707,
];
const LMS_TO_LAB: Matrix3 = [
  0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371, 0.7827717662,
  -0.808675766,
];
const D65: readonly [number, number, number] = [0.95047, 1, 1.08883];

/** Linear RGB of a profile → Oklab cone responses, with rows that sum to 1, so that greys come out exactly grey. */
export function rgbToLms(profile: RgbProfile): Matrix3 {
  const toD65 = invert(bradfordToD50(D65))!;
  const m = multiply(XYZ_TO_LMS, multiply(toD65, profile.toXyzD50));
  const [l, n, s] = apply(m, [1, 1, 1]);
  return multiply(diagonal(1 / l, 1 / n, 1 / s), m);
}

/**
 * Cube roots of cone responses → Oklab. Rows a and b with sum 0, row L with sum 1: the published digits leave 1e-8 of colour
 * in a grey.
 */
export const TO_LAB: Matrix3 = (() => {
  const m = LMS_TO_LAB;
  const sum = m[0] + m[1] + m[2];
  return [m[0] / sum, m[1] / sum, m[2] / sum, m[3], m[4], -m[3] - m[4], m[6], m[7], -m[6] - m[7]];
})();
export const FROM_LAB: Matrix3 = invert(TO_LAB)!;

/** Linear RGB of a profile to Oklab (L, a, b) and back, in place. A grey has L = ∛light and a = b = 0. */
export interface OklabSpace {
  toLab(rgb: Float64Array): void;
  fromLab(lab: Float64Array): void;
}

export function oklabOf(profile: RgbProfile): OklabSpace {
  const m = rgbToLms(profile);
  const n = invert(m)!;
  return {
    toLab(rgb) {
      const r = rgb[0]!;
      const g = rgb[1]!;
      const b = rgb[2]!;
      const l = Math.cbrt(m[0] * r + m[1] * g + m[2] * b);
      const k = Math.cbrt(m[3] * r + m[4] * g + m[5] * b);
      const s = Math.cbrt(m[6] * r + m[7] * g + m[8] * b);
      rgb[0] = TO_LAB[0] * l + TO_LAB[1] * k + TO_LAB[2] * s;
      rgb[1] = TO_LAB[3] * l + TO_LAB[4] * k + TO_LAB[5] * s;
      rgb[2] = TO_LAB[6] * l + TO_LAB[7] * k + TO_LAB[8] * s;
    },
    fromLab(lab) {
      const L = lab[0]!;
      const a = lab[1]!;
      const b = lab[2]!;
      const l = (L + FROM_LAB[1] * a + FROM_LAB[2] * b) ** 3;
      const k = (L + FROM_LAB[4] * a + FROM_LAB[5] * b) ** 3;
      const s = (L + FROM_LAB[7] * a + FROM_LAB[8] * b) ** 3;
      lab[0] = n[0] * l + n[1] * k + n[2] * s;
      lab[1] = n[3] * l + n[4] * k + n[5] * s;
      lab[2] = n[6] * l + n[7] * k + n[8] * s;
    },
  };
}

/**
 * 1 in the middle of the lightness range and 0 at both ends and beyond, so that black and white stay: (4L(1 − L))². Near black it falls with L², so
 * that dark tones lose no larger part of their light than others.
 */
export function midtoneWeight(L: number): number {
  return L <= 0 || L >= 1 ? 0 : (4 * L * (1 - L)) ** 2;
}

/** Like `midtoneWeight`, but near 1 almost everywhere: 1 − (2L − 1)⁴. */
export function insideWeight(L: number): number {
  return L <= 0 || L >= 1 ? 0 : 1 - (2 * L - 1) ** 4;
}
