import type { Curve } from '../colour-ops/tone-curve.ts';
import { type Lattice, sampleLattice } from './lattice.ts';

type Levels = Uint8Array | Uint16Array;

/** Each channel through its own table. */
export function runTables(tables: readonly Levels[], source: Levels, target: Levels): void {
  const [tableR, tableG, tableB] = tables as [Levels, Levels, Levels];
  const end = source.length - 2;
  for (let i = 0; i < end; i += 3) {
    target[i] = tableR[source[i]!]!;
    target[i + 1] = tableG[source[i + 1]!]!;
    target[i + 2] = tableB[source[i + 2]!]!;
  }
}

/** 16-bit pixels through the lattice in floats. `places`: level → position in cells. */
export function runLattice16(
  lattice: Lattice,
  places: readonly Float32Array[],
  post: readonly [Curve, Curve, Curve],
  source: Uint16Array,
  target: Uint16Array,
): void {
  const [placeR, placeG, placeB] = places as [Float32Array, Float32Array, Float32Array];
  const [postR, postG, postB] = post;
  const rgb = new Float64Array(3);
  const end = source.length - 2;
  for (let i = 0; i < end; i += 3) {
    sampleLattice(lattice, placeR[source[i]!]!, placeG[source[i + 1]!]!, placeB[source[i + 2]!]!, rgb);
    target[i] = level(postR(rgb[0]!), 65535);
    target[i + 1] = level(postG(rgb[1]!), 65535);
    target[i + 2] = level(postB(rgb[2]!), 65535);
  }
}

/** Slots for colours that were computed already: photos of 8 bits hold far fewer colours than pixels. */
const REMEMBERED = 1 << 16;

/** The function itself for every pixel. */
export function runExact(apply: (rgb: Float64Array) => void, source: Levels, target: Levels): void {
  const max = source instanceof Uint8Array ? 255 : 65535;
  const rgb = new Float64Array(3);
  // Slot n holds the last colour whose hash is n, and what became of it.
  const colours = new Float64Array(REMEMBERED).fill(-1);
  const results = new Uint16Array(REMEMBERED * 3);
  const end = source.length - 2;
  for (let i = 0; i < end; i += 3) {
    const r = source[i]!;
    const g = source[i + 1]!;
    const b = source[i + 2]!;
    const colour = (r * 65536 + g) * 65536 + b;
    const slot = (Math.imul(r, 0x9e3779b1) ^ Math.imul(g, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35)) >>> 16;
    const at = slot * 3;
    if (colours[slot] !== colour) {
      rgb[0] = r / max;
      rgb[1] = g / max;
      rgb[2] = b / max;
      apply(rgb);
      colours[slot] = colour;
      results[at] = level(rgb[0], max);
      results[at + 1] = level(rgb[1], max);
      results[at + 2] = level(rgb[2], max);
    }
    target[i] = results[at]!;
    target[i + 1] = results[at + 1]!;
    target[i + 2] = results[at + 2]!;
  }
}

function level(encoded: number, max: number): number {
  return encoded <= 0 ? 0 : encoded >= 1 ? max : (encoded * max + 0.5) | 0;
}
