import type { Matrix3 } from '../../raster.ts';
import type { Curve } from '../colour-ops/tone-curve.ts';

/** Steps of the table behind the work on light. It is indexed by the root of light, close to how curves encode it. */
const STEPS = 16384;
/** More light than anything encodes; where curves end that never reach 1. */
const MOST_LIGHT = 4096;

type Three<T> = readonly [T, T, T];
type Tables = [Float64Array, Float64Array, Float64Array];

/**
 * Tables for a chain that leads to light, works there, and leads back: exact, and with nothing slow left but the work on
 * light itself.
 */
export interface LightTables {
  /** Level → light, per channel. */
  pre: Three<Float64Array>;
  /** Light from which on all is full, so that the table behind can end there. */
  top: number;
  /** √(light/top)·16384 → level (not rounded, clipped). */
  post: Three<Float64Array>;
}

/** Samples of light for looking at a curve: from far below black to more than anything encodes, in even steps of its root. */
const LOOKED_AT = Array.from({ length: 400 }, (_, i) => ((i - 40) / 40) * Math.abs((i - 40) / 40));

/**
 * Can these curves behind the work be tables? What is below 0 must count as 0, they must not fall, and they must come to an end
 * before the steps get too coarse (the table reaches up to that end).
 */
export function fitLight(post: Three<Curve>): boolean {
  return (
    fullAt(post) <= 64 &&
    post.every((curve) => {
      const seen = LOOKED_AT.map((light) => clip(curve(light)));
      const black = clip(curve(0));
      return seen.every((value, i) => (LOOKED_AT[i]! < 0 ? value === black : i === 0 || value >= seen[i - 1]! - 1e-12));
    })
  );
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** `pre`: encoded → light; `post`: light → encoded, fit for it as `fitLight` says. */
export function lightTables(depth: 8 | 16, pre: Three<Curve>, post: Three<Curve>): LightTables {
  const max = depth === 8 ? 255 : 65535;
  const top = fullAt(post);
  return {
    pre: pre.map((curve) => Float64Array.from({ length: max + 1 }, (_, level) => curve(level / max))) as Tables,
    top,
    post: post.map((curve) =>
      Float64Array.from(
        { length: STEPS + 2 },
        (_, index) => Math.min(1, Math.max(0, curve((index / STEPS) ** 2 * top))) * max,
      ),
    ) as Tables,
  };
}

/** The smallest light from which on no curve rises any more. */
function fullAt(post: Three<Curve>): number {
  const ends = post.map((curve) => clip(curve(MOST_LIGHT)));
  const isFull = (light: number): boolean => post.every((curve, channel) => clip(curve(light)) >= ends[channel]!);
  let low = 0;
  let high = MOST_LIGHT;
  for (let i = 0; i < 60 && isFull(high); i++) {
    const half = (low + high) / 2;
    if (isFull(half)) high = half;
    else low = half;
    if (high - low < 1e-9) break;
  }
  return high;
}

type Levels = Uint8Array | Uint16Array;

/** `work` changes the light of one pixel, in place. */
export function runLight(tables: LightTables, work: (rgb: Float64Array) => void, source: Levels, target: Levels): void {
  const [preR, preG, preB] = tables.pre;
  const [postR, postG, postB] = tables.post;
  const scale = 1 / tables.top;
  const rgb = new Float64Array(3);
  const end = source.length - 2;
  for (let i = 0; i < end; i += 3) {
    rgb[0] = preR[source[i]!]!;
    rgb[1] = preG[source[i + 1]!]!;
    rgb[2] = preB[source[i + 2]!]!;
    work(rgb);
    target[i] = between(postR, rgb[0] * scale);
    target[i + 1] = between(postG, rgb[1] * scale);
    target[i + 2] = between(postB, rgb[2] * scale);
  }
}

/** `runLight` for a matrix and 8 bits, where rounding to the table's steps (a sixtieth of a level) is enough. */
export function runMatrix8(tables: LightTables, matrix: Matrix3, source: Uint8Array, target: Uint8Array): void {
  const [preR, preG, preB] = tables.pre;
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = scaled(matrix, 1 / tables.top);
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

/** `runLight` for a matrix and 16 bits. */
export function runMatrix16(tables: LightTables, matrix: Matrix3, source: Uint16Array, target: Uint16Array): void {
  const [preR, preG, preB] = tables.pre;
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = scaled(matrix, 1 / tables.top);
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

function scaled(matrix: Matrix3, factor: number): Matrix3 {
  return matrix.map((value) => value * factor) as unknown as Matrix3;
}

/** Level for a light (0–1 of the table's top), to be cut to a whole number: a half is added. */
export function between(table: Float64Array, light: number): number {
  const at = light <= 0 ? 0 : light >= 1 ? STEPS : Math.sqrt(light) * STEPS;
  const index = at | 0;
  const low = table[index]!;
  return low + (table[index + 1]! - low) * (at - index) + 0.5;
}
