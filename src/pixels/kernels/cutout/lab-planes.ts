import { apply } from '../../colour/matrix.ts';
import type { RgbProfile } from '../../raster.ts';
import type { Plane } from '../box-mean.ts';
import type { WorkingPlanes } from './working-planes.ts';

/** L*, a* and b* of every pixel (CIE 15:2004, D50 as in ICC). */
export type LabPlanes = readonly [Plane, Plane, Plane];

const D50 = [0.9642, 1, 0.8249] as const;
const CURVE_STEPS = 4096;

/** The working planes in CIELAB, where distances are what eyes see. */
export function labPlanes(picture: WorkingPlanes, profile: RgbProfile): LabPlanes {
  const curves = profile.curves.map((curve) =>
    Float32Array.from({ length: CURVE_STEPS + 1 }, (_, i) => curve.decode(i / CURVE_STEPS)),
  );
  const count = picture.width * picture.height;
  const [lightness, a, b] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)];
  const [red, green, blue] = picture.colour;
  const at = (curve: Float32Array, value: number): number =>
    curve[Math.min(CURVE_STEPS, Math.max(0, Math.round(value * CURVE_STEPS)))]!;
  for (let i = 0; i < count; i++) {
    const light: [number, number, number] = [
      at(curves[0]!, red[i]!),
      at(curves[1]!, green[i]!),
      at(curves[2]!, blue[i]!),
    ];
    const [x, y, z] = apply(profile.toXyzD50, light);
    const fx = cubeRoot(x / D50[0]);
    const fy = cubeRoot(y / D50[1]);
    const fz = cubeRoot(z / D50[2]);
    lightness[i] = 116 * fy - 16;
    a[i] = 500 * (fx - fy);
    b[i] = 200 * (fy - fz);
  }
  return [lightness, a, b];
}

function cubeRoot(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : (t * (24389 / 27) + 16) / 116;
}
