import { type Box, paddedBox, type Size } from '../../workflow/plan/geometry.ts';
import type { PadStep } from '../../workflow/plan/steps.ts';
import type { Raster } from '../raster.ts';
import { colourIn } from './hex-colour.ts';

type Levels = Uint8Array | Uint16Array;

/** Zeroed pixels of the raster's depth. */
export function emptyPixels(raster: Raster, size: Size): Levels {
  const length = size.width * size.height * raster.channels;
  return raster.depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
}

/** The part inside the box, copied. The box lies within the picture. */
export function cropRaster(raster: Raster, box: Box): Raster {
  const { data, width, channels } = raster;
  if (box.width === width && box.height === raster.height) return raster;
  const target = emptyPixels(raster, box);
  const row = box.width * channels;
  for (let y = 0; y < box.height; y++) {
    const start = ((box.top + y) * width + box.left) * channels;
    target.set(data.subarray(start, start + row), y * row);
  }
  return { ...raster, data: target, width: box.width, height: box.height };
}

/** The picture on a larger canvas. A colour that is not opaque gives an RGB picture an alpha channel. */
export function padRaster(raster: Raster, step: PadStep): Raster {
  const { canvas, left, top } = paddedBox(step, raster);
  if (canvas.width === raster.width && canvas.height === raster.height) return raster;
  const color = colourIn(step.color, raster.profile);
  const picture = color[3] < 1 ? withAlpha(raster) : raster;
  const { channels } = picture;
  const max = picture.depth === 8 ? 255 : 65535;
  const target = emptyPixels(picture, canvas);
  fillPixels(
    target,
    color.slice(0, channels).map((value) => Math.round(value * max)),
  );
  const row = picture.width * channels;
  for (let y = 0; y < picture.height; y++) {
    target.set(picture.data.subarray(y * row, (y + 1) * row), ((top + y) * canvas.width + left) * channels);
  }
  return { ...picture, data: target, ...canvas };
}

/** RGB → RGBA, opaque. */
export function withAlpha(raster: Raster): Raster {
  if (raster.channels === 4) return raster;
  const picture: Raster = { ...raster, channels: 4 };
  const { data: source } = raster;
  const target = emptyPixels(picture, raster);
  const opaque = raster.depth === 8 ? 255 : 65535;
  for (let from = 0, to = 0; from < source.length; from += 3, to += 4) {
    target[to] = source[from]!;
    target[to + 1] = source[from + 1]!;
    target[to + 2] = source[from + 2]!;
    target[to + 3] = opaque;
  }
  return { ...picture, data: target };
}

function fillPixels(target: Levels, pixel: readonly number[]): void {
  if (pixel.every((value) => value === pixel[0])) {
    target.fill(pixel[0]!);
    return;
  }
  target.set(pixel);
  for (let done = pixel.length; done < target.length; done *= 2) target.copyWithin(done, 0, done);
}
