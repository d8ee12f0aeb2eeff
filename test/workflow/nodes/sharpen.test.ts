import { expect, it } from 'vitest';
import sharpen from '../../../src/workflow/nodes/sharpen.ts';
import { compiled, problemsWith } from './compiled.ts';

it('sharpen has gentle defaults', () => {
  expect(compiled(sharpen)).toEqual([{ kind: 'sharpen', radius: 1, amount: 80, threshold: 2 }]);
});

it('sharpen by amount 0 is nothing to do', () => {
  expect(compiled(sharpen, { amount: 0, radius: 5 })).toEqual([]);
});

it('sharpen accepts radius 0.1–100 px, amount 0–500 %, threshold 0–255', () => {
  expect(problemsWith(sharpen, 'radius', [0.1, 100])).toEqual([]);
  expect(problemsWith(sharpen, 'radius', [0, 101])).toHaveLength(2);
  expect(problemsWith(sharpen, 'amount', [0, 500])).toEqual([]);
  expect(problemsWith(sharpen, 'amount', [-1, 501])).toHaveLength(2);
  expect(problemsWith(sharpen, 'threshold', [0, 255])).toEqual([]);
  expect(problemsWith(sharpen, 'threshold', [-1, 256])).toHaveLength(2);
});
