import { fractal, noise, ramp } from './noise.ts';
import { added, blend, type Light, type Scene, scaled } from './scene.ts';

const CENTRE = 0.46;
const HALF = 0.17;
const RIM = 0.3;
const FOOT = 0.74;
/** How round the rim and the foot look from the camera's height. */
const TILT = 0.24;

/** A glazed mug on a grey sweep: the product photo. */
export const mug: Scene = {
  width: 2000,
  height: 2000,
  grain: 1,
  lightAt(x, y) {
    const u = (x - CENTRE) / HALF;
    const onRim = u * u + ((y - RIM) / (HALF * TILT)) ** 2;
    if (onRim < 1) return onRim > 0.86 ? glaze(u, y, 1.5) : inside(u, y, onRim);
    const bulge = Math.sqrt(Math.max(0, 1 - u * u)) * HALF * TILT;
    if (Math.abs(u) < 1 && y > RIM && y < FOOT + bulge) return glaze(u, y, 1);
    const handle = Math.hypot((x - CENTRE - HALF * 0.98) / 0.105, (y - 0.5) / 0.135);
    if (x > CENTRE + HALF * 0.9 && Math.abs(handle - 0.86) < 0.16) {
      return glaze(0.55 + 3 * (handle - 0.86), y, 0.9 - 0.5 * ramp(0.45, 0.64, y));
    }
    return sweep(x, y);
  },
};

function glaze(u: number, y: number, gain: number): Light {
  const facing = Math.sqrt(Math.max(0, 1 - u * u));
  const diffuse = 0.12 + 0.9 * Math.max(0, -0.62 * u + 0.72 * facing);
  const drip = RIM + 0.1 + 0.06 * fractal(u * 3, 1, 3, 5);
  const body = blend([0.02, 0.22, 0.24], [0.62, 0.55, 0.43], ramp(drip + 0.17, drip + 0.19, y));
  const speckles = ramp(0.78, 0.84, noise(u * 70, y * 190, 8));
  const softbox = ramp(0.09, 0.06, Math.abs(u + 0.5)) * ramp(0.33, 0.36, y) * ramp(0.68, 0.64, y);
  const colour = scaled(blend(body, scaled(body, 0.35), speckles), diffuse * gain);
  return added(colour, [0.75, 0.78, 0.8], softbox * 0.55);
}

function inside(u: number, y: number, onRim: number): Light {
  const coffee = ramp(RIM - 0.008, RIM + 0.012, y);
  const wall = scaled([0.6, 0.56, 0.48], 0.35 + 0.4 * ramp(-1, 1, u));
  return blend(wall, scaled([0.045, 0.02, 0.01], 1 + 2 * ramp(0.5, 0.2, onRim)), coffee);
}

function sweep(x: number, y: number): Light {
  const wall = blend([0.42, 0.42, 0.43], [0.56, 0.56, 0.565], ramp(0.5, 0.95, y));
  const vignette = 1 - 0.35 * Math.hypot(x - 0.5, y - 0.55) ** 2;
  const shadow = Math.hypot((x - CENTRE - 0.1) / 0.3, (y - FOOT - 0.01) / 0.07);
  const contact = Math.hypot((x - CENTRE) / (HALF * 1.04), (y - FOOT) / (HALF * TILT * 1.25));
  const dark = 0.5 * ramp(1.25, 0.2, shadow) + 0.35 * ramp(1.25, 0.9, contact);
  return scaled(wall, vignette * (1 - Math.min(0.8, dark)) * (0.985 + 0.03 * fractal(x * 6, y * 6, 3, 3)));
}
