import { randomInt } from 'node:crypto';

/** Numbers in 0–1 that can be had again by their seed (mulberry32). */
export interface Chance {
  readonly seed: number;
  number(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  oneOf<T>(list: readonly T[]): T;
}

/** `SAFELIGHT_FAULT_SEED`, else a new one. Whoever uses it prints it, so that a failure can be had again. */
export function faultSeed(): number {
  const given = process.env['SAFELIGHT_FAULT_SEED'];
  return given === undefined || given === '' ? randomInt(2 ** 31) : Number(given);
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const number = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (from: number, to: number): number => from + Math.floor(number() * (to - from + 1));
  return { seed, number, between, oneOf: (list) => list[between(0, list.length - 1)]! };
}
