import { expect, it } from 'vitest';
import vignette from '../../../src/workflow/nodes/vignette.ts';
import { compiled, problemsWith } from './compiled.ts';

it('a vignette is a step of its own, and nothing at 0', () => {
  expect(compiled(vignette)).toEqual([{ kind: 'vignette', amount: -30, midpoint: 50, roundness: 0, feather: 60 }]);
  expect(compiled(vignette, { amount: 0 })).toEqual([]);
  for (const param of ['amount', 'roundness'])
    expect(problemsWith(vignette, param, [-101, -100, 100, 101])).toHaveLength(2);
  for (const param of ['midpoint', 'feather']) expect(problemsWith(vignette, param, [-1, 0, 100, 101])).toHaveLength(2);
});
