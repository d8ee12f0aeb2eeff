import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import type { ProfileName } from '../../src/workflow/plan/steps.ts';

export interface ProductOptions {
  side?: number;
  depth?: 8 | 16;
  profile?: ProfileName;
  /** Colour of the backdrop at a place (0–1), levels of 255. */
  backdrop?: (x: number, y: number) => readonly [number, number, number];
  /** Levels of noise, plus and minus. */
  noise?: number;
}

export interface ProductShot {
  raster: Raster;
  /** The true opacity of the product, 0–1. */
  truth: Float64Array;
}

/** A dark ring with an eye (a handle) and a few hairs that stand out of it, before a backdrop; edges are antialiased. */
export function productShot(options: ProductOptions = {}): ProductShot {
  const { side = 240, depth = 8, profile = 'srgb', backdrop = () => [240, 240, 238] as const, noise = 2 } = options;
  const top = depth === 8 ? 255 : 65535;
  const data = depth === 8 ? new Uint8Array(side * side * 3) : new Uint16Array(side * side * 3);
  const truth = new Float64Array(side * side);
  const random = randomNumbers(7);
  for (let y = 0, i = 0; y < side; y++) {
    for (let x = 0; x < side; x++, i++) {
      const share = coverage(x, y, side);
      truth[i] = share;
      const ground = backdrop(x / side, y / side);
      const own = [40 + 60 * (x / side), 70, 90 + 40 * (y / side)];
      for (let channel = 0; channel < 3; channel++) {
        const level = own[channel]! * share + ground[channel]! * (1 - share) + (random() * 2 - 1) * noise;
        data[i * 3 + channel] = Math.round((Math.min(255, Math.max(0, level)) / 255) * top);
      }
    }
  }
  const raster: Raster = {
    data,
    width: side,
    height: side,
    channels: 3,
    depth,
    profile: builtInProfile(profile),
    orientation: 1,
  };
  return { raster, truth };
}

/** Mean of 4 × 4 samples. */
function coverage(x: number, y: number, side: number): number {
  let inside = 0;
  for (let v = 0; v < 4; v++) {
    for (let u = 0; u < 4; u++) {
      if (isProduct((x + (u + 0.5) / 4) / side, (y + (v + 0.5) / 4) / side)) inside++;
    }
  }
  return inside / 16;
}

function isProduct(x: number, y: number): boolean {
  const away = Math.hypot(x - 0.5, y - 0.55);
  if (away < 0.26 && away > 0.09) return true;
  return y > 0.17 && y < 0.35 && [0.42, 0.5, 0.58].some((hair) => Math.abs(x - hair - 0.03 * (y - 0.2)) < 0.0035);
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
