import type { SplitToneOp, Tone } from '../../../workflow/plan/grading-ops.ts';
import type { RgbProfile } from '../../raster.ts';
import { insideWeight, oklabOf } from './oklab.ts';

/** Chroma (Oklab) that saturation 100 adds. */
const MOST_CHROMA = 0.12;

/**
 * Colours for shadows, midtones and highlights, on linear RGB in place: in Oklab each adds 0.12·saturation/100·(1 − (2L − 1)⁴)
 * in the direction of its hue, times its weight. With u = L/((1/t − 2)(1 − L) + 1), t = ½ + balance/400 (Schlick's bias), the
 * weights are (1 − u)², 2u(1 − u) and u², which add up to 1. Lightness stays, and so do black and white.
 */
export function splitToneOf(profile: RgbProfile, op: SplitToneOp): (rgb: Float64Array) => void {
  const { toLab, fromLab } = oklabOf(profile);
  const [shadowA, shadowB] = direction(op.shadows);
  const [midA, midB] = direction(op.midtones);
  const [highA, highB] = direction(op.highlights);
  const k = 1 / (0.5 + op.balance / 400) - 2;
  return (rgb) => {
    toLab(rgb);
    const L = rgb[0]!;
    const inside = insideWeight(L);
    if (inside > 0) {
      const u = L / (k * (1 - L) + 1);
      const low = (1 - u) * (1 - u) * inside;
      const middle = 2 * u * (1 - u) * inside;
      const high = u * u * inside;
      rgb[1] = rgb[1]! + shadowA * low + midA * middle + highA * high;
      rgb[2] = rgb[2]! + shadowB * low + midB * middle + highB * high;
    }
    fromLab(rgb);
  };
}

function direction({ hue, saturation }: Tone): [number, number] {
  const angle = (hue * Math.PI) / 180;
  const chroma = (MOST_CHROMA * saturation) / 100;
  return [Math.cos(angle) * chroma, Math.sin(angle) * chroma];
}
