import type { Curve } from '../colour-ops/tone-curve.ts';
import type { Lattice } from './lattice.ts';

const WEIGHT_BITS = 12;
const WEIGHT_ONE = 1 << WEIGHT_BITS;
const NODE_MAX = 65535;
const POST_BITS = 13;
const POST_SHIFT = WEIGHT_BITS + 16 - POST_BITS;

/** The lattice in integers for 8-bit pixels, with the curves before and behind it as tables. */
export interface Lattice8 {
  nodes: Uint16Array;
  stepR: number;
  stepG: number;
  /** Per channel: first node of the value's cell, and its place within the cell (0…4096). */
  cells: readonly [Int32Array, Int32Array, Int32Array];
  places: readonly [Int32Array, Int32Array, Int32Array];
  /** Interpolated value → output level. */
  post: readonly [Uint8Array, Uint8Array, Uint8Array];
}

/** `pre` leads from encoded values to the lattice's box (`low`…`high`), `post` from its results to encoded values. */
export function latticeFor8(
  lattice: Lattice,
  box: { low: number; high: number },
  pre: readonly [Curve, Curve, Curve],
  post: readonly [Curve, Curve, Curve],
): Lattice8 {
  const { size } = lattice;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of lattice.nodes) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high - low < 1e-6) high = low + 1e-6;
  const nodes = Uint16Array.from(lattice.nodes, (value) => Math.round(((value - low) / (high - low)) * NODE_MAX));
  const steps = [size * size * 3, size * 3, 3];
  const cells = steps.map(() => new Int32Array(256));
  const places = steps.map(() => new Int32Array(256));
  const posts = steps.map(() => new Uint8Array(1 << POST_BITS));
  for (let channel = 0; channel < 3; channel++) {
    for (let level = 0; level < 256; level++) {
      const position = ((pre[channel]!(level / 255) - box.low) / (box.high - box.low)) * (size - 1);
      const inside = Math.min(size - 1, Math.max(0, position));
      const cell = Math.min(size - 2, Math.floor(inside));
      cells[channel]![level] = cell * steps[channel]!;
      places[channel]![level] = Math.round((inside - cell) * WEIGHT_ONE);
    }
    for (let index = 0; index < 1 << POST_BITS; index++) {
      // Middle of the interval that the shift maps to this index.
      const value = low + ((high - low) * (index + 0.5) * (1 << (16 - POST_BITS))) / NODE_MAX;
      posts[channel]![index] = Math.round(Math.min(1, Math.max(0, post[channel]!(value))) * 255);
    }
  }
  type Three<T> = [T, T, T];
  return {
    nodes,
    stepR: steps[0]!,
    stepG: steps[1]!,
    cells: cells as Three<Int32Array>,
    places: places as Three<Int32Array>,
    post: posts as Three<Uint8Array>,
  };
}

/**
 * Steps to the second and third node of the tetrahedron, by the order of the places in the cell: bit 0 is set when
 * red < green, bit 1 when green < blue, bit 2 when red < blue.
 */
function nodeSteps(stepR: number, stepG: number): { second: Int32Array; third: Int32Array } {
  const second = new Int32Array(8);
  const third = new Int32Array(8);
  for (let order = 0; order < 8; order++) {
    const redFirst = (order & 1) === 0 && (order & 4) === 0;
    const greenFirst = (order & 1) !== 0 && (order & 2) === 0;
    const redLast = (order & 1) !== 0 && (order & 4) !== 0;
    const greenLast = (order & 1) === 0 && (order & 2) !== 0;
    second[order] = redFirst ? stepR : greenFirst ? stepG : 3;
    third[order] = redLast ? stepG + 3 : greenLast ? stepR + 3 : stepR + stepG;
  }
  return { second, third };
}

/**
 * Tetrahedral interpolation as in lattice.ts, in integers; the hot loop of every saturation change. The places are sorted
 * by sign masks and not by branches, which processors guess wrong every second time here (measured: half the time).
 */
export function runLattice8(lattice: Lattice8, source: Uint8Array, target: Uint8Array): void {
  const { nodes, stepR, stepG } = lattice;
  const [cellR, cellG, cellB] = lattice.cells;
  const [placeR, placeG, placeB] = lattice.places;
  const [postR, postG, postB] = lattice.post;
  const { second, third } = nodeSteps(stepR, stepG);
  const far = stepR + stepG + 3;
  const end = source.length - 2;
  for (let i = 0; i < end; i += 3) {
    const r = source[i]!;
    const g = source[i + 1]!;
    const b = source[i + 2]!;
    const n = (cellR[r]! + cellG[g]! + cellB[b]!) | 0;
    const fr = placeR[r]!;
    const fg = placeG[g]!;
    const fb = placeB[b]!;
    const redBelowGreen = (fr - fg) >> 31;
    const order = (redBelowGreen & 1) | (((fg - fb) >> 31) & 2) | (((fr - fb) >> 31) & 4);
    const swap = (fr - fg) & redBelowGreen;
    const more = fr - swap;
    const less = fg + swap;
    const high = more - ((more - fb) & ((more - fb) >> 31));
    const low = fb + ((less - fb) & ((less - fb) >> 31));
    const middle = fr + fg + fb - high - low;
    const p = (n + second[order]!) | 0;
    const q = (n + third[order]!) | 0;
    const d = (n + far) | 0;
    const w0 = WEIGHT_ONE - high;
    const w1 = high - middle;
    const w2 = middle - low;
    target[i] = postR[(nodes[n]! * w0 + nodes[p]! * w1 + nodes[q]! * w2 + nodes[d]! * low) >> POST_SHIFT]!;
    target[i + 1] =
      postG[(nodes[n + 1]! * w0 + nodes[p + 1]! * w1 + nodes[q + 1]! * w2 + nodes[d + 1]! * low) >> POST_SHIFT]!;
    target[i + 2] =
      postB[(nodes[n + 2]! * w0 + nodes[p + 2]! * w1 + nodes[q + 2]! * w2 + nodes[d + 2]! * low) >> POST_SHIFT]!;
  }
}
