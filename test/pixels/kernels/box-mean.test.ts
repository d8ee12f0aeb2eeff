import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxMean } from '../../../src/pixels/kernels/box-mean.ts';

it('is the mean over what of the square lies inside, whatever the sizes', () => {
  const side = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(side, side, fc.integer({ min: 0, max: 15 }), fc.integer(), (width, height, radius, seed) => {
      const plane = Float32Array.from({ length: width * height }, (_, i) => Math.sin(i * 12.9 + seed) * 0.5 + 0.5);
      const means = boxMean(plane, { width, height }, radius);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          let sum = 0;
          let count = 0;
          for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
            for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
              sum += plane[v * width + u]!;
              count++;
            }
          }
          expect(means[y * width + x]).toBeCloseTo(sum / count, 5);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('may write over its own input', () => {
  const size = { width: 9, height: 7 };
  const plane = Float32Array.from({ length: 63 }, (_, i) => (i * 37) % 11);
  const apart = boxMean(plane.slice(), size, 2);
  expect(boxMean(plane, size, 2, plane)).toEqual(apart);
});
