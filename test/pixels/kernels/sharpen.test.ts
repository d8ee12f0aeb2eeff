import { describe, expect, it } from 'vitest';
import { sharpen } from '../../../src/pixels/kernels/sharpen.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import type { SharpenStep } from '../../../src/workflow/plan/steps.ts';
import { clipped, fromRaster } from '../../reference/float-picture.ts';
import { sharpened } from '../../reference/sharpen.ts';
import { photo } from '../../support/pictures.ts';

const step = (more: Partial<SharpenStep> = {}): SharpenStep => ({
  kind: 'sharpen',
  radius: 1,
  amount: 100,
  threshold: 0,
  ...more,
});

/** Largest difference to the slow reference, in levels of 255. */
function error(source: Raster, params: SharpenStep): number {
  const meant = clipped(sharpened(fromRaster(source), params)).data;
  const got = fromRaster(sharpen(source, params)).data;
  return meant.reduce((max, value, i) => Math.max(max, Math.abs(value - got[i]!) * 255), 0);
}

describe('sharpen', () => {
  it.each([
    ['a fine radius', step({ radius: 0.4 })],
    ['the usual radius', step()],
    ['a wide radius', step({ radius: 7, amount: 60 })],
    ['a great amount', step({ radius: 2, amount: 300 })],
  ])('does what the slow reference does with %s', (_, params) => {
    const limit = 0.8 + (params.amount / 100) * 0.6;
    expect(error(photo({ width: 64, height: 48 }), params)).toBeLessThanOrEqual(limit);
    expect(error(photo({ width: 64, height: 48, depth: 16 }), params)).toBeLessThanOrEqual(limit);
  });

  it('works on pictures smaller than the radius', () => {
    expect(error(photo({ width: 3, height: 2 }), step({ radius: 5 }))).toBeLessThanOrEqual(1.5);
    expect(error(photo({ width: 1, height: 1 }), step({ radius: 5 }))).toBeLessThanOrEqual(1);
  });

  it('leaves an even area as it is, to the level', () => {
    for (const level of [0, 1, 127, 254, 255]) {
      const source: Raster = { ...photo({ width: 20, height: 20 }), data: new Uint8Array(1200).fill(level) };
      expect(sharpen(source, step({ amount: 500 })).data).toEqual(source.data);
    }
    const wide: Raster = { ...photo({ width: 20, height: 20, depth: 16 }), data: new Uint16Array(1200).fill(40001) };
    expect(sharpen(wide, step({ amount: 500 })).data).toEqual(wide.data);
  });

  it('leaves differences below the threshold alone and takes the others whole', () => {
    // One pixel of 10 levels on grey stands out by about 8 of them.
    const data = new Uint8Array(15 * 15 * 3).fill(100);
    data.fill(110, (7 * 15 + 7) * 3, (7 * 15 + 7) * 3 + 3);
    const source: Raster = { ...photo({ width: 15, height: 15 }), data };
    expect(sharpen(source, step({ threshold: 9 })).data).toEqual(data);
    expect(sharpen(source, step({ threshold: 7 })).data[(7 * 15 + 7) * 3]).toBe(118);
  });

  it('changes all channels of a pixel alike, so that colours stay', () => {
    const data = new Uint8Array(9 * 9 * 3);
    for (let i = 0; i < 81; i++) data.set(i % 9 < 4 ? [90, 120, 60] : [130, 160, 100], i * 3);
    const result = sharpen({ ...photo({ width: 9, height: 9 }), data }, step()).data;
    for (let i = 0; i < result.length; i += 3) {
      expect(result[i + 1]! - result[i]!).toBe(30);
      expect(result[i]! - result[i + 2]!).toBe(30);
    }
  });

  it('leaves alpha and, unless it owns them, the given pixels alone', () => {
    const source = photo({ alpha: 'translucent' });
    const before = source.data.slice();
    const result = sharpen(source, step());
    expect(source.data).toEqual(before);
    for (let i = 3; i < before.length; i += 4) expect(result.data[i]).toBe(before[i]);
    const owned = sharpen(source, step(), { owned: true });
    expect(owned.data).toBe(source.data);
    expect(owned.data).toEqual(result.data);
  });

  it.each([8, 16] as const)('weighs neighbours by alpha in %i bits, as the slow reference does', (depth) => {
    for (const alpha of ['translucent', 'cut-out'] as const) {
      expect(error(photo({ width: 64, height: 48, depth, alpha }), step()), alpha).toBeLessThanOrEqual(1.5);
    }
  });

  it('draws no halo from colours that are hidden under full transparency', () => {
    const cutOut = (hidden: number): Raster => {
      const source = photo({ width: 32, height: 24, alpha: 'cut-out' });
      for (let i = 0; i < source.data.length; i += 4) {
        source.data[i + 3] = i % 128 < 64 ? 0 : 255;
        if (source.data[i + 3] === 0) source.data.fill(hidden, i, i + 3);
      }
      return source;
    };
    const visible = ({ data }: Raster): number[] => [...data].filter((_, i) => data[i - (i % 4) + 3] !== 0);
    expect(visible(sharpen(cutOut(0), step()))).toEqual(visible(sharpen(cutOut(255), step())));
  });

  it('does nothing with amount 0', () => {
    const source = photo();
    expect(sharpen(source, step({ amount: 0 }))).toBe(source);
  });
});
