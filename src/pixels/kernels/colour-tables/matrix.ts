import type { Matrix3 } from '../../raster.ts';
import type { Curve } from '../colour-ops/tone-curve.ts';

/** Steps of the table behind the matrix. It is indexed by the root of light, close to how curves encode it. */
const STEPS = 16384;

type Three<T> = readonly [T, T, T];

/** A curve, a matrix and a curve, which needs no lattice: tables around nine multiplications are exact. */
export interface MatrixTables {
  /** Level → light, per channel. */
  pre: Three<Float64Array>;
  matrix: Matrix3;
  /** Largest light in the table: all that is above encodes to full. */
  top: number;
  /** √(light/top)·16384 → level (not rounded, clipped). */
  post: Three<Float64Array>;
}

export function matrixTables(depth: 8 | 16, pre: Three<Curve>, matrix: Matrix3, post: Three<Curve>): MatrixTables {
  const max = depth === 8 ? 255 : 65535;
  const levels = pre.map((curve) => Float64Array.from({ length: max + 1 }, (_, level) => curve(level / max)));
  const reach = [0, 1, 2].map((row) =>
    [0, 1, 2].reduce((sum, column) => sum + Math.max(0, matrix[row * 3 + column]! * levels[column]![max]!), 0),
  );
  const top = fullAt(post, Math.max(1e-6, ...reach));
  const posts = post.map((curve) =>
    Float64Array.from(
      { length: STEPS + 2 },
      (_, index) => Math.min(1, Math.max(0, curve((index / STEPS) ** 2 * top))) * max,
    ),
  );
  type Tables = [Float64Array, Float64Array, Float64Array];
  return { pre: levels as Tables, matrix, top, post: posts as Tables };
}

/** The smallest light, up to `most`, at which every curve has reached 1. The curves are monotone. */
function fullAt(post: Three<Curve>, most: number): number {
  if (!post.every((curve) => curve(most) >= 1)) return most;
  let low = 0;
  let high = most;
  for (let i = 0; i < 50; i++) {
    const half = (low + high) / 2;
    if (post.every((curve) => curve(half) >= 1)) high = half;
    else low = half;
  }
  return high;
}

export function runMatrix8(tables: MatrixTables, source: Uint8Array, target: Uint8Array): void {
  const [preR, preG, preB] = tables.pre;
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = tables.matrix.map((value) => value / tables.top) as unknown as Matrix3;
  const [postR, postG, postB] = tables.post.map((table) => Uint8Array.from(table, Math.round)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const end = source.length - 2;
  for (let i = 0; i < end; i += 3) {
    const r = preR[source[i]!]!;
    const g = preG[source[i + 1]!]!;
    const b = preB[source[i + 2]!]!;
    const x = m0 * r + m1 * g + m2 * b;
    const y = m3 * r + m4 * g + m5 * b;
    const z = m6 * r + m7 * g + m8 * b;
    target[i] = postR[x <= 0 ? 0 : x >= 1 ? STEPS : (Math.sqrt(x) * STEPS + 0.5) | 0]!;
    target[i + 1] = postG[y <= 0 ? 0 : y >= 1 ? STEPS : (Math.sqrt(y) * STEPS + 0.5) | 0]!;
    target[i + 2] = postB[z <= 0 ? 0 : z >= 1 ? STEPS : (Math.sqrt(z) * STEPS + 0.5) | 0]!;
  }
}

export function runMatrix16(tables: MatrixTables, source: Uint16Array, target: Uint16Array): void {
  const [preR, preG, preB] = tables.pre;
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = tables.matrix.map((value) => value / tables.top) as unknown as Matrix3;
  const [postR, postG, postB] = tables.post;
  const end = source.length - 2;
  for (let i = 0; i < end; i += 3) {
    const r = preR[source[i]!]!;
    const g = preG[source[i + 1]!]!;
    const b = preB[source[i + 2]!]!;
    target[i] = between(postR, m0 * r + m1 * g + m2 * b);
    target[i + 1] = between(postG, m3 * r + m4 * g + m5 * b);
    target[i + 2] = between(postB, m6 * r + m7 * g + m8 * b);
  }
}

function between(table: Float64Array, light: number): number {
  const at = light <= 0 ? 0 : light >= 1 ? STEPS : Math.sqrt(light) * STEPS;
  const index = at | 0;
  const low = table[index]!;
  return low + (table[index + 1]! - low) * (at - index) + 0.5;
}
