import { rotatedSize } from '../../workflow/plan/geometry.ts';
import type { RotateStep } from '../../workflow/plan/steps.ts';
import type { Raster } from '../raster.ts';
import { emptyPixels, withAlpha } from './canvas.ts';
import { colourIn } from './hex-colour.ts';

/** Places between two pixels for which weights are kept. */
const PHASES = 256;

/** Catmull-Rom (cubic convolution with a = −½, Keys 1981): four weights for each place between the middle two pixels. */
const WEIGHTS = (() => {
  const table = new Float64Array((PHASES + 1) * 4);
  for (let phase = 0; phase <= PHASES; phase++) {
    const t = phase / PHASES;
    table[phase * 4] = ((-0.5 * t + 1) * t - 0.5) * t;
    table[phase * 4 + 1] = (1.5 * t - 2.5) * t * t + 1;
    table[phase * 4 + 2] = ((-1.5 * t + 2) * t + 0.5) * t;
    table[phase * 4 + 3] = (0.5 * t - 0.5) * t * t;
  }
  return table;
})();

/**
 * The picture turned clockwise by any angle around its middle, resampled bicubically. With `autocrop` it is cut to the
 * largest upright rectangle without corners, else the corners take `background`, with smooth edges. A background that is
 * not opaque gives an RGB picture an alpha channel. The size is `rotatedSize`.
 *
 * Not sharp's affine: that computes the whole canvas in any case, chooses its own size, and leaves hard edges.
 */
export function straighten(raster: Raster, step: RotateStep): Raster {
  const size = rotatedSize(step, raster);
  const color = colourIn(step.background, raster.profile);
  const picture = color[3] < 1 && !step.autocrop ? withAlpha(raster) : raster;
  const { data: source, width, height, channels } = picture;
  const max = picture.depth === 8 ? 255 : 65535;
  const background = color.map((value) => value * max);
  const target = emptyPixels(picture, size);
  const angle = (step.angle * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const pixel = new Float64Array(4);
  const sample = channels === 3 ? sampleRgb : sampleRgba;
  for (let y = 0, to = 0; y < size.height; y++) {
    const dy = y + 0.5 - size.height / 2;
    for (let x = 0; x < size.width; x++, to += channels) {
      const dx = x + 0.5 - size.width / 2;
      const sx = cos * dx + sin * dy + width / 2 - 0.5;
      const sy = cos * dy - sin * dx + height / 2 - 0.5;
      // How much of this pixel the picture covers: all of it half a pixel inside its edge, nothing half a pixel outside.
      const cover = step.autocrop
        ? 1
        : within(Math.min(sx, width - 1 - sx) + 1) * within(Math.min(sy, height - 1 - sy) + 1);
      if (cover > 0) sample(source, width, height, sx, sy, pixel);
      // Beside hard edges of alpha the weights overshoot, and there is no less than nothing.
      if (channels === 4) pixel[3] = within(pixel[3]! / max) * max;
      if (cover < 1) blend(pixel, background, cover, channels, max);
      target[to] = level(pixel[0]!, max);
      target[to + 1] = level(pixel[1]!, max);
      target[to + 2] = level(pixel[2]!, max);
      if (channels === 4) target[to + 3] = level(pixel[3]!, max);
    }
  }
  return { ...picture, ...size, data: target };
}

function within(value: number): number {
  return value <= 0 ? 0 : value >= 1 ? 1 : value;
}

function level(value: number, max: number): number {
  return value <= 0 ? 0 : value >= max ? max : (value + 0.5) | 0;
}

/** `cover` parts of the pixel and the rest background, in place; colours weigh by alpha. */
function blend(pixel: Float64Array, background: readonly number[], cover: number, channels: number, max: number): void {
  const over = channels === 4 ? (pixel[3]! / max) * cover : cover;
  const under = (background[3]! / max) * (1 - cover);
  const sum = over + under;
  for (let channel = 0; channel < 3; channel++) {
    pixel[channel] = sum <= 0 ? 0 : ((cover > 0 ? pixel[channel]! * over : 0) + background[channel]! * under) / sum;
  }
  if (channels === 4) pixel[3] = sum * max;
}

type Levels = Uint8Array | Uint16Array;

function sampleRgb(source: Levels, width: number, height: number, sx: number, sy: number, out: Float64Array): void {
  const ix = Math.floor(sx);
  const iy = Math.floor(sy);
  const wx = (((sx - ix) * PHASES + 0.5) | 0) * 4;
  const wy = (((sy - iy) * PHASES + 0.5) | 0) * 4;
  const x0 = clamp(ix - 1, width) * 3;
  const x1 = clamp(ix, width) * 3;
  const x2 = clamp(ix + 1, width) * 3;
  const x3 = clamp(ix + 2, width) * 3;
  const u0 = WEIGHTS[wx]!;
  const u1 = WEIGHTS[wx + 1]!;
  const u2 = WEIGHTS[wx + 2]!;
  const u3 = WEIGHTS[wx + 3]!;
  const stride = width * 3;
  let r = 0;
  let g = 0;
  let b = 0;
  for (let k = 0; k < 4; k++) {
    const row = clamp(iy - 1 + k, height) * stride;
    const v = WEIGHTS[wy + k]!;
    const p0 = (row + x0) | 0;
    const p1 = (row + x1) | 0;
    const p2 = (row + x2) | 0;
    const p3 = (row + x3) | 0;
    r += (source[p0]! * u0 + source[p1]! * u1 + source[p2]! * u2 + source[p3]! * u3) * v;
    g += (source[p0 + 1]! * u0 + source[p1 + 1]! * u1 + source[p2 + 1]! * u2 + source[p3 + 1]! * u3) * v;
    b += (source[p0 + 2]! * u0 + source[p1 + 2]! * u1 + source[p2 + 2]! * u2 + source[p3 + 2]! * u3) * v;
  }
  out[0] = r;
  out[1] = g;
  out[2] = b;
}

/** As `sampleRgb`, with colours weighed by their alpha, so that what is transparent does not bleed. */
function sampleRgba(source: Levels, width: number, height: number, sx: number, sy: number, out: Float64Array): void {
  const ix = Math.floor(sx);
  const iy = Math.floor(sy);
  const wx = (((sx - ix) * PHASES + 0.5) | 0) * 4;
  const wy = (((sy - iy) * PHASES + 0.5) | 0) * 4;
  let r = 0;
  let g = 0;
  let b = 0;
  let a = 0;
  for (let k = 0; k < 4; k++) {
    const row = clamp(iy - 1 + k, height) * width;
    for (let n = 0; n < 4; n++) {
      const at = (row + clamp(ix - 1 + n, width)) * 4;
      const weight = WEIGHTS[wy + k]! * WEIGHTS[wx + n]! * source[at + 3]!;
      r += source[at]! * weight;
      g += source[at + 1]! * weight;
      b += source[at + 2]! * weight;
      a += weight;
    }
  }
  const scale = a > 0 ? 1 / a : 0;
  out[0] = r * scale;
  out[1] = g * scale;
  out[2] = b * scale;
  out[3] = a;
}

function clamp(index: number, count: number): number {
  return index < 0 ? 0 : index >= count ? count - 1 : index;
}
