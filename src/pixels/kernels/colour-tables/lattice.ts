/** A function of three channels, sampled on a regular grid: `size`³ nodes of three values, blue running fastest. */
export interface Lattice {
  size: number;
  nodes: Float32Array;
}

/** Samples `apply` over the box from `low` to `high` (the same for each channel). */
export function buildLattice(size: number, low: number, high: number, apply: (rgb: Float64Array) => void): Lattice {
  const nodes = new Float32Array(size * size * size * 3);
  const rgb = new Float64Array(3);
  const at = Float64Array.from({ length: size }, (_, index) => low + ((high - low) * index) / (size - 1));
  let n = 0;
  for (let r = 0; r < size; r++) {
    for (let g = 0; g < size; g++) {
      for (let b = 0; b < size; b++) {
        rgb[0] = at[r]!;
        rgb[1] = at[g]!;
        rgb[2] = at[b]!;
        apply(rgb);
        nodes[n++] = rgb[0];
        nodes[n++] = rgb[1];
        nodes[n++] = rgb[2];
      }
    }
  }
  return { size, nodes };
}

/**
 * Tetrahedral interpolation (Sakamoto and Itooka, US patent 4275413): the cell is cut along its grey diagonal into six
 * tetrahedra, so that four nodes decide and neutral stays neutral. Positions are in cells, 0…size − 1.
 */
export function sampleLattice(lattice: Lattice, r: number, g: number, b: number, out: Float64Array): void {
  const { size, nodes } = lattice;
  const last = size - 2;
  const ri = r >= last ? last : r | 0;
  const gi = g >= last ? last : g | 0;
  const bi = b >= last ? last : b | 0;
  const fr = r - ri;
  const fg = g - gi;
  const fb = b - bi;
  const stepR = size * size * 3;
  const stepG = size * 3;
  const first = ri * stepR + gi * stepG + bi * 3;
  let p1: number;
  let p2: number;
  let high: number;
  let middle: number;
  let low: number;
  if (fr >= fg) {
    if (fg >= fb) {
      [p1, p2, high, middle, low] = [stepR, stepR + stepG, fr, fg, fb];
    } else if (fr >= fb) {
      [p1, p2, high, middle, low] = [stepR, stepR + 3, fr, fb, fg];
    } else {
      [p1, p2, high, middle, low] = [3, stepR + 3, fb, fr, fg];
    }
  } else if (fr >= fb) {
    [p1, p2, high, middle, low] = [stepG, stepR + stepG, fg, fr, fb];
  } else if (fg >= fb) {
    [p1, p2, high, middle, low] = [stepG, stepG + 3, fg, fb, fr];
  } else {
    [p1, p2, high, middle, low] = [3, stepG + 3, fb, fg, fr];
  }
  const a = first + p1;
  const c = first + p2;
  const d = first + stepR + stepG + 3;
  const w0 = 1 - high;
  const w1 = high - middle;
  const w2 = middle - low;
  out[0] = nodes[first]! * w0 + nodes[a]! * w1 + nodes[c]! * w2 + nodes[d]! * low;
  out[1] = nodes[first + 1]! * w0 + nodes[a + 1]! * w1 + nodes[c + 1]! * w2 + nodes[d + 1]! * low;
  out[2] = nodes[first + 2]! * w0 + nodes[a + 2]! * w1 + nodes[c + 2]! * w2 + nodes[d + 2]! * low;
}
