import type { Size } from '../../workflow/plan/geometry.ts';
import type { OverlayStep, Position } from '../../workflow/plan/steps.ts';
import type { Raster, RgbProfile } from '../raster.ts';
import { loadLogo, logoMark } from './overlay-marks/logo-mark.ts';
import type { Mark } from './overlay-marks/mark.ts';
import { textMark } from './overlay-marks/text-mark.ts';
import { outlineText } from './overlay-marks/text-outline.ts';

/** A mark and the places of its upper left corner, for one size of picture. */
export interface Overlay {
  mark: Mark;
  places: { left: number; top: number }[];
}

/** Marks used last, per worker thread: most pictures of a batch have the same size. */
const cache = new Map<string, Mark>();
const CACHED_MARKS = 6;
const LARGEST_CACHED = 4_000_000;

/**
 * Lays the step's text or logo over the picture. A text's tokens have been replaced by the caller. Colours are blended as
 * encoded values, in the picture's depth and space; only the mark's rectangles are touched. With `owned` the raster's
 * pixels are overwritten instead of copied. Throws `file_not_found`, `file_unreadable` or `not_an_image` for the logo.
 */
export async function applyOverlay(
  raster: Raster,
  step: OverlayStep,
  options: { owned?: boolean } = {},
): Promise<Raster> {
  if (step.opacity <= 0) return raster;
  const overlay = await prepareOverlay(step, raster, raster.profile);
  if (overlay === null) return raster;
  const result = options.owned ? raster : { ...raster, data: raster.data.slice() };
  for (const place of overlay.places) blendMark(result, overlay.mark, place, step.opacity / 100);
  return result;
}

/** The mark for pictures of this size and space, rendered; null for a text without ink. */
export async function prepareOverlay(step: OverlayStep, size: Size, profile: RgbProfile): Promise<Overlay | null> {
  const { source } = step;
  let mark: Mark;
  if (source.by === 'text') {
    const outline = outlineText(source.text);
    if (outline === null) return null;
    const box = markSize(step, outline, size);
    mark = await cached([source, box, profile.key], () => textMark(outline, box, source, profile));
  } else {
    const logo = await loadLogo(source.path);
    const box = markSize(step, logo, size);
    mark = await cached([logo.key, box, profile.key], () => logoMark(logo, box, profile));
  }
  return { mark, places: placesOf(step, mark, size) };
}

async function cached(parts: unknown[], render: () => Promise<Mark>): Promise<Mark> {
  const key = JSON.stringify(parts);
  const mark = cache.get(key) ?? (await render());
  cache.delete(key);
  if (mark.width * mark.height <= LARGEST_CACHED) cache.set(key, mark);
  if (cache.size > CACHED_MARKS) cache.delete(cache.keys().next().value!);
  return mark;
}

/** `scale` per cent of the picture's width; less where the mark would be higher than the picture. */
function markSize(step: OverlayStep, natural: Size, size: Size): Size {
  const width = Math.min((size.width * step.scale) / 100, (size.height * natural.width) / natural.height);
  return {
    width: Math.max(1, Math.round(width)),
    height: Math.max(1, Math.round((width * natural.height) / natural.width)),
  };
}

/** Upper left corners of the whole mark with its shadow, whose own place is what `position` and `margin` say. */
function placesOf(step: OverlayStep, mark: Mark, size: Size): { left: number; top: number }[] {
  const width = mark.width - 2 * mark.spread;
  const height = mark.height - 2 * mark.spread;
  const margin = Math.round((Math.min(size.width, size.height) * step.margin) / 100);
  const outward = (left: number, top: number) => ({ left: left - mark.spread, top: top - mark.spread });
  if (!step.tile) {
    return [outward(along('left', 'right', size.width - width), along('top', 'bottom', size.height - height))];
  }
  // A regular grid around the middle, half a mark's width apart (the margin, when that is more).
  const gap = Math.max(margin, Math.round(width / 2));
  const places: { left: number; top: number }[] = [];
  for (const top of gridStarts(size.height, height, gap)) {
    for (const left of gridStarts(size.width, width, gap)) places.push(outward(left, top));
  }
  return places;

  function along(start: string, end: string, room: number): number {
    const names = step.position.split('-') as Position[];
    if (names.some((name) => name === start)) return Math.min(margin, Math.max(0, room));
    if (names.some((name) => name === end)) return Math.max(0, room - margin);
    return Math.round(room / 2);
  }
}

/** Starts of as many lengths with gaps between as touch the whole extent, laid out evenly around its middle. */
function gridStarts(extent: number, length: number, gap: number): number[] {
  const middle = Math.round((extent - length) / 2);
  const step = length + gap;
  const before = Math.floor((middle + length - 1) / step);
  const after = Math.floor((extent - 1 - middle) / step);
  return Array.from({ length: before + after + 1 }, (_, index) => middle + (index - before) * step);
}

/** One mark over the picture, in place; what is outside the picture is left out. */
export function blendMark(raster: Raster, mark: Mark, place: { left: number; top: number }, opacity: number): void {
  const { data, channels } = raster;
  const max = raster.depth === 8 ? 255 : 65535;
  const toDepth = max / 65535;
  const left = Math.max(0, place.left);
  const right = Math.min(raster.width, place.left + mark.width);
  const bottom = Math.min(raster.height, place.top + mark.height);
  for (let y = Math.max(0, place.top); y < bottom; y++) {
    let from = (y - place.top) * mark.width + left - place.left;
    let to = (y * raster.width + left) * channels;
    for (let x = left; x < right; x++, from++, to += channels) {
      if (mark.alpha[from] === 0) continue;
      let cover = (mark.alpha[from]! * opacity) / 65535;
      if (channels === 4) {
        const under = data[to + 3]! / max;
        const total = cover + under * (1 - cover);
        data[to + 3] = Math.round(total * max);
        cover /= total;
      }
      const at = from * 3;
      data[to] = data[to]! + (mark.rgb[at]! * toDepth - data[to]!) * cover + 0.5;
      data[to + 1] = data[to + 1]! + (mark.rgb[at + 1]! * toDepth - data[to + 1]!) * cover + 0.5;
      data[to + 2] = data[to + 2]! + (mark.rgb[at + 2]! * toDepth - data[to + 2]!) * cover + 0.5;
    }
  }
}
