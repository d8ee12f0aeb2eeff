import type { RgbProfile } from '../../raster.ts';
import { boxMean, type Plane } from '../box-mean.ts';
import { colourFunction } from '../colour-ops.ts';
import type { WorkingPlanes } from '../cutout/working-planes.ts';
import { guidedFilter } from '../guided-filter.ts';

/** Centre and half axes of the ellipse of skin in CbCr (levels of 255); the colour of skin hardly depends on how dark it is. */
const CB = 107;
const CR = 153;
const CB_HALF = 20;
const CR_HALF = 16;
/** The ellipse's turn: redder skin is less blue. */
const TILT = -0.7;
/** Darker than this luma (0–1) there is no colour to tell skin by. */
const DARKEST = 0.12;

/**
 * How likely each pixel is skin, 0–1: an ellipse in CbCr (ITU-R BT.601, after Hsu, Abdel-Mottaleb and Jain, IEEE PAMI 24(5), 2002)
 * that falls off softly, not in deep shadows, smoothed by a guided filter so that lips, eyes and hair stay out. All
 * complexions lie along the same hue; wood, sand and warm light may, too: a mask limits it to a person.
 */
export function skinLikelihood(picture: WorkingPlanes, profile: RgbProfile): Plane {
  const { width, height, colour } = picture;
  const toSrgb = colourFunction([{ op: 'convertProfile', profile: 'srgb' }], profile);
  const skin = new Float32Array(width * height);
  const luma = new Float32Array(width * height);
  const pixel = new Float64Array(3);
  const cos = Math.cos(TILT);
  const sin = Math.sin(TILT);
  for (let i = 0; i < skin.length; i++) {
    for (let channel = 0; channel < 3; channel++) pixel[channel] = colour[channel]![i]!;
    if (!toSrgb.identity) toSrgb.apply(pixel);
    const [r, g, b] = pixel as unknown as [number, number, number];
    const y = 0.299 * r + 0.587 * g + 0.114 * b;
    luma[i] = y;
    const cb = 128 + 255 * 0.564 * (b - y) - CB;
    const cr = 128 + 255 * 0.713 * (r - y) - CR;
    const u = (cb * cos - cr * sin) / CB_HALF;
    const v = (cb * sin + cr * cos) / CR_HALF;
    const bright = Math.min(1, Math.max(0, (y - DARKEST) / 0.1));
    skin[i] = bright * Math.min(1, Math.max(0, 2 - Math.hypot(u, v) * 1.4));
  }
  const radius = Math.max(2, Math.round(Math.max(width, height) / 120));
  boxMean(skin, picture, 1, skin);
  const refined = guidedFilter(skin, luma, picture, { radius, epsilon: 0.02 ** 2 });
  for (let i = 0; i < refined.length; i++) {
    // Half-likely is rather not.
    refined[i] = Math.min(1, Math.max(0, (refined[i]! - 0.25) / 0.5));
  }
  return refined;
}
