import type { DehazeStep } from '../../../workflow/plan/detail-steps.ts';
import type { Raster } from '../../raster.ts';
import { guidedFilter } from '../guided-filter.ts';
import { estimateHaze, type HazeColour, type SmallPicture } from './haze-estimate.ts';
import { alphaRows } from './local-base.ts';
import { Enlarger, type Reduction, reducedPlane, reduction } from './reduced.ts';

/** Long edge of the small picture on which haze is estimated: then the patch of the paper is as large in every picture. */
const SMALL_EDGE = 600;
/** The part of the haze that is taken out at 100; a little must stay, or distance looks unnatural (He et al., section 4.1). */
const MOST = 0.9;
/** Thinnest transmission that is divided by: more would only bring out noise. */
const THINNEST = 0.2;
/** The paper's refinement by soft matting, here by its successor: radius as a part of the small edge, and edges as variance. */
const REFINE = { radius: 40, epsilon: 1e-3 };

/**
 * Takes haze out with the dark channel prior (K. He, J. Sun, X. Tang, Single Image Haze Removal Using Dark Channel Prior, PAMI
 * 33(12), 2011): where nothing in a patch is dark, the light that is everywhere in it is haze. On encoded values, as in the
 * paper: I = J·t + A·(1 − t), t = 1 − 0.9·amount/100·dark(I/A), refined by the guided filter; J = (I − A)/max(t, 0.2) + A.
 * Below 0 haze of the same colour is put in, more where there is some already. With `owned` the raster's pixels are overwritten
 * instead of copied.
 */
export function dehaze(raster: Raster, { amount }: DehazeStep, options: { owned?: boolean } = {}): Raster {
  const { width, height, channels, depth } = raster;
  const small = smallPicture(raster);
  const haze = estimateHaze(small);
  const thickness = refined(haze.dark, small);
  const enlarger = new Enlarger(raster, small.size);
  const share = (MOST * amount) / 100;
  const max = depth === 8 ? 255 : 65535;
  const air = haze.colour.map((value) => value * max) as HazeColour;
  const target = options.owned ? raster.data : raster.data.slice();
  const row = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    enlarger.row(thickness, y, row);
    for (let x = 0, i = y * width * channels; x < width; x++, i += channels) {
      const thick = Math.min(1, Math.max(0, row[x]!));
      const factor = amount > 0 ? 1 / Math.max(THINNEST, 1 - share * thick) : 1 + share * (0.3 + 0.7 * thick);
      for (let c = 0; c < 3; c++) {
        const value = air[c]! + (raster.data[i + c]! - air[c]!) * factor;
        target[i + c] = value <= 0 ? 0 : value >= max ? max : value + 0.5;
      }
    }
  }
  return { ...raster, data: target };
}

function smallPicture(raster: Raster): SmallPicture {
  const { data, width, height, channels, depth } = raster;
  const size: Reduction = reduction(raster, Math.max(1, Math.round(Math.max(width, height) / SMALL_EDGE)));
  const alpha = alphaRows(raster);
  const scale = depth === 8 ? 1 / 255 : 1 / 65535;
  const channel = (c: number): Float32Array =>
    reducedPlane(
      raster,
      size,
      (y, out) => {
        for (let x = 0, i = y * width * channels + c; x < width; x++, i += channels) out[x] = data[i]! * scale;
      },
      alpha,
    );
  return { size, planes: [channel(0), channel(1), channel(2)] };
}

function refined(dark: Float32Array, { size, planes }: SmallPicture): Float32Array {
  const [red, green, blue] = planes;
  const guide = red.map((value, i) => 0.299 * value + 0.587 * green[i]! + 0.114 * blue[i]!);
  const radius = Math.max(1, Math.round((REFINE.radius * Math.max(size.width, size.height)) / SMALL_EDGE));
  return guidedFilter(dark, guide, size, { radius, epsilon: REFINE.epsilon });
}
