import { expect, it } from 'vitest';
import { guidedFilter } from '../../../src/pixels/kernels/guided-filter.ts';

const size = { width: 40, height: 20 };
const step = Float32Array.from({ length: 800 }, (_, i) => (i % 40 < 20 ? 0.2 : 0.8));
const noisy = step.map((value, i) => value + ((i * 7919) % 13) / 260 - 0.025);

it('evens noise out and keeps an edge that is stronger than epsilon', () => {
  const smooth = guidedFilter(noisy, noisy, size, { radius: 4, epsilon: 0.05 ** 2 });
  const spread = (plane: Float32Array, from: number, to: number): number => {
    const values = [...plane].filter((_, i) => i % 40 >= from && i % 40 < to);
    return Math.max(...values) - Math.min(...values);
  };
  expect(spread(smooth, 2, 14)).toBeLessThan(spread(noisy, 2, 14) / 2);
  expect(smooth[10 * 40 + 21]! - smooth[10 * 40 + 18]!).toBeGreaterThan(0.5);
});

it('gives a coarse mask the edge of its guide', () => {
  const coarse = Float32Array.from({ length: 800 }, (_, i) => Math.min(1, Math.max(0, ((i % 40) - 14) / 12)));
  const sharp = guidedFilter(coarse, step, size, { radius: 8, epsilon: 1e-4 });
  expect(sharp[10 * 40 + 20]! - sharp[10 * 40 + 19]!).toBeGreaterThan(0.4);
});

it('leaves a flat plane as it is', () => {
  const flat = new Float32Array(800).fill(0.37);
  for (const value of guidedFilter(flat, step, size, { radius: 3, epsilon: 1e-3 })) expect(value).toBeCloseTo(0.37, 5);
});
