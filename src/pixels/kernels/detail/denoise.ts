import type { DenoiseStep } from '../../../workflow/plan/detail-steps.ts';
import type { Raster } from '../../raster.ts';
import type { Plane, PlaneSize } from '../box-mean.ts';
import { WaveletTransform, waveletReach } from './wavelet.ts';

/** Rows that are worked on at a time; each strip also needs what it reaches on both sides (66 rows), so short ones cost more. */
const STRIP_ROWS = 512;
/** Brightness noise is fine; colour noise comes in blotches. */
const LUMA_SCALES = 4;
const CHROMA_SCALES = 5;
/** Scales that need the picture in full size; JPEG keeps colours in half of it anyway. */
const WHOLE = 1;
/** Part of the noise that stays in each wavelet plane: standard deviation of white noise of unit variance, B3 spline. */
const NOISE_BY_SCALE = [0.8907, 0.2007, 0.0856, 0.0413, 0.0205];
/** Thresholds in standard deviations at 100. */
const MOST_LUMA = 5;
const MOST_CHROMA = 6;
/** How far `detail` 100 takes back the threshold of each scale. */
const SPARED = [0.6, 0.35, 0.15, 0, 0];
/** Rows from which the noise is measured, and how many of their pixels. */
const SAMPLED_STRIPS = 4;
const SAMPLED_ROWS = 64;
const SAMPLES = 30_000;
/** How much stronger than white noise coarse noise may be. */
const COARSEST = 3;

type Scales = readonly number[];
interface Thresholds {
  luma: Scales;
  chroma: readonly [Scales, Scales];
}

/**
 * Wavelet denoising in YCbCr (BT.601, encoded values): the à-trous planes of brightness and colours (wavelet.ts) are shrunk by the
 * non-negative garrote, w·max(0, 1 − T²/w²) (H.-Y. Gao, 1998), which takes small values out and leaves large ones, edges, nearly whole.
 * T is a multiple of the noise, which is measured in the picture itself by the median of the finest plane (σ = median|w| / 0.6745,
 * D. Donoho 1994; for colours at each scale, since cameras and JPEG spread their noise): a clean picture hardly changes. Greys stay
 * grey: no plane mixes with another. Alpha is left alone.
 */
export function denoise(raster: Raster, step: DenoiseStep): Raster {
  const { width, height, channels, depth } = raster;
  const thresholds = thresholdsFor(raster, step);
  const scale = depth === 8 ? 1 : 257;
  const data = raster.data.slice();
  const reach = waveletReach(step.chroma > 0 ? CHROMA_SCALES : LUMA_SCALES);
  const spare = reach - waveletReach(LUMA_SCALES);
  const largest = { width, height: Math.min(height, STRIP_ROWS + 2 * reach) };
  const transform = new WaveletTransform(largest);
  const planes = emptyPlanes(largest);
  for (let start = 0; start < height; start += STRIP_ROWS) {
    const end = Math.min(height, start + STRIP_ROWS);
    const from = Math.max(0, start - reach);
    const strip = readStrip(raster, from, Math.min(height, end + reach), planes);
    if (step.luma > 0) {
      // Fewer scales reach less far.
      const first = start === 0 ? 0 : spare;
      const rows = Math.min(strip.size.height, end - from + reach - spare) - first;
      const luma = strip.luma.subarray(first * width, (first + rows) * width);
      shrink(transform, luma, { width, height: rows }, thresholds.luma, WHOLE);
    }
    if (step.chroma > 0) {
      shrink(transform, strip.blue, strip.size, thresholds.chroma[0], WHOLE);
      shrink(transform, strip.red, strip.size, thresholds.chroma[1], WHOLE);
    }
    for (let y = start; y < end; y++) {
      for (let x = 0, n = (y - from) * width, i = y * width * channels; x < width; x++, n++, i += channels) {
        const luma = strip.luma[n]!;
        const blue = strip.blue[n]!;
        const red = strip.red[n]!;
        data[i] = level(luma + 1.402 * red, scale);
        data[i + 1] = level(luma - 0.344136 * blue - 0.714136 * red, scale);
        data[i + 2] = level(luma + 1.772 * blue, scale);
      }
    }
  }
  return { ...raster, data };
}

function level(value: number, scale: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 * scale : (value * scale + 0.5) | 0;
}

interface Planes {
  luma: Plane;
  blue: Plane;
  red: Plane;
}
interface Strip extends Planes {
  size: PlaneSize;
}

function emptyPlanes({ width, height }: PlaneSize): Planes {
  const empty = (): Plane => new Float32Array(width * height);
  return { luma: empty(), blue: empty(), red: empty() };
}

/** Rows of a picture as YCbCr in levels of 255, put into `planes`, which may be larger. */
function readStrip({ data, width, channels, depth }: Raster, from: number, to: number, planes: Planes): Strip {
  const size = { width, height: to - from };
  const scale = depth === 8 ? 1 : 1 / 257;
  const luma = planes.luma.subarray(0, size.width * size.height);
  const blue = planes.blue.subarray(0, luma.length);
  const red = planes.red.subarray(0, luma.length);
  for (let n = 0, i = from * width * channels; n < luma.length; n++, i += channels) {
    const r = data[i]! * scale;
    const g = data[i + 1]! * scale;
    const b = data[i + 2]! * scale;
    const y = 0.299 * r + 0.587 * g + 0.114 * b;
    luma[n] = y;
    blue[n] = (b - y) / 1.772;
    red[n] = (r - y) / 1.402;
  }
  return { size, luma, blue, red };
}

function shrink(transform: WaveletTransform, plane: Plane, size: PlaneSize, thresholds: Scales, whole: number): void {
  const squares = thresholds.map((threshold) => threshold ** 2);
  transform.run(plane, size, thresholds.length, whole, (row, scale) => shrinkRow(row, squares[scale]!));
}

function shrinkRow(row: Float32Array, square: number): void {
  if (square === 0) return;
  for (let x = 0; x < row.length; x++) {
    const w = row[x]!;
    const kept = 1 - square / (w * w + 1e-30);
    // max(0, kept) without a branch, which on noise would be guessed wrongly every other time.
    row[x] = 0.5 * w * (kept + Math.abs(kept));
  }
}

function thresholdsFor(raster: Raster, step: DenoiseStep): Thresholds {
  const [luma, blue, red] = noiseOf(raster);
  const detail = step.detail / 100;
  const spare = (scale: number): number => 1 - detail * SPARED[scale]!;
  const finest = luma[0]! / NOISE_BY_SCALE[0]!;
  const chroma = (noise: Scales): Scales =>
    noise.map((sigma, j) => (sigma * MOST_CHROMA * step.chroma * spare(j)) / 100);
  return {
    luma: NOISE_BY_SCALE.slice(0, LUMA_SCALES).map(
      (part, j) => (finest * part * MOST_LUMA * step.luma * spare(j)) / 100,
    ),
    chroma: [chroma(blue), chroma(red)],
  };
}

/**
 * Standard deviation of the noise of Y (in the finest wavelet plane alone), Cb and Cr (in each), in levels of 255, over some strips of the
 * picture. At coarser scales there is more and more picture in the planes, so no more is taken for noise than `COARSEST` times
 * what white noise as strong as in the finest plane would leave there.
 */
function noiseOf(raster: Raster): [Scales, Scales, Scales] {
  const { height, width } = raster;
  const rows = Math.min(height, SAMPLED_ROWS);
  const strips = Math.min(SAMPLED_STRIPS, Math.ceil(height / rows));
  const step = Math.max(1, Math.ceil((width * rows * strips) / SAMPLES));
  const samples = [1, CHROMA_SCALES, CHROMA_SCALES].map((scales) =>
    Array.from({ length: scales }, () => new Samples(strips * rows * Math.ceil(width / step))),
  );
  const size = { width, height: rows };
  const transform = new WaveletTransform(size);
  const planes = emptyPlanes(size);
  for (let n = 0; n < strips; n++) {
    const from = strips === 1 ? 0 : Math.round((n * (height - rows)) / (strips - 1));
    const { luma, blue, red } = readStrip(raster, from, from + rows, planes);
    [luma, blue, red].forEach((plane, channel) => {
      const scales = samples[channel]!;
      transform.run(plane, size, scales.length, WHOLE, (row, scale) => {
        // A quarter of the pixels, a quarter of the distance.
        scales[scale]!.take(row, scale < WHOLE ? step : Math.ceil(step / 4));
      });
    });
  }
  const [luma, blue, red] = samples.map((scales) => {
    const measured = scales.map((one) => one.deviation());
    const most = (COARSEST * measured[0]!) / NOISE_BY_SCALE[0]!;
    return measured.map((sigma, j) => Math.min(sigma, most * NOISE_BY_SCALE[j]!));
  });
  return [luma!, blue!, red!];
}

/** Some values of a wavelet plane, without their signs. */
class Samples {
  readonly #values: Float32Array;
  #count = 0;

  /** For at most so many. */
  constructor(most: number) {
    this.#values = new Float32Array(most);
  }

  take(row: Float32Array, step: number): void {
    for (let x = 0; x < row.length && this.#count < this.#values.length; x += step) {
      this.#values[this.#count++] = Math.abs(row[x]!);
    }
  }

  /** Of a normal distribution around 0. */
  deviation(): number {
    const values = this.#values.subarray(0, this.#count).sort();
    return values[values.length >> 1]! / 0.6745;
  }
}
