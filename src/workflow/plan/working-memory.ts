import type { ImageFacts } from '../../contract/run.ts';
import { type DetailStep, isDetailStep } from './detail-steps.ts';
import type { PlanStep } from './plan.ts';
import { retouchBytes } from './retouch-shapes.ts';
import { isRetouchStep } from './retouch-steps.ts';
import type { Shape } from './shapes.ts';
import type { DecodeStep, ExportFormat } from './steps.ts';

/** libvips' tile caches and sharp's buffers in any call. */
const PER_CALL = 16e6;

/** Tables and rows of our own kernels. */
const PER_KERNEL = 4e6;

/** Bytes a pixel that a decoder holds beside the raster it makes; what streams line by line is not here. */
const DECODER: Readonly<Record<string, number>> = {
  webp: 4,
  avif: 6,
  heif: 6,
  // libheif's planes, its RGB, and ours.
  heic: 14,
  // Four floats, four bytes, libjxl's own buffers, and the RGB of ours.
  jxl: 48,
  // LibRaw's sensor values and four 16-bit channels, its picture and a copy of it.
  raw: 28,
  psd: 12,
  bmp: 6,
  qoi: 8,
  gif: 5,
  svg: 8,
  tiff: 1,
  png: 1,
};
/** A progressive JPEG is held as coefficients, and its header does not tell. */
const JPEG_COEFFICIENTS = 3;

/** Bytes a pixel that an encoder holds beside the raster. */
const ENCODER: Readonly<Record<ExportFormat, number>> = { jpeg: 4, png: 3, tiff: 6, webp: 14, avif: 60, jxl: 60 };

/** Bytes of a picture in memory. */
export function rasterBytes({ width, height, alpha, depth }: Shape): number {
  return width * height * (alpha ? 4 : 3) * (depth / 8);
}

/** Bytes that a step needs while it runs, beside the rasters it reads and makes. */
export function workingBytes(
  { step, inputs }: PlanStep,
  shapes: ReadonlyMap<string, Shape>,
  facts: Record<string, ImageFacts>,
): number {
  const source = shapes.get(inputs[0] ?? '');
  const pixels = source === undefined ? 0 : source.width * source.height;
  if (isDetailStep(step)) return detailBytes(step, source);
  if (isRetouchStep(step)) return PER_CALL + retouchBytes(step, source);
  switch (step.kind) {
    case 'decode':
      return PER_CALL + decoderBytes(step, facts, false);
    case 'load':
      return PER_CALL + decoderBytes(step.decode, facts, true);
    case 'encode':
      return PER_CALL + pixels * ENCODER[step.format];
    case 'colour':
    case 'overlay':
    case 'border':
    case 'metadata':
    case 'sharpen':
      // A few rows, and tables.
      return PER_KERNEL;
    case 'analyze':
    case 'collage':
      return PER_CALL;
    case 'check':
      // The file is decoded again.
      return PER_CALL + pixels * 8;
    default:
      // Turning reads columns, so libvips keeps the whole picture once more. What can be seen through is scaled in 16 bits.
      return PER_CALL + (source === undefined ? 0 : rasterBytes(source) * (source.alpha && source.depth === 8 ? 3 : 1));
  }
}

/** Planes in floats that the local corrections hold, beside rows and tables. */
function detailBytes(step: DetailStep, source: Shape | undefined): number {
  if (source === undefined) return PER_KERNEL;
  const { width, height } = source;
  const long = Math.max(width, height);
  // Sides of the smaller picture on which the surroundings are found; at most these, whatever the picture.
  const smallPixels = (edge: number): number => width * height * Math.min(1, edge / long) ** 2;
  switch (step.kind) {
    case 'clarity':
      return PER_KERNEL + smallPixels(step.texture === 0 ? 400 : 1600) * 4 * 6;
    case 'dehaze':
      return PER_KERNEL + smallPixels(900) * 4 * 12;
    case 'denoise':
      // Six planes of a strip with what it reaches on both sides, and those of half the size.
      return PER_KERNEL + width * Math.min(height, 650) * 4 * 7;
    default:
      return PER_KERNEL;
  }
}

function decoderBytes(step: DecodeStep, facts: Record<string, ImageFacts>, shrinks: boolean): number {
  const fact = facts[step.inputNode];
  if (fact === undefined) return 0;
  const pixels = fact.width * fact.height;
  const decoder = fact.format === 'jpeg' ? JPEG_COEFFICIENTS : (DECODER[fact.format] ?? 8);
  const turned = step.orient && fact.orientation > 1 ? 3 * (fact.depth > 8 ? 2 : 1) : 0;
  return pixels * (decoder + (shrinks ? turned / 4 : turned));
}
