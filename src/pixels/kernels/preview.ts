import { type Size, sizeAfter } from '../../workflow/plan/geometry.ts';
import { encodablePixels } from '../encoders/encodable-pixels.ts';
import type { Raster } from '../raster.ts';
import { applyColour } from './colour.ts';
import { applyGeometry } from './geometry.ts';
import { sharpOf } from './raw-sharp.ts';

/**
 * The picture as a file for the screen: upright, in sRGB with 8 bits, without metadata, scaled down to fit `longEdge` px
 * (never up; null keeps its size). Alpha stays, on white in JPEG. Encoders are set for speed.
 */
export async function toPreview(
  raster: Raster,
  longEdge: number | null,
  format: 'png' | 'webp' | 'jpeg',
): Promise<Uint8Array> {
  const small = longEdge === null ? raster : await shrunk(raster, longEdge);
  const upright = await applyGeometry(small, [{ kind: 'orient' }]);
  const picture = applyColour(upright, [{ op: 'convertProfile', profile: 'srgb' }]);
  const pixels = encodablePixels(picture, 8, format === 'jpeg' ? '#ffffff' : null);
  const pipeline = sharpOf({ ...picture, ...pixels, depth: 8 });
  switch (format) {
    case 'png':
      return pipeline.png({ compressionLevel: 3 }).toBuffer();
    case 'webp':
      return pipeline.webp({ quality: 85, effort: 1 }).toBuffer();
    case 'jpeg':
      return pipeline.jpeg({ quality: 88 }).toBuffer();
  }
}

function shrunk(raster: Raster, longEdge: number): Promise<Raster> {
  const step = {
    kind: 'resize',
    target: { by: 'longEdge', pixels: longEdge },
    kernel: 'lanczos3',
    enlarge: false,
  } as const;
  const size: Size = sizeAfter(step, raster);
  return size.width === raster.width ? Promise.resolve(raster) : applyGeometry(raster, [step]);
}
