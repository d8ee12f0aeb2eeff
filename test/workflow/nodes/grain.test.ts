import { expect, it } from 'vitest';
import grain from '../../../src/workflow/nodes/grain.ts';
import { compiled, problemsWith } from './compiled.ts';

it('grain is a step of its own, and nothing at 0', () => {
  expect(compiled(grain)).toEqual([{ kind: 'grain', amount: 25, size: 25, roughness: 50, seed: 1 }]);
  expect(compiled(grain, { amount: 0 })).toEqual([]);
  expect(problemsWith(grain, 'seed', [-1, 0.5, 1_000_000])).toHaveLength(3);
});
