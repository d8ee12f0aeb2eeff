import type { PerspectiveStep } from '../../workflow/plan/framing-steps.ts';
import { rectified } from '../../workflow/plan/keystone.ts';
import type { Raster } from '../raster.ts';
import { emptyPixels, withAlpha } from './canvas.ts';
import { colourIn } from './hex-colour.ts';

/** Places between two pixels for which weights are kept. */
const PHASES = 512;

/** Weights of `taps` pixels for each place between the middle two, each set adding up to 1. */
function weightsOf(taps: number, kernel: (distance: number) => number): Float64Array {
  const table = new Float64Array((PHASES + 1) * taps);
  for (let phase = 0; phase <= PHASES; phase++) {
    const weights = Array.from({ length: taps }, (_, tap) => kernel(tap - (taps / 2 - 1) - phase / PHASES));
    const sum = weights.reduce((a, b) => a + b, 0);
    for (const [tap, weight] of weights.entries()) table[phase * taps + tap] = weight / sum;
  }
  return table;
}

/** Lanczos windowed sinc with three lobes (Duchon 1979; Turkowski, Graphics Gems I, 1990). */
function lanczos3(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= 3) return 0;
  const px = Math.PI * x;
  return (3 * Math.sin(px) * Math.sin(px / 3)) / (px * px);
}

const KERNELS = {
  lanczos: { taps: 6, weights: weightsOf(6, lanczos3) },
  bilinear: { taps: 2, weights: weightsOf(2, (x) => Math.max(0, 1 - Math.abs(x))) },
} as const;

/**
 * The picture through the projective map of `rectified`, each pixel sampled once in float; colours weigh by alpha, so that what is
 * transparent does not bleed. Pixels beyond the picture take `background`; beyond its edge by less than one they are
 * the edge's. A background that is not opaque gives an RGB picture an alpha channel.
 */
export function perspective(raster: Raster, step: PerspectiveStep): Raster {
  const { size, toSource } = rectified(step, raster);
  const colour = colourIn(step.background, raster.profile);
  const picture = colour[3] < 1 ? withAlpha(raster) : raster;
  const { data: source, width, height, channels } = picture;
  const max = picture.depth === 8 ? 255 : 65535;
  const background = colour.map((value) => Math.round(value * max));
  const target = emptyPixels(picture, size);
  const { taps, weights } = KERNELS[step.kernel];
  const first = taps / 2 - 1;
  const [a, b, c, d, e, f, g, h, i] = toSource;
  const sums = new Float64Array(4);
  const columns = new Int32Array(taps);
  for (let y = 0, to = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, to += channels) {
      const px = x + 0.5;
      const py = y + 0.5;
      const w = g * px + h * py + i;
      const sx = (a * px + b * py + c) / w - 0.5;
      const sy = (d * px + e * py + f) / w - 0.5;
      if (w <= 0 || !(sx > -1 && sy > -1 && sx < width && sy < height)) {
        for (let channel = 0; channel < channels; channel++) target[to + channel] = background[channel]!;
        continue;
      }
      const ix = Math.floor(sx);
      const iy = Math.floor(sy);
      const wx = Math.round((sx - ix) * PHASES) * taps;
      const wy = Math.round((sy - iy) * PHASES) * taps;
      for (let n = 0; n < taps; n++) columns[n] = clamp(ix - first + n, width) * channels;
      sums.fill(0);
      for (let k = 0; k < taps; k++) {
        const row = clamp(iy - first + k, height) * width * channels;
        const vertical = weights[wy + k]!;
        if (vertical === 0) continue;
        for (let n = 0; n < taps; n++) {
          const at = row + columns[n]!;
          const weight = vertical * weights[wx + n]! * (channels === 4 ? source[at + 3]! : 1);
          sums[0]! += source[at]! * weight;
          sums[1]! += source[at + 1]! * weight;
          sums[2]! += source[at + 2]! * weight;
          sums[3]! += weight;
        }
      }
      const scale = channels === 4 ? (sums[3]! > 0 ? 1 / sums[3]! : 0) : 1;
      for (let channel = 0; channel < 3; channel++) target[to + channel] = level(sums[channel]! * scale, max);
      if (channels === 4) target[to + 3] = level(sums[3]!, max);
    }
  }
  return { ...picture, ...size, data: target };
}

function level(value: number, max: number): number {
  return value <= 0 ? 0 : value >= max ? max : Math.floor(value + 0.5);
}

function clamp(index: number, count: number): number {
  return index < 0 ? 0 : index >= count ? count - 1 : index;
}
