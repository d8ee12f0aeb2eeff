import type { Plane, PlaneSize } from '../box-mean.ts';

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
  readonly #size: PlaneSize;
  readonly #smooth: readonly [Plane, Plane];
  #halves: { before: Plane; after: Plane; transform: WaveletTransform } | null = null;

  /** For planes of this width and at most this height. */
  constructor({ width, height }: PlaneSize) {
    this.#size = { width, height };
    this.#smooth = [new Float32Array(width * height), new Float32Array(width * height)];
  }

  /**
   * Calls `change` with each row of each wavelet plane, the finest first, and leaves the sum of what it made of them in `plane`.
   * From scale `whole` on the planes are so smooth that a picture of half the size holds them: they are changed there, and the
   * difference is laid on in full size.
   */
  run(plane: Plane, size: PlaneSize, scales: number, whole: number, change: RowChange): void {
    const steps = { from: 0, to: Math.min(scales, whole), stepOf: (scale: number) => 2 ** scale, change };
    const smoothest = this.#run(plane, size, steps);
    const halves = scales > whole ? this.#runSmaller(smoothest, size, { whole, scales, change }) : null;
    addSmoothest(plane, smoothest, size, halves);
  }

  /** Leaves the changed wavelets in `plane` and answers what is left of it beside them. */
  #run(
    plane: Plane,
    size: PlaneSize,
    { from, to, stepOf, change }: { from: number; to: number; stepOf(scale: number): number; change: RowChange },
  ): Plane {
    let current = plane;
    for (let scale = from; scale < to; scale++) {
      const next = this.#smooth[(scale - from) % 2]!.subarray(0, plane.length);
      takeWavelets({ current, next, sum: plane }, size, stepOf(scale), (row, y) => change(row, scale, y));
      current = next;
    }
    return current;
  }

  /** What changes when a plane is worked on in half its size. */
  #runSmaller(
    smooth: Plane,
    size: PlaneSize,
    { whole, scales, change }: { whole: number; scales: number; change: RowChange },
  ): { plane: Plane; size: PlaneSize } {
    const small = halfOf(size);
    const largest = halfOf(this.#size);
    const pixels = largest.width * largest.height;
    this.#halves ??= {
      before: new Float32Array(pixels),
      after: new Float32Array(pixels),
      transform: new WaveletTransform(largest),
    };
    const before = this.#halves.before.subarray(0, small.width * small.height);
    const plane = this.#halves.after.subarray(0, before.length);
    halve(smooth, size, small, before);
    plane.set(before);
    const steps = { from: whole, to: scales, stepOf: (scale: number) => 2 ** (scale - 1), change };
    addPlane(plane, this.#halves.transform.#run(plane, small, steps));
    subtractPlane(plane, before);
    return { plane, size: small };
  }
}

function halfOf({ width, height }: PlaneSize): PlaneSize {
  return { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
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

/** Every `step`th pixel at a time, so that each is read once and then handed on from tap to tap. */
function smoothLine(line: Float32Array, step: number, out: Float32Array): void {
  for (let first = 0; first < step; first++) {
    let a = line[first]!;
    let b = line[first + step]!;
    let c = line[first + 2 * step]!;
    let d = line[first + 3 * step]!;
    for (let x = first, last = first + 4 * step; x < out.length; x += step, last += step) {
      const e = line[last]!;
      out[x] = 0.375 * c + 0.25 * (b + d) + 0.0625 * (a + e);
      a = b;
      b = c;
      c = d;
      d = e;
    }
  }
}

/** Rows of a plane smoothed by (1, 4, 6, 4, 1)/16 along themselves, `step` px between taps; only those last asked for are kept. */
class RowsAcross {
  readonly #plane: Plane;
  readonly #size: PlaneSize;
  readonly #step: number;
  readonly #line: Float32Array;
  readonly #kept: Plane;
  #done = 0;

  constructor(plane: Plane, size: PlaneSize, step: number) {
    this.#plane = plane;
    this.#size = size;
    this.#step = step;
    this.#line = new Float32Array(size.width + 4 * step);
    this.#kept = new Float32Array(size.width * Math.min(size.height, 4 * step + 1));
  }

  /** Smooths what the rows up to this one need; they may then be overwritten. */
  readTo(y: number): void {
    for (; this.#done <= Math.min(y, this.#size.height - 1); this.#done++) this.#smooth(this.#done);
  }

  /** At most `2 * step` rows before or behind the one read last, mirrored at the borders. */
  row(y: number): Float32Array {
    const { width, height } = this.#size;
    const start = (mirrored(y, height) * width) % this.#kept.length;
    return this.#kept.subarray(start, start + width);
  }

  #smooth(y: number): void {
    const { width } = this.#size;
    const reach = 2 * this.#step;
    const row = this.#plane.subarray(y * width, (y + 1) * width);
    this.#line.set(row, reach);
    for (let k = 1; k <= reach; k++) {
      this.#line[reach - k] = row[mirrored(-k, width)]!;
      this.#line[reach + width - 1 + k] = row[mirrored(width - 1 + k, width)]!;
    }
    smoothLine(this.#line, this.#step, this.row(y));
  }
}

/**
 * One scale, row by row: `next` becomes the smoother plane, `current` what `change` makes of its difference to that. It is added to `sum`,
 * where that is another plane. Rows are smoothed along themselves just before they are needed, so that they are still in the cache.
 */
function takeWavelets(
  { current, next, sum }: { current: Plane; next: Plane; sum: Plane },
  size: PlaneSize,
  step: number,
  change: (row: Float32Array, y: number) => void,
): void {
  const { width, height } = size;
  const across = new RowsAcross(current, size, step);
  for (let y = 0; y < height; y++) {
    across.readTo(y + 2 * step);
    const outer = [across.row(y - 2 * step), across.row(y + 2 * step)] as const;
    const inner = [across.row(y - step), across.row(y + step)] as const;
    const [start, end] = [y * width, (y + 1) * width];
    const row = current.subarray(start, end);
    waveletRow(across.row(y), inner, outer, next.subarray(start, end), row);
    change(row, y);
    if (sum !== current) addPlane(sum.subarray(start, end), row);
  }
}

function waveletRow(
  c: Float32Array,
  [b, d]: readonly [Float32Array, Float32Array],
  [a, e]: readonly [Float32Array, Float32Array],
  next: Float32Array,
  row: Float32Array,
): void {
  for (let x = 0; x < row.length; x++) {
    const smooth = 0.375 * c[x]! + 0.25 * (b[x]! + d[x]!) + 0.0625 * (a[x]! + e[x]!);
    next[x] = smooth;
    row[x] = row[x]! - smooth;
  }
}

/** Adds what the wavelets are not, and what changed of it in half the size, with straight lines between the middles of its pixels. */
function addSmoothest(
  plane: Plane,
  smoothest: Plane,
  { width, height }: PlaneSize,
  halves: { plane: Plane; size: PlaneSize } | null,
): void {
  if (halves === null) {
    if (plane !== smoothest) addPlane(plane, smoothest);
    return;
  }
  const { size } = halves;
  const halfRow = (y: number): Float32Array => halves.plane.subarray(y * size.width, (y + 1) * size.width);
  // With its first and last value twice.
  const between = new Float32Array(size.width + 2);
  for (let y = 0; y < height; y++) {
    const near = y >> 1;
    const far = Math.min(size.height - 1, Math.max(0, y % 2 === 0 ? near - 1 : near + 1));
    mixRows(halfRow(near), halfRow(far), between);
    addDoubled(plane.subarray(y * width, (y + 1) * width), smoothest.subarray(y * width, (y + 1) * width), between);
  }
}

function mixRows(near: Float32Array, far: Float32Array, out: Float32Array): void {
  for (let x = 0; x < near.length; x++) out[x + 1] = 0.75 * near[x]! + 0.25 * far[x]!;
  out[0] = out[1]!;
  out[near.length + 1] = out[near.length]!;
}

function addDoubled(out: Float32Array, smoothest: Float32Array, between: Float32Array): void {
  let before = between[0]!;
  let here = between[1]!;
  const last = out.length - 1;
  for (let x = 0, n = 2; x < last; x += 2, n++) {
    const after = between[n]!;
    out[x] = out[x]! + smoothest[x]! + 0.75 * here + 0.25 * before;
    out[x + 1] = out[x + 1]! + smoothest[x + 1]! + 0.75 * here + 0.25 * after;
    before = here;
    here = after;
  }
  if (last % 2 === 0) out[last] = out[last]! + smoothest[last]! + 0.75 * here + 0.25 * before;
}

function addPlane(out: Plane, plane: Plane): void {
  for (let i = 0; i < out.length; i++) out[i] = out[i]! + plane[i]!;
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
