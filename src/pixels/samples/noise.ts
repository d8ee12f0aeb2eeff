const SIDE = 512;
const MASK = SIDE - 1;

/** Repeatable pseudo-random numbers, 0–1 (mulberry32), as a square that repeats; looked up tens of times for each pixel. */
const VALUES = (() => {
  const values = new Float32Array(SIDE * SIDE);
  let state = 0x5afe1167;
  for (let index = 0; index < values.length; index++) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    values[index] = ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
  }
  return values;
})();

/** Repeatable pseudo-random number, 0–1, for a point of the integer lattice. */
export function latticeValue(x: number, y: number, seed: number): number {
  return VALUES[(((y + seed * 89) & MASK) << 9) | ((x + seed * 197) & MASK)] ?? 0;
}

/** Value noise, 0–1: lattice values with smooth interpolation between them. */
export function noise(x: number, y: number, seed: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = smooth(x - left);
  const v = smooth(y - top);
  const above = mix(latticeValue(left, top, seed), latticeValue(left + 1, top, seed), u);
  const below = mix(latticeValue(left, top + 1, seed), latticeValue(left + 1, top + 1, seed), u);
  return mix(above, below, v);
}

/** Fractal noise, 0–1: octaves of value noise, each twice as fine and half as strong as the one before. */
export function fractal(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    sum += weight * noise(x, y, seed + octave);
    total += weight;
    weight /= 2;
    x = x * 2 + 17.3;
    y = y * 2 + 9.1;
  }
  return sum / total;
}

/** The value for a column, kept until another column is asked for: pictures are painted column by column. */
export function perColumn<T>(compute: (x: number) => T): (x: number) => T {
  let column = 0;
  let value = compute(column);
  return (x) => {
    if (x !== column) {
      column = x;
      value = compute(x);
    }
    return value;
  };
}

/** Linear interpolation. */
export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/** 0 below `from`, 1 above `to`, smooth between (cubic Hermite). */
export function ramp(from: number, to: number, value: number): number {
  return smooth(Math.min(1, Math.max(0, (value - from) / (to - from))));
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
