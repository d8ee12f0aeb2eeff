import { expect, it } from 'vitest';
import flip from '../../../src/workflow/nodes/flip.ts';
import { compiled, problemsWith } from './compiled.ts';

it('flip mirrors left and right unless told otherwise', () => {
  expect(compiled(flip)).toEqual([{ kind: 'flip', axis: 'horizontal' }]);
  expect(compiled(flip, { axis: 'vertical' })).toEqual([{ kind: 'flip', axis: 'vertical' }]);
});

it('flip knows two directions', () => {
  expect(problemsWith(flip, 'axis', ['both', 1])).toHaveLength(2);
});
