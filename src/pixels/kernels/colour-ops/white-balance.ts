import { apply, BRADFORD, D50, invert, multiply } from '../../colour/matrix.ts';
import type { Matrix3 } from '../../raster.ts';
import { diagonal } from './matrix.ts';

const NEUTRAL_KELVIN = 6500;
/** As in the DNG SDK: 3000 units of tint are one unit of CIE 1960 uv. */
const TINT_PER_UV = 3000;

/**
 * Chromaticity of a black body (Kim et al. 2002, US patent 7024034; cubic splines), valid from 1667 to 25000 K; outside
 * the nearest end is used.
 */
export function planckianXy(kelvin: number): { x: number; y: number } {
  const t = Math.min(25000, Math.max(1667, kelvin));
  const k = 1000 / t;
  const x =
    t <= 4000
      ? ((-0.2661239 * k - 0.234358) * k + 0.8776956) * k + 0.17991
      : ((-3.0258469 * k + 2.1070379) * k + 0.2226347) * k + 0.24039;
  const y =
    t <= 2222
      ? ((-1.1063814 * x - 1.3481102) * x + 2.18555832) * x - 0.20219683
      : t <= 4000
        ? ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867
        : ((3.081758 * x - 5.8733867) * x + 3.75112997) * x - 0.37001483;
  return { x, y };
}

/** CIE 1960 uv of xy. */
function toUv({ x, y }: { x: number; y: number }): { u: number; v: number } {
  const n = -2 * x + 12 * y + 3;
  return { u: (4 * x) / n, v: (6 * y) / n };
}

/**
 * XYZ (Y = 1) of the light with this temperature and tint. Tint runs along the isotherm, the line that crosses the black
 * body's curve at a right angle in CIE 1960 uv; positive tint is a greener light (so that its correction is magenta).
 */
export function lightXyz(kelvin: number, tint: number): [number, number, number] {
  const t = Math.min(25000, Math.max(1667, kelvin));
  let { u, v } = toUv(planckianXy(t));
  if (tint !== 0) {
    const hotter = toUv(planckianXy(Math.min(25000, t * 1.001)));
    const colder = toUv(planckianXy(Math.max(1667, t * 0.999)));
    const du = hotter.u - colder.u;
    const dv = hotter.v - colder.v;
    const length = Math.hypot(du, dv);
    // Hotter goes to smaller u and v; turned clockwise that points to larger v, which is green.
    const step = tint / TINT_PER_UV / length;
    u += dv * step;
    v -= du * step;
  }
  const n = 2 * u - 8 * v + 4;
  const x = (3 * u) / n;
  const y = (2 * v) / n;
  return [x / y, 1, (1 - x - y) / y];
}

/**
 * Matrix in XYZ (D50) that turns a picture taken in the given light into one taken at 6500 K: each Bradford cone is scaled
 * by the ratio of the two lights (von Kries). A scaling of Bradford cones commutes with the adaptation to D50 that is in
 * every ICC matrix, so it may be applied to connection-space values. Normalised so that greys keep their luminance.
 */
export function whiteBalanceXyz(kelvin: number, tint: number): Matrix3 {
  const from = apply(BRADFORD, lightXyz(kelvin, tint));
  const to = apply(BRADFORD, lightXyz(NEUTRAL_KELVIN, 0));
  const scaled = multiply(
    invert(BRADFORD)!,
    multiply(diagonal(to[0] / from[0], to[1] / from[1], to[2] / from[2]), BRADFORD),
  );
  const gain = 1 / apply(scaled, D50)[1];
  return multiply(diagonal(gain, gain, gain), scaled);
}

/** At 6500 K without tint nothing changes. */
export function isNeutralLight(kelvin: number, tint: number): boolean {
  return kelvin === NEUTRAL_KELVIN && tint === 0;
}
