import { resizedSize, sizeAfter } from '../../workflow/plan/geometry.ts';
import { toPreview } from '../kernels/preview.ts';
import type { Raster } from '../raster.ts';

const EXTENSIONS = { png: 'png', webp: 'webp', jpeg: 'jpg' } as const;

/** A picture as a file for the screen: scaled down to fit `longEdge` px, in sRGB, without metadata. */
export async function previewFile(
  raster: Raster,
  { longEdge, format }: { longEdge: number | null; format: 'png' | 'webp' | 'jpeg' },
) {
  const bytes = await toPreview(raster, longEdge, format);
  const scaled =
    longEdge === null
      ? raster
      : resizedSize(
          { kind: 'resize', target: { by: 'longEdge', pixels: longEdge }, kernel: 'lanczos3', enlarge: false },
          raster,
        );
  // The preview is always upright.
  const { width, height } = sizeAfter({ kind: 'orient' }, scaled, raster.orientation);
  return { bytes, format, extension: EXTENSIONS[format], width, height };
}
