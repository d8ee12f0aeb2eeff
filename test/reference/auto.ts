import type { AutoLevelsStep, AutoWhiteBalanceStep } from '../../src/workflow/plan/detail-steps.ts';
import type { ColourOp } from '../../src/workflow/plan/steps.ts';
import { developed } from './colour.ts';
import type { FloatPicture } from './float-picture.ts';
import { toLight } from './light.ts';
import type { Triple } from './three-by-three.ts';

interface Pixel {
  rgb: Triple;
  weight: number;
}

function pixelsOf({ data, channels }: FloatPicture): Pixel[] {
  return Array.from({ length: data.length / channels }, (_, n) => {
    const i = n * channels;
    return { rgb: [data[i]!, data[i + 1]!, data[i + 2]!], weight: channels === 4 ? data[i + 3]! : 1 };
  });
}

/** Auto levels by sorting. */
export function levelled(picture: FloatPicture, step: AutoLevelsStep): FloatPicture {
  const pixels = pixelsOf(picture);
  const neutral = { op: 'levels', gamma: 1, outputBlack: 0, outputWhite: 255 } as const;
  const range = (value: (rgb: Triple) => number): { black: number; white: number } => {
    const sorted = pixels.map(({ rgb, weight }) => ({ value: value(rgb), weight })).sort((a, b) => a.value - b.value);
    const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
    let black = 255 * beyond(sorted, (total * step.clipShadows) / 100);
    let white = 255 * beyond(sorted.toReversed(), (total * step.clipHighlights) / 100);
    if (white - black < 64) {
      const middle = Math.min(223, Math.max(32, (black + white) / 2));
      [black, white] = [middle - 32, middle + 32];
    }
    return { black: (black * step.strength) / 100, white: 255 + ((white - 255) * step.strength) / 100 };
  };
  const ops: ColourOp[] =
    step.by === 'luma'
      ? [{ ...neutral, channel: 'rgb', ...range(([r, g, b]) => 0.299 * r + 0.587 * g + 0.114 * b) }]
      : (['red', 'green', 'blue'] as const).map((channel, c) => ({ ...neutral, channel, ...range((rgb) => rgb[c]!) }));
  return clip(developed(picture, ops));
}

function beyond(sorted: readonly { value: number; weight: number }[], limit: number): number {
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum > limit) return value;
  }
  return 0;
}

/**
 * Auto white balance by trying: the temperature and tint for which the white balance makes the light's colour nearest to grey, on a
 * grid that gets finer.
 */
export function balanced(picture: FloatPicture, step: AutoWhiteBalanceStep): FloatPicture {
  const light = lightColour(picture, step.method);
  const found = light === null ? { kelvin: 6500, tint: 0 } : search(picture, light);
  const share = step.strength / 100;
  const mired = 1e6 / 6500 + (1e6 / found.kelvin - 1e6 / 6500) * share;
  return clip(developed(picture, [{ op: 'whiteBalance', kelvin: 1e6 / mired, tint: found.tint * share }]));
}

function lightColour(picture: FloatPicture, method: AutoWhiteBalanceStep['method']): Triple | null {
  const [, ...rest] = [0, ...picture.profile.toXyzD50.slice(3, 6)];
  const total = rest[0]! + rest[1]! + rest[2]!;
  const seen = pixelsOf(picture)
    .map(({ rgb, weight }) => ({ rgb: toLight(picture.profile, rgb), weight }))
    .map((pixel) => ({ ...pixel, luminance: pixel.rgb.reduce((sum, v, c) => sum + (v * rest[c]!) / total, 0) }))
    .filter(({ rgb, weight, luminance }) => weight > 0 && luminance > 0.002 && rgb.every((value) => value < 0.96));
  if (seen.length === 0) return null;
  const mean = (pixels: typeof seen, norm: number): Triple =>
    [0, 1, 2].map(
      (c) => pixels.reduce((sum, { rgb, weight }) => sum + rgb[c]! ** norm * weight, 0) ** (1 / norm),
    ) as Triple;
  if (method === 'grey-world') return mean(seen, 1);
  if (method === 'shades-of-grey') return mean(seen, 6);
  const all = seen.reduce((sum, { weight }) => sum + weight, 0);
  const step = (luminance: number): number => Math.floor(Math.sqrt(luminance) * 1024);
  const patch: typeof seen = [];
  let [covered, last] = [0, Number.NaN];
  for (const pixel of seen.toSorted((a, b) => b.luminance - a.luminance)) {
    if (covered >= 0.01 * all && step(pixel.luminance) !== last) break;
    last = step(pixel.luminance);
    covered += pixel.weight;
    patch.push(pixel);
  }
  return mean(patch, 1);
}

function search(picture: FloatPicture, light: Triple): { kelvin: number; tint: number } {
  const { curves } = picture.profile;
  const scale = 0.4 / Math.max(...light);
  const encoded = light.map((value, c) => curves[c]!.encode(value * scale));
  const patch: FloatPicture = { ...picture, data: Float64Array.from(encoded), width: 1, height: 1, channels: 3 };
  const cast = (mired: number, tint: number): number => {
    const { data } = developed(patch, [{ op: 'whiteBalance', kelvin: 1e6 / mired, tint }]);
    const [r, g, b] = toLight(picture.profile, [data[0]!, data[1]!, data[2]!]);
    return Math.hypot(Math.log(Math.max(1e-9, r) / Math.max(1e-9, g)), Math.log(Math.max(1e-9, b) / Math.max(1e-9, g)));
  };
  let best = { mired: 150, tint: 0, cast: Number.POSITIVE_INFINITY };
  let [stepMired, stepTint] = [40, 25];
  for (let round = 0; round < 40; round++) {
    const from = best;
    for (let i = -6; i <= 6; i++) {
      for (let j = -6; j <= 6; j++) {
        const mired = Math.min(500, Math.max(40, from.mired + i * stepMired));
        const tint = Math.min(150, Math.max(-150, from.tint + j * stepTint));
        const found = cast(mired, tint);
        if (found < best.cast) best = { mired, tint, cast: found };
      }
    }
    stepMired *= 0.7;
    stepTint *= 0.7;
  }
  return { kelvin: 1e6 / best.mired, tint: best.tint };
}

function clip(picture: FloatPicture): FloatPicture {
  return { ...picture, data: picture.data.map((value) => Math.min(1, Math.max(0, value))) };
}
