import { SafelightError } from '../../contract/errors.ts';
import { resampled } from '../kernels/raw-sharp.ts';
import type { Raster } from '../raster.ts';
import type { FoundModel } from './find-model.ts';
import type { UpscaleCard } from './model-card.ts';
import { runModel } from './session.ts';

/** Pixels around each square that the model sees too, so that squares meet without seams. */
const OVERLAP = 12;

/**
 * Enlarges a picture by the model's scale, square by square. Colours go in as they are encoded; alpha, which such models do not know,
 * is enlarged by Lanczos. Throws `file_unreadable` when the model gives another size than its description says.
 */
export async function upscaleByModel(raster: Raster, model: FoundModel<UpscaleCard>): Promise<Raster> {
  const { scale, tile } = model.card;
  const { width, height, channels, depth } = raster;
  const size = { width: width * scale, height: height * scale };
  // Starts as Lanczos: that is where alpha comes from.
  const plain = await resampled(raster, (pipeline) => pipeline.resize({ ...size, fit: 'fill', kernel: 'lanczos3' }));
  const inner = Math.max(1, tile - 2 * OVERLAP);
  for (let top = 0; top < height; top += inner) {
    for (let left = 0; left < width; left += inner) {
      const values = await upscaledTile(raster, model, left - OVERLAP, top - OVERLAP);
      const side = tile * scale;
      const max = depth === 8 ? 255 : 65535;
      const across = Math.min(inner, width - left) * scale;
      const down = Math.min(inner, height - top) * scale;
      for (let y = 0; y < down; y++) {
        for (let x = 0; x < across; x++) {
          const from = (y + OVERLAP * scale) * side + x + OVERLAP * scale;
          const to = ((top * scale + y) * size.width + left * scale + x) * channels;
          for (let channel = 0; channel < 3; channel++) {
            const at = model.card.layout === 'nchw' ? channel * side * side + from : from * 3 + channel;
            const { mean, std } = model.card;
            const value = values[at]! * std[channel]! + mean[channel]!;
            plain.data[to + channel] = Math.round(Math.min(1, Math.max(0, value)) * max);
          }
        }
      }
    }
  }
  return plain;
}

/** One square through the model; beyond the border the picture goes on with its last pixels. */
async function upscaledTile(
  raster: Raster,
  model: FoundModel<UpscaleCard>,
  left: number,
  top: number,
): Promise<Float32Array> {
  const { data, width, height, channels, depth } = raster;
  const { card } = model;
  const side = card.tile;
  const max = depth === 8 ? 255 : 65535;
  const planar = card.layout === 'nchw';
  const tensor = new Float32Array(3 * side * side);
  for (let y = 0, i = 0; y < side; y++) {
    const row = Math.min(height - 1, Math.max(0, top + y)) * width;
    for (let x = 0; x < side; x++, i++) {
      const from = (row + Math.min(width - 1, Math.max(0, left + x))) * channels;
      for (let channel = 0; channel < 3; channel++) {
        const value = (data[from + channel]! / max - card.mean[channel]!) / card.std[channel]!;
        tensor[planar ? channel * side * side + i : i * 3 + channel] = value;
      }
    }
  }
  const dims = planar ? [1, 3, side, side] : [1, side, side, 3];
  const output = await runModel(model, { data: tensor, dims });
  const expected = 3 * (side * card.scale) ** 2;
  if (output.data.length !== expected) {
    throw new SafelightError(
      'file_unreadable',
      `The model “${model.name}” gives ${output.dims.join('×')} numbers for a square of ${side} px, not ${card.scale} times its size: correct scale and tile in its description.`,
    );
  }
  return output.data;
}
