import { fractal, latticeValue, noise, ramp } from './noise.ts';
import { added, blend, type Light, type Scene, scaled } from './scene.ts';

const QUAY = 0.6;

/** A harbour at night: stars, lit windows, their reflections; much grain, as at ISO 3200. */
export const nightHarbour: Scene = {
  width: 2400,
  height: 1600,
  grain: 5,
  lightAt(x, y) {
    if (y < QUAY) return town(x, y);
    const depth = y - QUAY;
    const ripple = noise(x * 26, y * 420, 41) - 0.5 + 0.6 * (noise(x * 70, y * 900, 42) - 0.5);
    // Waves stretch a reflection: what is seen comes from anywhere above, more so nearer to the camera.
    const from = QUAY - depth * (1.1 + 1.5 * ripple) - 0.006;
    const mirrored = town(x + 0.05 * depth * ripple, Math.max(0, from));
    return added(scaled(mirrored, 0.55), [0.004, 0.006, 0.011], 1 + ripple);
  },
};

function town(x: number, y: number): Light {
  for (let row = 0; row < 2; row++) {
    const width = row === 0 ? 0.075 : 0.11;
    const house = Math.floor(x / width + row * 0.37);
    const tall = (row === 0 ? 0.09 : 0.17) + (row === 0 ? 0.13 : 0.24) * latticeValue(house, row, 3);
    if (y > QUAY - tall) return facade(x, y, house, row);
  }
  return sky(x, y);
}

function facade(x: number, y: number, house: number, row: number): Light {
  const size = 0.0125 + 0.004 * latticeValue(house, row, 4);
  const column = Math.floor(x / size);
  const floor = Math.floor(y / (size * 1.3));
  const u = x / size - column;
  const v = y / (size * 1.3) - floor;
  const wall = scaled([0.02, 0.018, 0.022], 0.5 + latticeValue(house, row, 5));
  const streetLight = added(wall, [0.12, 0.06, 0.02], 0.8 * ramp(QUAY - 0.07, QUAY, y));
  const framed = u > 0.25 && u < 0.78 && v > 0.25 && v < 0.8;
  if (!framed || latticeValue(column, floor, 6 + row) < (row === 0 ? 0.52 : 0.62)) return streetLight;
  const warmth = latticeValue(column, floor, 8);
  const colour: Light = blend([1, 0.52, 0.16], [0.65, 0.8, 1], ramp(0.7, 0.95, warmth));
  return scaled(colour, 0.25 + 0.9 * latticeValue(column, floor, 9));
}

function sky(x: number, y: number): Light {
  const night = blend([0.003, 0.006, 0.018], [0.05, 0.035, 0.045], ramp(0, QUAY, y) ** 2);
  const clouds = scaled([0.03, 0.024, 0.03], ramp(0.45, 0.8, fractal(x * 2, y * 6, 5, 12)));
  const cell = 0.014;
  const column = Math.floor(x / cell);
  const line = Math.floor(y / cell);
  const bright = latticeValue(column, line, 15);
  if (bright < 0.9) return added(night, clouds);
  const distance = Math.hypot(
    x / cell - column - 0.2 - 0.6 * latticeValue(column, line, 16),
    y / cell - line - 0.2 - 0.6 * latticeValue(column, line, 17),
  );
  return added(added(night, clouds), [0.8, 0.85, 1], ramp(0.12, 0.02, distance) * (bright - 0.9) * 9);
}
