/** Coarse grain is this much larger. */
const COARSER = 3;
const KEPT = 4;
const known = new Map<string, Float32Array>();

/**
 * A square of noise of unit variance and mean 0 that can be laid side by side without a seam: white noise blurred by a Gaussian of
 * `sigma` px around its ends, `roughness` (0–1) of it by one three times as wide.
 */
export function grainTile(size: number, sigma: number, roughness: number, seed: number): Float32Array {
  const key = `${size} ${sigma} ${roughness} ${seed}`;
  let tile = known.get(key);
  if (tile === undefined) {
    const noise = whiteNoise(size * size, seed);
    const fine = normalised(blurredAround(noise, size, sigma));
    tile = fine;
    if (roughness > 0) {
      const coarse = normalised(blurredAround(noise, size, sigma * COARSER));
      tile = normalised(fine.map((value, i) => (1 - roughness) * value + roughness * coarse[i]!));
    }
    known.set(key, tile);
    if (known.size > KEPT) known.delete(known.keys().next().value!);
  }
  return tile;
}

/** Sums of four uniform numbers, near enough to normal; the numbers by mulberry32 (T. Ettinger, 2017, public domain). */
function whiteNoise(length: number, seed: number): Float32Array {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return Float32Array.from({ length }, () => next() + next() + next() + next() - 2);
}

function normalised(plane: Float32Array): Float32Array {
  let sum = 0;
  let squares = 0;
  for (const value of plane) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / plane.length;
  const scale = 1 / Math.sqrt(squares / plane.length - mean * mean);
  return plane.map((value) => (value - mean) * scale);
}

function blurredAround(plane: Float32Array, size: number, sigma: number): Float32Array {
  const reach = Math.min(Math.floor(size / 2), Math.ceil(sigma * 3));
  const bell = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const across = new Float32Array(plane.length);
  const result = new Float32Array(plane.length);
  const wrapped = new Float32Array(size + 2 * reach);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < wrapped.length; x++) wrapped[x] = plane[y * size + ((x - reach + size) % size)]!;
    for (let k = 0; k < bell.length; k++) {
      for (let x = 0; x < size; x++) across[y * size + x]! += wrapped[x + k]! * bell[k]!;
    }
  }
  for (let y = 0; y < size; y++) {
    for (let k = 0; k < bell.length; k++) {
      const row = ((y + k - reach + size) % size) * size;
      for (let x = 0; x < size; x++) result[y * size + x]! += across[row + x]! * bell[k]!;
    }
  }
  return result;
}
