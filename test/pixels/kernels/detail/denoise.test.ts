import { describe, expect, it } from 'vitest';
import { denoise } from '../../../../src/pixels/kernels/detail/denoise.ts';
import { WaveletTransform } from '../../../../src/pixels/kernels/detail/wavelet.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';
import { photo } from '../../../support/pictures.ts';
import { drawn, isGrey, noise } from './flat.ts';

const step = { kind: 'denoise', luma: 60, chroma: 60, detail: 30 } as const;

function noisy(clean: Raster, sigma: number): Raster {
  const random = noise(7);
  const max = clean.depth === 8 ? 255 : 65535;
  const data = clean.data.map((value) =>
    Math.min(max, Math.max(0, Math.round(value + (random() * sigma * max) / 255))),
  );
  return { ...clean, data };
}
function error(a: Raster, b: Raster): number {
  const scale = a.depth === 8 ? 1 : 257;
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += ((a.data[i]! - b.data[i]!) / scale) ** 2;
  return Math.sqrt(sum / a.data.length);
}

describe('denoise', () => {
  it.each([8, 16] as const)('takes out most noise and comes nearer to the clean picture, %i bits', (depth) => {
    const clean = photo({ width: 300, height: 200, depth });
    const dirty = noisy(clean, 10);
    expect(error(denoise(dirty, step), clean)).toBeLessThan(error(dirty, clean) * 0.72);
  });

  it('hardly touches a clean picture', () => {
    const clean = photo({ width: 300, height: 200 });
    expect(error(denoise(clean, step), clean)).toBeLessThan(0.6);
  });

  it('takes out colour alone, and keeps greys grey', () => {
    const clean = drawn(200, 150, (x) => [60 + x / 2, 60 + x / 2, 60 + x / 2]);
    const grey = noisy(clean, 0);
    expect(isGrey(denoise(grey, step))).toBe(true);
    const dirty = noisy(clean, 8);
    const spread = ({ data }: Raster): number => {
      let sum = 0;
      for (let i = 0; i < data.length; i += 3) sum += Math.abs(data[i]! - data[i + 2]!);
      return sum / data.length;
    };
    expect(spread(denoise(dirty, { ...step, luma: 0 }))).toBeLessThan(spread(dirty) * 0.4);
  });

  it('has no seams between its strips: a taller picture gives the same rows', () => {
    const tall = noisy(
      drawn(40, 700, (x, y) => [x * 4, (y * 255) / 700, 90]),
      6,
    );
    const once = denoise(tall, step);
    // A seam would show as a jump between the rows on both sides of it that no other pair of rows has.
    const jump = (y: number): number => {
      let sum = 0;
      for (let i = 0; i < 120; i++) sum += Math.abs(once.data[y * 120 + i]! - once.data[(y - 1) * 120 + i]!);
      return sum / 120;
    };
    const others = Array.from({ length: 200 }, (_, i) => jump(20 + i));
    for (const seam of [256, 512]) expect(jump(seam)).toBeLessThanOrEqual(Math.max(...others));
  });

  it('works on pictures smaller than its reach, and leaves alpha alone', () => {
    for (const [width, height] of [
      [1, 1],
      [3, 2],
      [9, 40],
    ] as const) {
      expect(denoise(photo({ width, height }), step)).toMatchObject({ width, height });
    }
    const source = photo({ alpha: 'translucent' });
    const { data } = denoise(source, step);
    for (let i = 3; i < data.length; i += 4) expect(data[i]).toBe(source.data[i]);
  });
});

describe('the wavelet transform', () => {
  it.each([1, 2, 5])('gives the plane back when nothing is changed, %i scales in full size', (whole) => {
    const size = { width: 37, height: 23 };
    const random = noise(3);
    const plane = Float32Array.from({ length: 37 * 23 }, () => 100 + 30 * random());
    const before = plane.slice();
    new WaveletTransform(size).run(plane, size, 5, whole, () => {});
    plane.forEach((value, i) => {
      expect(value).toBeCloseTo(before[i]!, 3);
    });
  });
});
