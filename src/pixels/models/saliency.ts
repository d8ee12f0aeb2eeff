import { SafelightError } from '../../contract/errors.ts';
import type { Plane, PlaneSize } from '../kernels/box-mean.ts';
import { colourFunction } from '../kernels/colour-ops.ts';
import { rasterOf, sharpOf } from '../kernels/raw-sharp.ts';
import type { Raster } from '../raster.ts';
import type { FoundModel } from './find-model.ts';
import type { MattingCard } from './model-card.ts';
import { runModel, type TensorData } from './session.ts';

/** What a cut-out model says: how likely each place is part of the subject, 0–1, in the model's own size. */
export interface Saliency extends PlaneSize {
  plane: Plane;
}

/** Runs a cut-out model on the whole picture, squeezed to the model's size as it was trained. */
export async function saliency(raster: Raster, model: FoundModel<MattingCard>): Promise<Saliency> {
  const { card } = model;
  const size = { width: card.width, height: card.height };
  const small = await rasterOf(sharpOf(raster).resize({ ...size, fit: 'fill', kernel: 'lanczos3' }), raster);
  const output = await runModel(model, inputTensor(small, card));
  return { ...size, plane: readOutput(output, model) };
}

/** The pixels in sRGB, as the model wants its numbers; transparent ones on grey. */
function inputTensor(raster: Raster, card: MattingCard): TensorData {
  const { data, width, height, channels, depth } = raster;
  const top = depth === 8 ? 255 : 65535;
  const toSrgb = colourFunction([{ op: 'convertProfile', profile: 'srgb' }], raster.profile);
  const count = width * height;
  const tensor = new Float32Array(3 * count);
  const planar = card.layout === 'nchw';
  const pixel = new Float64Array(3);
  for (let at = 0; at < count; at++) {
    for (let channel = 0; channel < 3; channel++) pixel[channel] = data[at * channels + channel]! / top;
    if (!toSrgb.identity) toSrgb.apply(pixel);
    const cover = channels === 4 ? data[at * channels + 3]! / top : 1;
    for (let channel = 0; channel < 3; channel++) {
      const value = Math.min(1, Math.max(0, pixel[channel]!)) * cover + 0.5 * (1 - cover);
      const normal = (value - card.mean[channel]!) / card.std[channel]!;
      tensor[planar ? channel * count + at : at * 3 + channel] = normal;
    }
  }
  return { data: tensor, dims: planar ? [1, 3, height, width] : [1, height, width, 3] };
}

function readOutput({ data, dims }: TensorData, model: FoundModel<MattingCard>): Plane {
  const { width, height, sigmoid } = model.card;
  const count = width * height;
  if (data.length !== count) {
    throw new SafelightError(
      'file_unreadable',
      `The model “${model.name}” gives ${dims.join('×')} numbers, not one for each of ${width}×${height} pixels: correct width and height in its description, or name another output.`,
    );
  }
  const plane = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const value = sigmoid ? 1 / (1 + Math.exp(-data[i]!)) : data[i]!;
    plane[i] = Math.min(1, Math.max(0, value));
  }
  return plane;
}
