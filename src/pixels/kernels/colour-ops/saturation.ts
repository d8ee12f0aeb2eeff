import { invert } from '../../colour/matrix.ts';
import type { RgbProfile } from '../../raster.ts';
import { FROM_LAB, rgbToLms, TO_LAB } from './oklab.ts';

/** About the largest chroma in sRGB (magenta, 0.3225): from here on vibrance does nothing. */
const FULL_CHROMA = 0.3225;

/**
 * Saturation and vibrance, each −100…100, on linear RGB in place. In Oklab, with lightness and hue kept: chroma times
 * (1 + saturation/100), and times (1 + vibrance/100·(1 − C/0.3225)²), so that vibrance moves muted colours most and
 * leaves full ones alone. Saturation −100 gives neutral greys.
 */
export function saturationOf(profile: RgbProfile, saturation: number, vibrance: number): (rgb: Float64Array) => void {
  const m = rgbToLms(profile);
  const n = invert(m)!;
  const base = 1 + saturation / 100;
  const weight = vibrance / 100;
  return (rgb) => {
    const r = rgb[0]!;
    const g = rgb[1]!;
    const b = rgb[2]!;
    const l = Math.cbrt(m[0] * r + m[1] * g + m[2] * b);
    const k = Math.cbrt(m[3] * r + m[4] * g + m[5] * b);
    const s = Math.cbrt(m[6] * r + m[7] * g + m[8] * b);
    const L = TO_LAB[0] * l + TO_LAB[1] * k + TO_LAB[2] * s;
    let A = TO_LAB[3] * l + TO_LAB[4] * k + TO_LAB[5] * s;
    let B = TO_LAB[6] * l + TO_LAB[7] * k + TO_LAB[8] * s;
    let scale = base;
    if (weight !== 0) {
      const lack = 1 - Math.min(1, Math.sqrt(A * A + B * B) / FULL_CHROMA);
      scale *= 1 + weight * lack * lack;
    }
    if (scale === 0) {
      rgb.fill(L * L * L);
      return;
    }
    A *= scale;
    B *= scale;
    const l1 = L + FROM_LAB[1] * A + FROM_LAB[2] * B;
    const k1 = L + FROM_LAB[4] * A + FROM_LAB[5] * B;
    const s1 = L + FROM_LAB[7] * A + FROM_LAB[8] * B;
    const l3 = l1 * l1 * l1;
    const k3 = k1 * k1 * k1;
    const s3 = s1 * s1 * s1;
    rgb[0] = n[0] * l3 + n[1] * k3 + n[2] * s3;
    rgb[1] = n[3] * l3 + n[4] * k3 + n[5] * s3;
    rgb[2] = n[6] * l3 + n[7] * k3 + n[8] * s3;
  };
}
