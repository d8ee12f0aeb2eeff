import type { VignetteStep } from '../../../workflow/plan/detail-steps.ts';
import type { Raster } from '../../raster.ts';
import { gainRow, pictureLight } from './picture-light.ts';

/** Stops at the outside at ±100. */
const MOST_STOPS = 2;
const STEPS = 4096;

/**
 * Stops of light at a distance from the middle: 2·amount/100·S((d − m + f)/2f) with the smooth step S(t) = 3t² − 2t³, the
 * midpoint m = 0.3 + midpoint/100 and f = 0.02 + 0.6·feather/100. Distance 1 is the middle of a side.
 */
export function vignetteStops({ amount, midpoint, feather }: VignetteStep, distance: number): number {
  const middle = 0.3 + midpoint / 100;
  const reach = 0.02 + (0.6 * feather) / 100;
  const t = Math.min(1, Math.max(0, (distance - middle + reach) / (2 * reach)));
  return ((MOST_STOPS * amount) / 100) * t * t * (3 - 2 * t);
}

/**
 * The form: distance = (|u|ⁿ + |v|ⁿ)^(1/n) with u, v from −1 to 1 across the picture. Roundness 0 is the ellipse that fits the
 * picture (n = 2); below 0 it becomes a rectangle (n up to 10); above 0 a circle, its radius half the diagonal / √2.
 */
export function vignetteForm(
  { roundness }: VignetteStep,
  { width, height }: { width: number; height: number },
): { exponent: number; halfWidth: number; halfHeight: number } {
  const round = Math.max(0, roundness / 100);
  const circle = Math.hypot(width, height) / 2 / Math.SQRT2;
  return {
    exponent: 2 + Math.max(0, -roundness / 100) * 8,
    halfWidth: (width / 2) * (1 - round) + circle * round,
    halfHeight: (height / 2) * (1 - round) + circle * round,
  };
}

/** Multiplies light towards the corners. With `owned` the raster's pixels are overwritten instead of copied. */
export function vignette(raster: Raster, step: VignetteStep, options: { owned?: boolean } = {}): Raster {
  const { width, height } = raster;
  const light = pictureLight(raster);
  const { exponent, halfWidth, halfHeight } = vignetteForm(step, raster);
  const across = powers(width, halfWidth, exponent);
  const down = powers(height, halfHeight, exponent);
  const most = across[0]! + down[0]!;
  // By the fourth root of the sum of powers, which is even enough for round and square forms.
  const scale = STEPS / most ** 0.25;
  const table = Float32Array.from({ length: STEPS + 2 }, (_, i) => {
    return 2 ** vignetteStops(step, ((i / scale) ** 4) ** (1 / exponent));
  });
  const target = options.owned ? raster.data : raster.data.slice();
  const gains = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const row = down[y]!;
    for (let x = 0; x < width; x++) {
      const position = Math.sqrt(Math.sqrt(across[x]! + row)) * scale;
      const index = position | 0;
      const low = table[index]!;
      gains[x] = low + (table[index + 1]! - low) * (position - index);
    }
    gainRow(light, raster, y, gains, target);
  }
  return { ...raster, data: target };
}

function powers(size: number, half: number, exponent: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => (Math.abs(i + 0.5 - size / 2) / half) ** exponent);
}
