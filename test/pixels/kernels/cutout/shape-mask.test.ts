import { expect, it } from 'vitest';
import { shapeMask } from '../../../../src/pixels/kernels/cutout/shape-mask.ts';

const size = { width: 41, height: 31 };
const disc = Uint16Array.from({ length: 41 * 31 }, (_, i) =>
  Math.max(Math.abs((i % 41) - 20), Math.abs(Math.floor(i / 41) - 15)) <= 6 ? 65535 : 0,
);
const widthOf = (mask: Uint16Array): number => {
  let sum = 0;
  for (let x = 0; x < 41; x++) sum += mask[15 * 41 + x]!;
  return sum / 65535;
};

it.each([3, 0.5, -2, -1.25])('moves the edge by %s px on both sides', (shift) => {
  expect(widthOf(shapeMask(disc, size, { shift, feather: 0 }))).toBeCloseTo(13 + 2 * shift, 3);
});

it('feathers like a Gaussian and keeps the sum', () => {
  const soft = shapeMask(disc, size, { shift: 0, feather: 2 });
  expect(widthOf(soft)).toBeCloseTo(13, 1);
  const edge = soft[15 * 41 + 26]! / 65535;
  // Half a pixel inside an edge: Φ(0.5 / 2).
  expect(edge).toBeCloseTo(0.599, 1);
  expect(soft[15 * 41 + 20]).toBeGreaterThan(65300);
});

it('leaves the mask that it was given alone', () => {
  const before = disc.slice();
  shapeMask(disc, size, { shift: 2, feather: 3 });
  expect(disc).toEqual(before);
});
