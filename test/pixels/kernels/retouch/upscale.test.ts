import { expect, it } from 'vitest';
import { upscale } from '../../../../src/pixels/kernels/retouch/upscale.ts';
import { photo } from '../../../support/pictures.ts';

it.each([2, 3, 4])('makes every side %s times as long', async (factor) => {
  const large = await upscale(photo({ width: 31, height: 20 }), { factor, model: null, detail: 0 });
  expect([large.width, large.height]).toEqual([31 * factor, 20 * factor]);
});

it.each([8, 16] as const)('keeps the mean of the picture, alpha and depth, %s bits', async (depth) => {
  const small = photo({ depth, alpha: 'translucent' });
  const large = await upscale(small, { factor: 2, model: null, detail: 50 });
  expect([large.channels, large.depth, large.profile.key]).toEqual([4, depth, 'srgb']);
  const mean = (data: ArrayLike<number>): number =>
    Array.from(data).reduce((sum, value) => sum + value, 0) / data.length;
  expect(Math.abs(mean(large.data) / mean(small.data) - 1)).toBeLessThan(0.01);
});

it('gives crispness back with detail', async () => {
  const small = photo();
  const contrast = async (detail: number): Promise<number> => {
    const { data, width } = await upscale(small, { factor: 3, model: null, detail });
    let sum = 0;
    for (let i = 3; i < data.length; i += 3) if (i % (width * 3) !== 0) sum += Math.abs(data[i]! - data[i - 3]!);
    return sum;
  };
  expect(await contrast(100)).toBeGreaterThan(1.05 * (await contrast(0)));
});
