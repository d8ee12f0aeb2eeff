import { dehaze } from '../../src/pixels/kernels/detail/dehaze.ts';
import { denoise } from '../../src/pixels/kernels/detail/denoise.ts';
import { grain } from '../../src/pixels/kernels/detail/grain.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import type {
  ClarityStep,
  DetailStep,
  HighlightsShadowsStep,
  VignetteStep,
} from '../../src/workflow/plan/detail-steps.ts';
import { balanced, levelled } from './auto.ts';
import { type FloatPicture, fromRaster } from './float-picture.ts';
import { toEncoded, toLight } from './light.ts';
import type { Triple } from './three-by-three.ts';

/**
 * The local corrections from their definitions, pixel by pixel, with the guided filter summed up anew for each. Only for
 * pictures so small that the program does not make them smaller first (400 px).
 *
 * Haze, noise and grain are the program's own kernels, in 16 bits: a second haze estimate or wavelet would be the same code written
 * twice, and grain is what its random numbers make it. What they do is pinned in their own tests.
 */
export function corrected(picture: FloatPicture, step: DetailStep): FloatPicture {
  switch (step.kind) {
    case 'highlightsShadows':
      return lit(picture, toneGains(picture, step));
    case 'clarity':
      return lit(picture, clarityGains(picture, step));
    case 'vignette':
      return lit(picture, vignetteGains(picture, step));
    case 'autoLevels':
      return levelled(picture, step);
    case 'autoWhiteBalance':
      return balanced(picture, step);
    case 'dehaze':
      return fromRaster(dehaze(inSixteenBits(picture), step));
    case 'denoise':
      return fromRaster(denoise(inSixteenBits(picture), step));
    case 'grain':
      return fromRaster(grain(inSixteenBits(picture), step));
  }
}

function inSixteenBits(picture: FloatPicture): Raster {
  return { ...picture, depth: 16, data: Uint16Array.from(picture.data, (value) => Math.round(value * 65535)) };
}

function pixelOf({ data, channels }: FloatPicture, i: number): Triple {
  return [data[i * channels]!, data[i * channels + 1]!, data[i * channels + 2]!];
}

/** Light times a gain for each pixel. */
function lit(picture: FloatPicture, gains: readonly number[]): FloatPicture {
  const data = picture.data.slice();
  gains.forEach((gain, i) => {
    const light = toLight(picture.profile, pixelOf(picture, i));
    data.set(toEncoded(picture.profile, light.map((value) => value * gain) as Triple), i * picture.channels);
  });
  return { ...picture, data: data.map((value) => Math.min(1, Math.max(0, value))) };
}

function lightness(picture: FloatPicture): number[] {
  const weights = picture.profile.toXyzD50.slice(3, 6);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Array.from({ length: picture.width * picture.height }, (_, i) => {
    const light = toLight(picture.profile, pixelOf(picture, i));
    return Math.sqrt(light.reduce((total, value, c) => total + (value * weights[c]!) / sum, 0));
  });
}

/** The guided filter with itself as guide; what cannot be seen has the mean lightness of what can. */
function base(picture: FloatPicture, own: readonly number[], radius: number, epsilon: number): number[] {
  if (Math.max(picture.width, picture.height) >= 320) throw new Error('too large for the slow reference');
  const alpha = own.map((_, i) => (picture.channels === 4 ? picture.data[i * 4 + 3]! : 1));
  const cover = alpha.reduce((sum, value) => sum + value, 0);
  const mean = own.reduce((sum, value, i) => sum + value * alpha[i]!, 0) / cover;
  const seen = own.map((value, i) => (alpha[i]! > 0 ? value : mean));
  const around = (values: readonly number[]) => boxed(values, picture, Math.round(Math.max(1, radius)));
  const means = around(seen);
  const squares = around(seen.map((value) => value * value));
  const a = means.map((m, i) => Math.max(0, squares[i]! - m * m) / (Math.max(0, squares[i]! - m * m) + epsilon));
  const b = means.map((m, i) => m - a[i]! * m);
  const [slopes, offsets] = [around(a), around(b)];
  return own.map((value, i) => slopes[i]! * value + offsets[i]!);
}

function boxed(values: readonly number[], { width, height }: FloatPicture, reach: number): number[] {
  return values.map((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    let [sum, count] = [0, 0];
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        sum += values[v * width + u]!;
        count++;
      }
    }
    return sum / count;
  });
}

const smoothStep = (from: number, to: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return 3 * t ** 2 - 2 * t ** 3;
};

function toneGains(picture: FloatPicture, step: HighlightsShadowsStep): number[] {
  const own = lightness(picture);
  const around = base(picture, own, 0.025 * Math.max(picture.width, picture.height), 0.01);
  return own.map((p, i) => {
    const stops =
      1.6 * step.shadows * (1 - smoothStep(0, 0.7, around[i]!)) +
      step.highlights * smoothStep(0.4, 1, around[i]!) +
      0.4 * step.whites * smoothStep(0.5, 1, p) +
      step.blacks * (1 - smoothStep(0, 0.4, p));
    return 2 ** (stops / 100);
  });
}

function clarityGains(picture: FloatPicture, step: ClarityStep): number[] {
  const own = lightness(picture);
  const long = Math.max(picture.width, picture.height);
  const forms = base(picture, own, long / 50, 0.12 ** 2);
  const fine = base(picture, own, long / 400, 0.06 ** 2);
  return own.map((p, i) => {
    const d = p - forms[i]!;
    const e = p - fine[i]!;
    const more =
      (0.9 * step.clarity * d) / 100 / (1 + Math.abs(d) / 0.2) +
      (1.2 * step.texture * e ** 3) / 100 / (e ** 2 + 0.006 ** 2);
    const inside = p >= 1 ? 0 : 1 - (2 * p - 1) ** 4;
    return ((Math.max(0, p + more * inside) + 0.01) / (p + 0.01)) ** 2;
  });
}

function vignetteGains({ width, height }: FloatPicture, step: VignetteStep): number[] {
  const round = Math.max(0, step.roundness) / 100;
  const circle = Math.sqrt(width ** 2 + height ** 2) / 2 / Math.sqrt(2);
  const n = 2 + (8 * Math.max(0, -step.roundness)) / 100;
  const middle = 0.3 + step.midpoint / 100;
  const reach = 0.02 + (0.6 * step.feather) / 100;
  return Array.from({ length: width * height }, (_, i) => {
    const u = ((i % width) + 0.5 - width / 2) / ((width / 2) * (1 - round) + circle * round);
    const v = (Math.floor(i / width) + 0.5 - height / 2) / ((height / 2) * (1 - round) + circle * round);
    const distance = (Math.abs(u) ** n + Math.abs(v) ** n) ** (1 / n);
    return 2 ** (((2 * step.amount) / 100) * smoothStep(middle - reach, middle + reach, distance));
  });
}
