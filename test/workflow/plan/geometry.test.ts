import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  croppedSize,
  inscribedSize,
  paddedBox,
  placeBox,
  resizedSize,
  rotatedCanvas,
  sizeAfter,
} from '../../../src/workflow/plan/geometry.ts';
import type { ResizeStep, ResizeTarget } from '../../../src/workflow/plan/steps.ts';

const photo = { width: 6000, height: 4000 };
const resize = (target: ResizeTarget, enlarge = false): ResizeStep => ({
  kind: 'resize',
  target,
  kernel: 'lanczos3',
  enlarge,
});
const side = fc.integer({ min: 1, max: 20_000 });
const size = fc.record({ width: side, height: side });

describe('a resize', () => {
  it.each<[ResizeTarget, number, number]>([
    [{ by: 'longEdge', pixels: 2048 }, 2048, 1365],
    [{ by: 'shortEdge', pixels: 1000 }, 1500, 1000],
    [{ by: 'megapixels', megapixels: 6 }, 3000, 2000],
    [{ by: 'percent', percent: 25 }, 1500, 1000],
    [{ by: 'box', width: 300, height: null, fit: 'inside' }, 300, 200],
    [{ by: 'box', width: null, height: 300, fit: 'inside' }, 450, 300],
    [{ by: 'box', width: 300, height: 300, fit: 'inside' }, 300, 200],
    [{ by: 'box', width: 300, height: 300, fit: 'outside' }, 450, 300],
    [{ by: 'box', width: 300, height: 300, fit: 'cover' }, 300, 300],
    [{ by: 'box', width: 300, height: 500, fit: 'fill' }, 300, 500],
  ])('to %j gives %d × %d', (target, width, height) => {
    expect(resizedSize(resize(target), photo)).toEqual({ width, height });
  });

  it('does not enlarge unless it may', () => {
    const target: ResizeTarget = { by: 'longEdge', pixels: 9000 };
    expect(resizedSize(resize(target), photo)).toEqual(photo);
    expect(resizedSize(resize(target, true), photo)).toEqual({ width: 9000, height: 6000 });
  });

  it('never loses a side altogether, and never lets one grow, whatever the picture', () => {
    fc.assert(
      fc.property(size, side, (picture, pixels) => {
        for (const by of ['longEdge', 'shortEdge'] as const) {
          const { width, height } = resizedSize(resize({ by, pixels }), picture);
          expect(width).toBeGreaterThanOrEqual(1);
          expect(height).toBeGreaterThanOrEqual(1);
          expect(width).toBeLessThanOrEqual(picture.width);
          expect(height).toBeLessThanOrEqual(picture.height);
        }
      }),
    );
  });
});

describe('a crop', () => {
  it('keeps the largest part of an aspect', () => {
    const crop = (aspect: number) =>
      croppedSize({ kind: 'crop', size: { by: 'aspect', aspect }, place: { by: 'gravity', gravity: 'center' } }, photo);
    expect(crop(1)).toEqual({ width: 4000, height: 4000 });
    expect(crop(2)).toEqual({ width: 6000, height: 3000 });
  });

  it('lies where the compass says', () => {
    const inner = { width: 2000, height: 1000 };
    expect(placeBox('center', photo, inner)).toEqual({ left: 2000, top: 1500 });
    expect(placeBox('northwest', photo, inner)).toEqual({ left: 0, top: 0 });
    expect(placeBox('southeast', photo, inner)).toEqual({ left: 4000, top: 3000 });
    expect(placeBox('east', photo, inner)).toEqual({ left: 4000, top: 1500 });
  });
});

describe('a pad', () => {
  it('never cuts: to an aspect, a size or by a margin', () => {
    const canvas = (by: Parameters<typeof paddedBox>[0]['size']) =>
      paddedBox({ kind: 'pad', size: by, gravity: 'center', color: '#ffffff' }, photo);
    expect(canvas({ by: 'aspect', aspect: 1 })).toEqual({ canvas: { width: 6000, height: 6000 }, left: 0, top: 1000 });
    expect(canvas({ by: 'pixels', width: 7000, height: 100 }).canvas).toEqual({ width: 7000, height: 4000 });
    expect(canvas({ by: 'margin', margin: 5, unit: '%' }).canvas).toEqual({ width: 6600, height: 4600 });
  });
});

describe('a turn', () => {
  it('by quarters swaps the sides', () => {
    for (const angle of [90, -90, 270]) expect(rotatedCanvas(angle, photo)).toEqual({ width: 4000, height: 6000 });
    for (const angle of [0, 180, -180, 360]) expect(rotatedCanvas(angle, photo)).toEqual(photo);
  });

  it('by the pending orientation swaps them for 5 to 8', () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const { width } = sizeAfter({ kind: 'orient' }, photo, orientation);
      expect(width).toBe(orientation >= 5 ? 4000 : 6000);
    }
  });

  it('by a few degrees leaves a rectangle all of whose corners lie inside the turned picture', () => {
    fc.assert(
      fc.property(size, fc.double({ min: -45, max: 45, noNaN: true }), (picture, angle) => {
        fc.pre(Math.min(picture.width, picture.height) > 20 && Math.abs(angle) > 0.01);
        const part = inscribedSize(angle, picture);
        const a = (angle * Math.PI) / 180;
        for (const [sx, sy] of [
          [1, 1],
          [1, -1],
        ] as const) {
          const x = (sx * part.width) / 2;
          const y = (sy * part.height) / 2;
          expect(Math.abs(x * Math.cos(a) + y * Math.sin(a))).toBeLessThanOrEqual(picture.width / 2 + 1e-6);
          expect(Math.abs(-x * Math.sin(a) + y * Math.cos(a))).toBeLessThanOrEqual(picture.height / 2 + 1e-6);
        }
      }),
    );
  });
});
