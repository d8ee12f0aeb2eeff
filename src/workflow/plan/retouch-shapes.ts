import { BUILT_IN_MODEL } from '../nodes/params/model.ts';
import type { RetouchStep, ShadowStep } from './retouch-steps.ts';
import type { Shape } from './shapes.ts';

/** What onnxruntime takes for the built-in model, and what must be reckoned with for a user's, bytes (measured; ISNet at 1024 px). */
const BUILT_IN_BYTES = 220e6;
const USER_MODEL_BYTES = 1.5e9;
/** Pixels and planes of floats that masks are found and colours estimated on. */
const WORKING_PIXELS = 1280 * 1280;
const FINE_PIXELS = 2048 * 2048;
const plane = (pixels: number, most: number): number => Math.min(pixels, most) * 4;

/** The picture after a retouching step; a mask is a picture without alpha. */
export function shapeAfterRetouch(step: RetouchStep, before: Shape): Shape {
  switch (step.kind) {
    case 'cutoutMask':
    case 'shapeMask':
    case 'maskPicture':
      return { ...before, alpha: false, bits: before.depth };
    case 'applyMask':
      return { ...before, alpha: true, bits: before.depth };
    case 'backdrop':
      return { ...before, alpha: false, bits: before.depth };
    case 'shadow':
      return { ...before, ...(step.grow ? largestCanvas(step, before) : {}), alpha: true, bits: before.depth };
    case 'skinSmooth':
    case 'spotHeal':
      return { ...before, bits: before.depth };
    case 'upscale':
      return {
        ...before,
        width: before.width * step.factor,
        height: before.height * step.factor,
        bits: before.depth,
      };
  }
}

/** The canvas that a shadow needs when the subject fills the picture. */
function largestCanvas({ shadow }: ShadowStep, { width, height }: Shape): Pick<Shape, 'width' | 'height' | 'unsure'> {
  const unit = Math.max(width, height) / 100;
  const more =
    shadow.by === 'drop'
      ? shadow.distance + 3 * shadow.blur
      : shadow.by === 'contact'
        ? shadow.height + 3 * shadow.blur
        : shadow.height + shadow.gap;
  const px = Math.ceil(more * unit) + 2;
  const sideways = shadow.by === 'reflection' ? 0 : px;
  return { width: width + 2 * sideways, height: height + (shadow.by === 'drop' ? 2 : 1) * px, unsure: true };
}

/** Bytes that a retouching step needs beside the rasters it reads and makes. */
export function retouchBytes(step: RetouchStep, source: Shape | undefined): number {
  const pixels = source === undefined ? 0 : source.width * source.height;
  const raster = source === undefined ? 0 : pixels * (source.alpha ? 4 : 3) * (source.depth / 8);
  switch (step.kind) {
    case 'cutoutMask': {
      const model = step.method === 'key' ? 0 : step.model === BUILT_IN_MODEL ? BUILT_IN_BYTES : USER_MODEL_BYTES;
      return model + 48 * plane(pixels, WORKING_PIXELS) + 2 * pixels;
    }
    case 'shapeMask':
      return 8 * pixels;
    case 'applyMask':
      return 2 * pixels + 30 * plane(pixels, WORKING_PIXELS);
    case 'maskPicture':
      return 0;
    case 'backdrop':
      return step.fill.by === 'colour' ? 0 : 2 * raster;
    case 'shadow':
      return 10 * pixels;
    case 'skinSmooth':
      return raster + 24 * plane(pixels, FINE_PIXELS);
    case 'spotHeal':
      return raster + 12 * plane(pixels, FINE_PIXELS);
    case 'upscale':
      return 2 * raster * step.factor ** 2 + (step.model === null ? 0 : USER_MODEL_BYTES);
  }
}
