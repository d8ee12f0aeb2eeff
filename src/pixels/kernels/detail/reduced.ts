import type { Plane, PlaneSize } from '../box-mean.ts';

/** How a picture is made smaller by a whole factor and its planes are looked at in full size again. */
export interface Reduction extends PlaneSize {
  factor: number;
}

export function reduction({ width, height }: PlaneSize, factor: number): Reduction {
  return { width: Math.ceil(width / factor), height: Math.ceil(height / factor), factor };
}

/**
 * Means over squares of `factor` px of a picture that is given row by row, each pixel by its weight; squares without any
 * weight (wholly transparent ones) get the mean of all others, so that they pull nothing.
 */
export function reducedPlane(
  full: PlaneSize,
  to: Reduction,
  row: (y: number, out: Float32Array) => void,
  weightRow: ((y: number, out: Float32Array) => void) | null,
): Plane {
  const { factor } = to;
  const plane = new Float32Array(to.width * to.height);
  const weights = new Float32Array(plane.length);
  const values = new Float32Array(full.width);
  const shares = new Float32Array(full.width).fill(1);
  for (let y = 0; y < full.height; y++) {
    row(y, values);
    weightRow?.(y, shares);
    const start = Math.floor(y / factor) * to.width;
    for (let from = 0, cell = start; from < full.width; from += factor, cell++) {
      const end = Math.min(full.width, from + factor);
      let sum = 0;
      let weight = 0;
      for (let x = from; x < end; x++) {
        sum += values[x]! * shares[x]!;
        weight += shares[x]!;
      }
      plane[cell]! += sum;
      weights[cell]! += weight;
    }
  }
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < plane.length; i++) {
    sum += plane[i]!;
    weight += weights[i]!;
  }
  const mean = weight === 0 ? 0 : sum / weight;
  for (let i = 0; i < plane.length; i++) plane[i] = weights[i] === 0 ? mean : plane[i]! / weights[i]!;
  return plane;
}

/** Rows of reduced planes in full size, with straight lines between the middles of the squares. */
export class Enlarger {
  readonly #full: PlaneSize;
  readonly #small: Reduction;
  readonly #columns: Int32Array;
  readonly #places: Float32Array;
  readonly #between: Float32Array;

  constructor(full: PlaneSize, small: Reduction) {
    this.#full = full;
    this.#small = small;
    this.#columns = new Int32Array(full.width);
    this.#places = new Float32Array(full.width);
    this.#between = new Float32Array(small.width + 1);
    for (let x = 0; x < full.width; x++) {
      const { index, place } = placeOf(x, small.factor, small.width);
      this.#columns[x] = index;
      this.#places[x] = place;
    }
  }

  row(plane: Plane, y: number, out: Float32Array): void {
    const { width } = this.#small;
    const { index, place } = placeOf(y, this.#small.factor, this.#small.height);
    const above = index * width;
    const below = Math.min(this.#small.height - 1, index + 1) * width;
    const line = this.#between;
    for (let x = 0; x < width; x++) line[x] = plane[above + x]! + (plane[below + x]! - plane[above + x]!) * place;
    line[width] = line[width - 1]!;
    const columns = this.#columns;
    const places = this.#places;
    for (let x = 0; x < this.#full.width; x++) {
      const column = columns[x]!;
      const value = line[column]!;
      out[x] = value + (line[column + 1]! - value) * places[x]!;
    }
  }
}

function placeOf(at: number, factor: number, size: number): { index: number; place: number } {
  const position = Math.min(size - 1, Math.max(0, (at + 0.5) / factor - 0.5));
  const index = Math.floor(position);
  return { index, place: position - index };
}
