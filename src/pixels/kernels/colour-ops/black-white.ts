import type { BlackWhiteOp } from '../../../workflow/plan/grading-ops.ts';
import type { RgbProfile } from '../../raster.ts';
import { bandValue, colourfulness } from './hue-bands.ts';
import { insideWeight, midtoneWeight, oklabOf } from './oklab.ts';

/** Change of Oklab lightness at ±100, in the middle of the range. */
const MOST_LIGHTNESS = 0.2;
/** Chroma (Oklab) of a tint of strength 100: a strong sepia. */
const TINT_CHROMA = 0.1;

/**
 * Greys from colours, on linear RGB in place. By bands: the lightness of Oklab, moved by 0.2·m/100·(4L(1 − L))²·C²/(C² + 0.025²)
 * where m is what the colour's hue was given. By channels: light = (red·R + green·G + blue·B)/100. A tint adds chroma
 * 0.1·strength/100·(1 − (2L − 1)⁴) of its hue (Oklch), so that black and white stay neutral.
 */
export function blackWhiteOf(profile: RgbProfile, op: BlackWhiteOp): (rgb: Float64Array) => void {
  const { toLab, fromLab } = oklabOf(profile);
  const { mix, tint } = op;
  const angle = (tint.hue * Math.PI) / 180;
  const tintA = (Math.cos(angle) * TINT_CHROMA * tint.strength) / 100;
  const tintB = (Math.sin(angle) * TINT_CHROMA * tint.strength) / 100;
  const luminance = mix.by === 'bands' ? bandValue(mix.bands) : null;
  return (rgb) => {
    let L: number;
    if (mix.by === 'channels') {
      L = Math.cbrt((mix.red * rgb[0]! + mix.green * rgb[1]! + mix.blue * rgb[2]!) / 100);
    } else {
      toLab(rgb);
      L = rgb[0]!;
      const a = rgb[1]!;
      const b = rgb[2]!;
      const chroma = Math.sqrt(a * a + b * b);
      L += MOST_LIGHTNESS * luminance!.at(Math.atan2(b, a)) * colourfulness(chroma) * midtoneWeight(L);
    }
    if (tint.strength === 0) {
      rgb.fill(L * L * L);
      return;
    }
    const inside = insideWeight(L);
    rgb[0] = L;
    rgb[1] = tintA * inside;
    rgb[2] = tintB * inside;
    fromLab(rgb);
  };
}
