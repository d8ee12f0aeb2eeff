import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import { deltaE2000, type Lab } from '../reference/delta-e.ts';

const WHITE = [0.9642, 1, 0.8249] as const;

/** Light of one pixel in XYZ (D50), whatever space the picture is in. */
function xyzOf({ data, channels, depth, profile }: Raster, pixel: number): [number, number, number] {
  const range = depth === 16 ? 65535 : 255;
  const light = [0, 1, 2].map((c) => profile.curves[c]!.decode(data[pixel * channels + c]! / range));
  const m = profile.toXyzD50;
  return [0, 1, 2].map(
    (row) => m[row * 3]! * light[0]! + m[row * 3 + 1]! * light[1]! + m[row * 3 + 2]! * light[2]!,
  ) as [number, number, number];
}

export function labOf(raster: Raster, pixel: number): Lab {
  const root = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const [x, y, z] = xyzOf(raster, pixel).map((value, i) => root(value / WHITE[i]!)) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** True when sRGB can show the pixel. */
export function isInSrgb(raster: Raster, pixel: number): boolean {
  const xyz = xyzOf(raster, pixel);
  const m = builtInProfile('srgb').fromXyzD50;
  return [0, 1, 2].every((row) => {
    const value = m[row * 3]! * xyz[0] + m[row * 3 + 1]! * xyz[1] + m[row * 3 + 2]! * xyz[2];
    return value > -0.0005 && value < 1.0005;
  });
}

/** ΔE2000 between two pictures of one size in whatever spaces; `counts` leaves pixels out. */
export function colourDifference(
  a: Raster,
  b: Raster,
  counts: (pixel: number) => boolean = () => true,
): { mean: number; max: number; counted: number } {
  if (a.width !== b.width || a.height !== b.height) {
    throw new Error(`Sizes differ: ${a.width}×${a.height} and ${b.width}×${b.height}`);
  }
  let sum = 0;
  let max = 0;
  let counted = 0;
  for (let pixel = 0; pixel < a.width * a.height; pixel++) {
    if (!counts(pixel)) continue;
    const delta = deltaE2000(labOf(a, pixel), labOf(b, pixel));
    sum += delta;
    max = Math.max(max, delta);
    counted += 1;
  }
  return { mean: counted === 0 ? 0 : sum / counted, max, counted };
}

/** `mean 0.12, max 1.4` */
export function shownDifference({ mean, max }: { mean: number; max: number }): string {
  return `ΔE2000 mean ${mean.toFixed(3)}, max ${max.toFixed(2)}`;
}
