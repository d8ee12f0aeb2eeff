import { expect, it } from 'vitest';
import dehaze from '../../../src/workflow/nodes/dehaze.ts';
import { compiled, problemsWith } from './compiled.ts';

it('dehaze is a step of its own, and nothing at 0', () => {
  expect(compiled(dehaze)).toEqual([{ kind: 'dehaze', amount: 40 }]);
  expect(compiled(dehaze, { amount: 0 })).toEqual([]);
  expect(problemsWith(dehaze, 'amount', [-101, -100, 100, 101])).toHaveLength(2);
});
