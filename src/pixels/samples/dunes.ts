import { fractal, perColumn, ramp } from './noise.ts';
import { blend, type Light, type Scene, scaled } from './scene.ts';

/** Orange dunes under a deep sky; painted in Display P3 numbers, with colours that sRGB does not have. */
export const dunes: Scene = {
  width: 2400,
  height: 1600,
  grain: 1.4,
  lightAt(x, y) {
    for (const [index, ridge] of RIDGES.entries()) {
      const top = ridge.top(x);
      if (y > top) return sand(x, y, y - top, index, ridge);
    }
    return blend([0.01, 0.14, 0.42], [0.5, 0.66, 0.72], ramp(0, 0.55, y) ** 1.5);
  },
};

interface Shape {
  base: number;
  height: number;
  scale: number;
  shift: number;
  haze: number;
}
interface Ridge extends Shape {
  top(x: number): number;
}
const SHAPES: Shape[] = [
  { base: 0.86, height: 0.34, scale: 0.8, shift: 0.3, haze: 0 },
  { base: 0.66, height: 0.22, scale: 1.3, shift: 5.1, haze: 0.12 },
  { base: 0.55, height: 0.12, scale: 2.2, shift: 9.7, haze: 0.3 },
];
const RIDGES: Ridge[] = SHAPES.map((shape) => ({ ...shape, top: perColumn((x) => crest(x, shape)) }));

function crest(x: number, ridge: Shape): number {
  return ridge.base - ridge.height * fractal(x * ridge.scale + ridge.shift, 0.5, 3, 11);
}

function sand(x: number, y: number, below: number, index: number, ridge: Ridge): Light {
  // The slope of the crest, carried down along a wandering edge, tells the lit side from the shaded one.
  const edge = x + below * (0.7 + 0.5 * fractal(x * 2, y * 5, 3, 21 + index));
  const slope = (crest(edge + 0.004, ridge) - crest(edge - 0.004, ridge)) / 0.008;
  const lit = ramp(-0.12, 0.1, slope);
  const ripples = Math.sin((y * 300 + x * 60 + 26 * fractal(x * 5, y * 8, 3, 33)) / (1 + 2 * ridge.haze));
  const shade = 0.16 + 0.84 * lit + (0.05 + 0.06 * lit) * ripples;
  const colour = blend([0.3, 0.06, 0.04], [0.95, 0.36, 0.02], lit);
  return blend(scaled(colour, shade), [0.5, 0.5, 0.5], ridge.haze);
}
