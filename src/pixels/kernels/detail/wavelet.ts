import type { Plane, PlaneSize } from '../box-mean.ts';
import { Enlarger, reduction } from './reduced.ts';

/**
 * The undecimated wavelet transform with the B3 spline ("à trous"; J.-L. Starck, F. Murtagh, Image restoration with noise
 * suppression using the wavelet transform, Astronomy and Astrophysics 288, 1994). Each scale is a smoother picture, the
 * wavelet plane what was lost on the way there; all planes and the smoothest picture add up to the original exactly.
 */

/** Rows and columns that `scales` scales reach to each side: 2·(1 + 2 + 4 + …), and what halving adds. */
export function waveletReach(scales: number): number {
  return 2 * (2 ** scales - 1) + 4;
}

/** Changes one row of a wavelet plane in place. */
export type RowChange = (row: Float32Array, scale: number, y: number) => void;

/** Planes that transforms of one size share. */
export class WaveletTransform {
  readonly #across: Plane;
  readonly #smooth: Plane;
  readonly #sum: Plane;
  readonly #halves: Plane;
  #smaller: WaveletTransform | null = null;

  /** For planes of at most so many pixels. */
  constructor(pixels: number) {
    this.#across = new Float32Array(pixels);
    this.#smooth = new Float32Array(pixels);
    this.#sum = new Float32Array(pixels);
    this.#halves = new Float32Array(Math.ceil(pixels / 2) + 1);
  }

  /**
   * Calls `change` with each row of each wavelet plane, the finest first, and leaves the sum of what it made of them in `plane`.
   * From scale `whole` on the planes are so smooth that a picture of half the size holds them: they are changed there, and the
   * difference is laid on in full size.
   */
  run(plane: Plane, size: PlaneSize, scales: number, whole: number, change: RowChange): void {
    this.#run(
      plane,
      size,
      { from: 0, to: Math.min(scales, whole), stepOf: (scale) => 2 ** scale, change },
      (smooth) => {
        if (scales > whole) this.#runSmaller(smooth, size, { whole, scales, change });
      },
    );
  }

  #run(
    plane: Plane,
    size: PlaneSize,
    { from, to, stepOf, change }: { from: number; to: number; stepOf(scale: number): number; change: RowChange },
    rest: (smooth: Plane) => void,
  ): void {
    const { length } = plane;
    const sum = this.#sum.subarray(0, length).fill(0);
    let current = plane;
    let next = this.#smooth.subarray(0, length);
    for (let scale = from; scale < to; scale++) {
      smoothAlong(current, size, stepOf(scale), this.#across);
      takeWavelets(this.#across, size, stepOf(scale), { current, next, sum }, (row, y) => change(row, scale, y));
      [current, next] = [next, current];
    }
    rest(current);
    addPlanes(plane, sum, current);
  }

  #runSmaller(
    smooth: Plane,
    size: PlaneSize,
    { whole, scales, change }: { whole: number; scales: number; change: RowChange },
  ): void {
    const small = reduction(size, 2);
    const before = this.#halves.subarray(0, small.width * small.height);
    halve(smooth, size, small, before);
    const after = before.slice();
    this.#smaller ??= new WaveletTransform(this.#halves.length);
    const steps = { from: whole, to: scales, stepOf: (scale: number) => 2 ** (scale - 1), change };
    this.#smaller.#run(after, small, steps, () => {});
    subtractPlane(after, before);
    const enlarger = new Enlarger(size, small);
    const row = new Float32Array(size.width);
    for (let y = 0; y < size.height; y++) {
      enlarger.row(after, y, row);
      addRow(smooth, y * size.width, row);
    }
  }
}

/** Means of two by two pixels; at odd borders of what there is. */
function halve(plane: Plane, { width, height }: PlaneSize, small: PlaneSize, out: Plane): void {
  for (let y = 0; y < small.height; y++) {
    const above = 2 * y * width;
    const below = Math.min(height - 1, 2 * y + 1) * width;
    for (let x = 0; x < small.width; x++) {
      const left = 2 * x;
      const right = Math.min(width - 1, left + 1);
      out[y * small.width + x] =
        0.25 * (plane[above + left]! + plane[above + right]! + plane[below + left]! + plane[below + right]!);
    }
  }
}

/** (1, 4, 6, 4, 1)/16 along rows, `step` px between taps, mirrored at the borders. */
function smoothAlong(plane: Plane, { width, height }: PlaneSize, step: number, out: Plane): void {
  const reach = 2 * step;
  const line = new Float32Array(width + 2 * reach);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    line.set(plane.subarray(start, start + width), reach);
    for (let k = 1; k <= reach; k++) {
      line[reach - k] = plane[start + mirrored(-k, width)]!;
      line[reach + width - 1 + k] = plane[start + mirrored(width - 1 + k, width)]!;
    }
    smoothLine(line, step, out, start, width);
  }
}

/** Every `step`th pixel at a time, so that each is read once and then handed on from tap to tap. */
function smoothLine(line: Float32Array, step: number, out: Plane, start: number, width: number): void {
  for (let first = 0; first < step; first++) {
    let a = line[first]!;
    let b = line[first + step]!;
    let c = line[first + 2 * step]!;
    let d = line[first + 3 * step]!;
    for (let x = first, last = first + 4 * step; x < width; x += step, last += step) {
      const e = line[last]!;
      out[start + x] = 0.375 * c + 0.25 * (b + d) + 0.0625 * (a + e);
      a = b;
      b = c;
      c = d;
      d = e;
    }
  }
}

/**
 * The same along columns, row by row: `next` becomes the smoother plane, what `change` makes of its difference to `current` is
 * added to `sum`.
 */
function takeWavelets(
  across: Plane,
  { width, height }: PlaneSize,
  step: number,
  { current, next, sum }: { current: Plane; next: Plane; sum: Plane },
  change: (row: Float32Array, y: number) => void,
): void {
  const row = new Float32Array(width);
  const start = (y: number): number => mirrored(y, height) * width;
  for (let y = 0; y < height; y++) {
    const rows = [start(y - 2 * step), start(y - step), start(y + step), start(y + 2 * step)] as const;
    waveletRow(across, rows, y * width, current, next, row);
    change(row, y);
    addRow(sum, y * width, row);
  }
}

function waveletRow(
  across: Plane,
  [a, b, d, e]: readonly [number, number, number, number],
  c: number,
  current: Plane,
  next: Plane,
  row: Float32Array,
): void {
  for (let x = 0; x < row.length; x++) {
    const smooth =
      0.375 * across[c + x]! + 0.25 * (across[b + x]! + across[d + x]!) + 0.0625 * (across[a + x]! + across[e + x]!);
    next[c + x] = smooth;
    row[x] = current[c + x]! - smooth;
  }
}

function addRow(plane: Plane, start: number, row: Float32Array): void {
  for (let x = 0; x < row.length; x++) plane[start + x] = plane[start + x]! + row[x]!;
}

function addPlanes(out: Plane, a: Plane, b: Plane): void {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
}

function subtractPlane(from: Plane, plane: Plane): void {
  for (let i = 0; i < from.length; i++) from[i] = from[i]! - plane[i]!;
}

/** The index on the other side of the border; for planes smaller than the reach, again and again. */
function mirrored(at: number, size: number): number {
  if (at >= 0 && at < size) return at;
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const place = (((at % period) + period) % period) | 0;
  return place < size ? place : period - place;
}
