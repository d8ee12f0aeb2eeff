import type { HslOp } from '../../../workflow/plan/grading-ops.ts';
import type { RgbProfile } from '../../raster.ts';
import { bandTurn, bandValue, colourfulness } from './hue-bands.ts';
import { midtoneWeight, oklabOf } from './oklab.ts';

/** Change of Oklab lightness at ±100, in the middle of the range. */
const MOST_LIGHTNESS = 0.16;

/**
 * Hue, saturation and luminance by bands of hue, on linear RGB in place, in Oklch: hue is turned by up to 0.6 of the way to
 * the next band, chroma is multiplied by 1 + s/100, lightness moves by 0.16·l/100·(4L(1 − L))²·C²/(C² + 0.025²), and where that makes a colour darker its
 * chroma goes down with it, as in less light. So black, white
 * and greys stay as they are, and neither hues nor lightnesses of one colour change their order. The bands: hue-bands.ts.
 */
export function hslOf(profile: RgbProfile, op: HslOp): (rgb: Float64Array) => void {
  const { toLab, fromLab } = oklabOf(profile);
  const turn = bandTurn(op.hue);
  const saturation = bandValue(op.saturation);
  const luminance = bandValue(op.luminance);
  return (rgb) => {
    toLab(rgb);
    const a = rgb[1]!;
    const b = rgb[2]!;
    const chroma = Math.sqrt(a * a + b * b);
    if (chroma > 0) {
      const hue = Math.atan2(b, a);
      const L = rgb[0]!;
      const change = MOST_LIGHTNESS * luminance.at(hue) * colourfulness(chroma) * midtoneWeight(L);
      rgb[0] = L + change;
      const angle = turn.at(hue);
      const scale = (1 + saturation.at(hue)) * (change < 0 ? (L + change) / L : 1);
      const cos = Math.cos(angle) * scale;
      const sin = Math.sin(angle) * scale;
      rgb[1] = a * cos - b * sin;
      rgb[2] = a * sin + b * cos;
    }
    fromLab(rgb);
  };
}
