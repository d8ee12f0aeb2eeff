import { fractal, noise, perColumn, ramp } from './noise.ts';
import { added, blend, type Light, type Scene, scaled } from './scene.ts';

const HORIZON = 0.56;
const SUN = { x: 1.05, y: 0.44 };

/** Evening on a coast: clouds, three ranges of hills in haze, the sun on the water, grass in front. */
export const coast: Scene = {
  width: 2400,
  height: 1600,
  grain: 1.6,
  lightAt(x, y) {
    if (y > meadow(x)) return grass(x, y);
    if (y > HORIZON) return water(x, y);
    for (const [index, hills] of HILLS.entries()) {
      if (y > hills.top(x)) {
        const texture = 0.75 + 0.5 * fractal(x * 60, y * 60, 4, 50 + index);
        return blend(scaled(hills.light, texture), sky(x, HORIZON - 0.02), hills.haze);
      }
    }
    return sky(x, y);
  },
};

const meadow = perColumn((x) => 0.83 + 0.05 * fractal(x * 3, 4, 4, 31) - 0.05 * x);

const HILLS: { haze: number; light: Light; top(x: number): number }[] = [
  { haze: 0.18, light: [0.02, 0.045, 0.03], top: range(0.09, 3.1, 40) },
  { haze: 0.5, light: [0.03, 0.06, 0.05], top: range(0.17, 2.2, 50) },
  { haze: 0.76, light: [0.05, 0.08, 0.1], top: range(0.27, 1.5, 60) },
];

/** Skyline of a range of hills. */
function range(height: number, scale: number, seed: number): (x: number) => number {
  return perColumn((x) => HORIZON - height * (fractal(x * scale, seed, 6, seed) - 0.1));
}

function sky(x: number, y: number): Light {
  const gradient = blend([0.07, 0.2, 0.5], [0.85, 0.5, 0.28], ramp(0, HORIZON, y) ** 1.6);
  const distance = Math.hypot(x - SUN.x, y - SUN.y);
  const clear = ramp(HORIZON, 0.1, y);
  const clouds = ramp(0.5, 0.72, fractal(x * 2.4 + 3, y * 7, 6, 20)) * clear;
  const lit = blend(gradient, [0.95, 0.66, 0.55], clouds * 0.75);
  const glow = added(lit, [1, 0.62, 0.25], 0.9 * Math.exp(-distance * 9) + 0.25 * Math.exp(-distance * 3));
  return added(glow, [3, 2.6, 1.8], ramp(0.034, 0.03, distance));
}

function water(x: number, y: number): Light {
  const depth = (y - HORIZON) / (1 - HORIZON);
  const ripple = noise(x * 40 + 2, y * 900, 60) * 0.6 + noise(x * 130, y * 1500, 61) * 0.4;
  const mirrored = sky(x, HORIZON - (y - HORIZON) * (0.7 + 0.3 * ripple));
  const base = blend(scaled(mirrored, 0.6), [0.02, 0.07, 0.1], 0.25 + 0.5 * depth);
  const path = Math.exp(-(((x - SUN.x) / (0.04 + 0.16 * depth)) ** 2));
  return added(scaled(base, 0.7 + 0.5 * ripple), [1.3, 0.85, 0.42], path * ramp(0.5, 0.85, ripple));
}

function grass(x: number, y: number): Light {
  const blades = noise(x * 260 + 12 * noise(x * 9, y * 9, 81), y * 40, 80) * fractal(x * 8, y * 12, 4, 82);
  const flowers = ramp(0.86, 0.9, noise(x * 70, y * 90, 83)) * ramp(0.5, 0.6, fractal(x * 4, y * 6, 3, 84));
  return blend(scaled([0.1, 0.19, 0.03], 0.25 + 1.9 * blades), [0.85, 0.25, 0.3], flowers * 0.8);
}
