import { expect, it } from 'vitest';
import clarity from '../../../src/workflow/nodes/clarity.ts';
import { compiled, problemsWith } from './compiled.ts';

it('clarity is a step of its own, and nothing with both at 0', () => {
  expect(compiled(clarity, { texture: -20 })).toEqual([{ kind: 'clarity', clarity: 0, texture: -20 }]);
  expect(compiled(clarity)).toEqual([]);
});

it('clarity and texture go from −100 to 100', () => {
  for (const param of ['clarity', 'texture'])
    expect(problemsWith(clarity, param, [-101, -100, 100, 101])).toHaveLength(2);
});
