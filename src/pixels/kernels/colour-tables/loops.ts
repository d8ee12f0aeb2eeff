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

/** The function itself for every pixel; runs of equal pixels are computed once. */
export function runExact(apply: (rgb: Float64Array) => void, source: Levels, target: Levels): void {
  const max = source instanceof Uint8Array ? 255 : 65535;
  const rgb = new Float64Array(3);
  const end = source.length - 2;
  for (let i = 0; i < end; i += 3) {
    rgb[0] = source[i]! / max;
    rgb[1] = source[i + 1]! / max;
    rgb[2] = source[i + 2]! / max;
    apply(rgb);
    target[i] = level(rgb[0], max);
    target[i + 1] = level(rgb[1], max);
    target[i + 2] = level(rgb[2], max);
  }
}

function level(encoded: number, max: number): number {
  return encoded <= 0 ? 0 : encoded >= 1 ? max : (encoded * max + 0.5) | 0;
}
