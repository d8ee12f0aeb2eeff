import type { ImageFacts } from '../../contract/run.ts';
import type { PlanStep } from './plan.ts';
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
  heic: 8,
  gif: 5,
  svg: 8,
  tiff: 1,
  png: 1,
};
/** A progressive JPEG is held as coefficients, and its header does not tell. */
const JPEG_COEFFICIENTS = 3;

/** Bytes a pixel that an encoder holds beside the raster. */
const ENCODER: Readonly<Record<ExportFormat, number>> = { jpeg: 4, png: 3, tiff: 6, webp: 14, avif: 60 };

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
  switch (step.kind) {
    case 'decode':
      return PER_CALL + decoderBytes(step, facts, false);
    case 'load':
      return PER_CALL + decoderBytes(step.decode, facts, true);
    case 'encode':
      return PER_CALL + pixels * ENCODER[step.format];
    case 'colour':
    case 'overlay':
    case 'sharpen':
      // A few rows, and tables.
      return PER_KERNEL;
    case 'analyze':
      return PER_CALL;
    default:
      // Turning reads columns, so libvips keeps the whole picture once more.
      return PER_CALL + (source === undefined ? 0 : rasterBytes(source));
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
