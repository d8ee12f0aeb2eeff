import type { HighlightsShadowsStep } from '../../../workflow/plan/detail-steps.ts';
import type { Raster } from '../../raster.ts';
import { LocalBase } from './local-base.ts';
import { gainRow, lightnessRow, pictureLight } from './picture-light.ts';

/** Radius of the surroundings, of the long edge: the look does not depend on the picture's size. */
const RADIUS = 0.025;
/** Steps of lightness (0–1) smaller than about 0.1 are detail and keep their contrast, larger ones are edges. */
const EPSILON = 0.01;
const STEPS = 1024;

/** How many stops 100 is. */
const STOPS = { shadows: 1.6, highlights: 1, whites: 0.4, blacks: 1 };

/**
 * Stops of light for a pixel by the base around it (highlights, shadows) and by its own lightness (whites, blacks). With
 * S(a, b, x) the smooth step 3t² − 2t³:
 *
 *   shadows 1.6·(1 − S(0, 0.7, base)) · highlights 1·S(0.4, 1, base) · whites 0.4·S(0.5, 1, own) · blacks 1·(1 − S(0, 0.4, own))
 *
 * Stops add up, so that light is multiplied: hue and saturation stay, and detail keeps its contrast, because the base is the
 * same on both sides of it. The steps are so wide that no tone overtakes a brighter one.
 */
export function highlightsShadowsStops(step: HighlightsShadowsStep): {
  byBase(base: number): number;
  byOwn(lightness: number): number;
} {
  const strength = (value: number, stops: number): number => (value / 100) * stops;
  const shadows = strength(step.shadows, STOPS.shadows);
  const highlights = strength(step.highlights, STOPS.highlights);
  const whites = strength(step.whites, STOPS.whites);
  const blacks = strength(step.blacks, STOPS.blacks);
  return {
    byBase: (base) => shadows * (1 - smoothStep(0, 0.7, base)) + highlights * smoothStep(0.4, 1, base),
    byOwn: (own) => whites * smoothStep(0.5, 1, own) + blacks * (1 - smoothStep(0, 0.4, own)),
  };
}

/** Highlights, shadows, whites and blacks. With `owned` the raster's pixels are overwritten instead of copied. */
export function highlightsShadows(
  raster: Raster,
  step: HighlightsShadowsStep,
  options: { owned?: boolean } = {},
): Raster {
  const { width, height } = raster;
  const light = pictureLight(raster);
  const stops = highlightsShadowsStops(step);
  const local = step.shadows !== 0 || step.highlights !== 0;
  const radius = RADIUS * Math.max(width, height);
  const base = local ? new LocalBase(light, raster, { radius, epsilon: EPSILON, fineness: 4 }) : null;
  const table = (stopsAt: (value: number) => number): Float32Array =>
    Float32Array.from({ length: STEPS + 1 }, (_, i) => 2 ** stopsAt(i / STEPS));
  const baseGains = table(stops.byBase);
  const ownGains = table(stops.byOwn);
  const target = options.owned ? raster.data : raster.data.slice();
  const own = new Float32Array(width);
  const around = new Float32Array(width).fill(0);
  const gains = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    lightnessRow(light, raster, y, own);
    base?.row(y, own, around);
    for (let x = 0; x < width; x++) {
      gains[x] = valueAt(ownGains, own[x]!) * (local ? valueAt(baseGains, around[x]!) : 1);
    }
    gainRow(light, raster, y, gains, target);
  }
  return { ...raster, data: target };
}

function valueAt(table: Float32Array, at: number): number {
  const position = at <= 0 ? 0 : at >= 1 ? STEPS : at * STEPS;
  const index = position | 0;
  const low = table[index]!;
  return index === STEPS ? low : low + (table[index + 1]! - low) * (position - index);
}

function smoothStep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
