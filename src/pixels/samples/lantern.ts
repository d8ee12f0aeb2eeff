import { fractal, latticeValue, perColumn, ramp } from './noise.ts';
import { added, blend, type Light, type Scene, scaled } from './scene.ts';

const ASPECT = 2 / 3;
const CENTRE = { x: 0.34, y: 0.42 };
const RADIUS = { x: 0.17, y: 0.2 };

/** A paper lantern in front of lights out of focus; upright format, stored lying with EXIF orientation 6. */
export const lantern: Scene = {
  width: 1600,
  height: 2400,
  grain: 2.2,
  lightAt(x, y) {
    const u = (x - CENTRE.x) / RADIUS.x;
    const v = (y - CENTRE.y) / RADIUS.y;
    const round = u * u + v * v;
    if (Math.abs(v) > 0.93 && Math.abs(v) < 1.08 && Math.abs(u) < 0.36) return scaled([0.05, 0.03, 0.02], 1 + u);
    if (round < 1) return paper(u, v, round);
    if (v < 0 && Math.abs(x - CENTRE.x) < 0.0022) return [0.02, 0.02, 0.02];
    if (v > 1 && v < 1.75 && Math.abs(x - CENTRE.x - 0.002 * Math.sin(v * 40)) < 0.006 + 0.01 * (v - 1)) {
      return scaled([0.5, 0.03, 0.03], 0.5 + fractal(x * 500, y * 6, 3, 13));
    }
    const halo = Math.exp(-Math.max(0, Math.sqrt(round) - 1) * 2.2);
    return added(street(x, y), [0.5, 0.16, 0.03], 0.32 * halo);
  },
};

function paper(u: number, v: number, round: number): Light {
  const rib = Math.abs(Math.sin(v * 22));
  const glow = 1.25 * (1 - round) ** 0.6 + 0.3;
  const fibres = 0.9 + 0.2 * fractal(u * 30, v * 90, 4, 7);
  const stroke = ramp(0.62, 0.66, fractal(u * 2.2 + 4, v * 2.2, 2, 19)) * ramp(0.75, 0.5, round);
  const colour = blend([1, 0.34, 0.07], [0.75, 0.05, 0.02], stroke);
  return scaled(colour, glow * fibres * (0.72 + 0.28 * ramp(0.05, 0.35, rib)));
}

/** A light out of focus. */
interface Disc {
  x: number;
  y: number;
  radius: number;
  light: Light;
}

/** One candidate in each cell of a grid. */
const DISCS: Disc[] = (() => {
  const cell = 0.12;
  const discs: Disc[] = [];
  for (let row = -1; row <= 1 / cell + 1; row++) {
    for (let column = -1; column <= ASPECT / cell + 1; column++) {
      if (latticeValue(column, row, 1) < 0.5) continue;
      const y = (row + latticeValue(column, row, 4)) * cell;
      const hue = latticeValue(column, row, 5);
      const colour: Light = hue < 0.5 ? [0.5, 0.22, 0.05] : hue < 0.8 ? [0.35, 0.3, 0.24] : [0.05, 0.2, 0.34];
      discs.push({
        x: (column + latticeValue(column, row, 3)) * cell,
        y,
        radius: 0.022 + 0.045 * latticeValue(column, row, 2),
        light: scaled(colour, (0.15 + 0.5 * latticeValue(column, row, 6)) * ramp(1, 0.3, y)),
      });
    }
  }
  return discs;
})();

const discsAt = perColumn((x) => DISCS.filter((disc) => Math.abs(disc.x - x) < disc.radius));

function street(x: number, y: number): Light {
  let light: Light = blend([0.012, 0.016, 0.04], [0.05, 0.025, 0.02], ramp(0.2, 1, y));
  for (const disc of discsAt(x)) {
    const distance = Math.hypot(x - disc.x, y - disc.y);
    if (distance > disc.radius) continue;
    // Brighter towards the rim, as discs of a lens with over-corrected spherical aberration are.
    const rim = 0.75 + 0.4 * ramp(disc.radius * 0.6, disc.radius, distance);
    light = added(light, disc.light, ramp(disc.radius, disc.radius * 0.94, distance) * rim);
  }
  return light;
}
