import { SafelightError } from '../../contract/errors.ts';
import type { EncodeStep, ExportFormat } from '../../workflow/plan/steps.ts';
import { setupSharp } from '../decoders/sharp-setup.ts';
import type { Attachments } from './attachments.ts';
import { compressJxl } from './jxl-encoder.ts';
import { assemblePng } from './png-container.ts';

export interface Pixels {
  data: Uint8Array | Uint16Array;
  width: number;
  height: number;
  channels: 3 | 4;
}

/** Longest side of a picture in a format, px. */
const MAX_SIDE: Record<ExportFormat, number> = {
  jpeg: 65535,
  png: 2 ** 31 - 1,
  webp: 16383,
  avif: 16384,
  tiff: 2 ** 31 - 1,
  jxl: 2 ** 30,
};
const FORMAT_NAMES: Record<ExportFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  tiff: 'TIFF',
  jxl: 'JPEG XL',
};

export function formatName(format: ExportFormat): string {
  return FORMAT_NAMES[format];
}

/** Throws `image_too_large` when the format cannot hold the picture. */
export function checkSides(format: ExportFormat, width: number, height: number): void {
  const side = Math.max(width, height);
  if (side > MAX_SIDE[format]) {
    throw new SafelightError(
      'image_too_large',
      `A ${FORMAT_NAMES[format]} can be at most ${MAX_SIDE[format]} px long; this picture has ${side} px. Resize it before the export, or choose TIFF or PNG.`,
    );
  }
}

/**
 * Compresses pixels without any metadata (AVIF excepted: its container is not worth writing by hand, so there the
 * attachments travel through libvips). `effort` 0–100 is mapped to each encoder's own scale.
 */
export async function compress(
  pixels: Pixels,
  step: EncodeStep,
  quality: number,
  attachments: Attachments,
): Promise<Buffer> {
  const { width, height, channels } = pixels;
  const deep = pixels.data instanceof Uint16Array;
  const effort = Math.min(100, Math.max(0, step.effort)) / 100;
  if (step.format === 'jxl') return compressJxl(pixels, { quality, lossless: step.lossless, effort });
  const raw = setupSharp()(pixels.data, { raw: { width, height, channels }, limitInputPixels: false });
  // Else 16-bit pixels would be taken down to 8.
  const pipeline = deep ? raw.toColourspace('rgb16') : raw;
  switch (step.format) {
    case 'jpeg':
      return pipeline.jpeg({ quality, chromaSubsampling: step.chroma }).toBuffer();
    case 'png':
      return pipeline.png({ compressionLevel: 1 + Math.round(effort * 8), adaptiveFiltering: effort > 0 }).toBuffer();
    case 'webp':
      return pipeline
        .webp(
          step.lossless
            ? { lossless: true, effort: Math.round(effort * 6) }
            : { quality, effort: Math.round(effort * 6) },
        )
        .toBuffer();
    case 'tiff':
      // sharp's default would be lossy JPEG. Deflate is a fifth smaller and takes four times as long (24 megapixels: 8 s).
      return pipeline.tiff({ compression: effort > 0.5 ? 'deflate' : 'lzw', predictor: 'horizontal' }).toBuffer();
    case 'avif': {
      const png = await pipeline.png({ compressionLevel: 0 }).toBuffer();
      const carrier = setupSharp()(assemblePng(png, attachments), { limitInputPixels: false }).keepIccProfile();
      // Not keepExif without need: libvips would make a block of its own. With a pending orientation libheif turns it into
      // the container's own.
      if (attachments.exif) carrier.keepExif();
      if (attachments.xmp) carrier.keepXmp();
      return carrier
        .avif({
          quality,
          lossless: step.lossless,
          // Up to 3 of libaom's 9: for 3 megapixels 0.3, 0.9, 1.8, 2.7 s; 4 takes 17 s and saves another 1 %.
          effort: Math.round(effort * 3),
          chromaSubsampling: step.chroma,
        })
        .toBuffer();
    }
  }
}
