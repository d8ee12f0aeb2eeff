import type { Box, Size } from '../../workflow/plan/geometry.ts';
import type { Raster } from '../raster.ts';

/** One of the eight ways to lay a picture on its grid: mirrored left to right first (or not), then turned clockwise. */
export interface Lay {
  mirror: boolean;
  /** Clockwise quarter turns. */
  turns: 0 | 1 | 2 | 3;
}

export const AS_IS: Lay = { mirror: false, turns: 0 };

/** What makes a picture with each EXIF orientation upright (Exif 2.32, tag 274). */
const UPRIGHT: readonly Lay[] = [
  AS_IS,
  { mirror: true, turns: 0 },
  { mirror: false, turns: 2 },
  { mirror: true, turns: 2 },
  { mirror: true, turns: 3 },
  { mirror: false, turns: 1 },
  { mirror: true, turns: 1 },
  { mirror: false, turns: 3 },
];

export function layOfOrientation(orientation: number): Lay {
  return UPRIGHT[orientation - 1] ?? AS_IS;
}

/** `first`, then `second`. A mirror after a turn is the turn the other way after a mirror. */
export function layAfter(first: Lay, second: Lay): Lay {
  const turns = second.mirror ? second.turns - first.turns : second.turns + first.turns;
  return { mirror: first.mirror !== second.mirror, turns: (((turns % 4) + 4) % 4) as Lay['turns'] };
}

export function isAsIs(lay: Lay): boolean {
  return !lay.mirror && lay.turns === 0;
}

export function laidSize(lay: Lay, size: Size): Size {
  return lay.turns % 2 === 0 ? size : { width: size.height, height: size.width };
}

/** Where a box of the laid picture comes from in the picture before (of `size`). */
export function boxBefore(lay: Lay, box: Box, size: Size): Box {
  let { left, top, width, height } = box;
  switch (lay.turns) {
    case 1:
      [left, top, width, height] = [top, size.height - left - width, height, width];
      break;
    case 2:
      [left, top] = [size.width - left - width, size.height - top - height];
      break;
    case 3:
      [left, top, width, height] = [size.width - top - height, left, height, width];
      break;
  }
  return { left: lay.mirror ? size.width - left - width : left, top, width, height };
}

/** Pixels are moved in squares of this side, so that a turned picture is read and written within the cache. */
const TILE = 32;

/** The picture mirrored and turned; a new raster unless nothing changes. Exact. */
export function layRaster(raster: Raster, lay: Lay): Raster {
  if (isAsIs(lay)) return raster;
  const { data: source, width, height, channels } = raster;
  const size = laidSize(lay, raster);
  const target = source instanceof Uint8Array ? new Uint8Array(source.length) : new Uint16Array(source.length);
  // In the source, one pixel to the right in the result is `across` further on, one down is `down`.
  const at = (x: number, y: number): number => {
    const box = boxBefore(lay, { left: x, top: y, width: 1, height: 1 }, { width, height });
    return (box.top * width + box.left) * channels;
  };
  const origin = at(0, 0);
  const across = at(1, 0) - origin;
  const down = at(0, 1) - origin;
  for (let tileTop = 0; tileTop < size.height; tileTop += TILE) {
    const bottom = Math.min(size.height, tileTop + TILE);
    for (let tileLeft = 0; tileLeft < size.width; tileLeft += TILE) {
      const right = Math.min(size.width, tileLeft + TILE);
      for (let y = tileTop; y < bottom; y++) {
        let from = origin + y * down + tileLeft * across;
        let to = (y * size.width + tileLeft) * channels;
        for (let x = tileLeft; x < right; x++, from += across, to += channels) {
          target[to] = source[from]!;
          target[to + 1] = source[from + 1]!;
          target[to + 2] = source[from + 2]!;
          if (channels === 4) target[to + 3] = source[from + 3]!;
        }
      }
    }
  }
  return { ...raster, ...size, data: target };
}
