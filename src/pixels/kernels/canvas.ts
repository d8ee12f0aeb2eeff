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

/** A canvas of one colour (encoded values 0–1, and alpha) in the raster's depth, space and channels. */
export function canvasOf(raster: Raster, size: Size, colour: readonly number[]): Raster {
  const max = raster.depth === 8 ? 255 : 65535;
  const data = emptyPixels(raster, size);
  fillPixels(
    data,
    colour.slice(0, raster.channels).map((value) => Math.round(value * max)),
  );
  return { ...raster, data, width: size.width, height: size.height };
}

/** Lays a picture over a canvas of the same depth, in place; what is outside is left out. */
export function layOver(canvas: Raster, picture: Raster, at: { left: number; top: number }): void {
  const max = canvas.depth === 8 ? 255 : 65535;
  const { data: target } = canvas;
  const { data: source } = picture;
  const right = Math.min(canvas.width, at.left + picture.width);
  const bottom = Math.min(canvas.height, at.top + picture.height);
  for (let y = Math.max(0, at.top); y < bottom; y++) {
    const firstX = Math.max(0, at.left);
    let to = (y * canvas.width + firstX) * canvas.channels;
    let from = ((y - at.top) * picture.width + firstX - at.left) * picture.channels;
    for (let x = firstX; x < right; x++, to += canvas.channels, from += picture.channels) {
      const over = picture.channels === 4 ? source[from + 3]! / max : 1;
      const under = canvas.channels === 4 ? target[to + 3]! / max : 1;
      const total = over + under * (1 - over);
      const share = total === 0 ? 0 : over / total;
      for (let c = 0; c < 3; c++)
        target[to + c] = target[to + c]! + (source[from + c]! - target[to + c]!) * share + 0.5;
      if (canvas.channels === 4) target[to + 3] = Math.round(total * max);
    }
  }
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
