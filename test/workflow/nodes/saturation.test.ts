import { expect, it } from 'vitest';
import saturation from '../../../src/workflow/nodes/saturation.ts';
import { compiled, problemsWith } from './compiled.ts';

it('saturation is one colour operation', () => {
  expect(compiled(saturation, { saturation: -100 })).toEqual([
    { kind: 'colour', ops: [{ op: 'saturation', saturation: -100, vibrance: 0 }] },
  ]);
  expect(compiled(saturation, { vibrance: 30 })).toEqual([
    { kind: 'colour', ops: [{ op: 'saturation', saturation: 0, vibrance: 30 }] },
  ]);
});

it('saturation with both at 0 is nothing to do', () => {
  expect(compiled(saturation)).toEqual([]);
});

it('saturation accepts −100 to 100 for both', () => {
  for (const param of ['saturation', 'vibrance']) {
    expect(problemsWith(saturation, param, [-100, 100])).toEqual([]);
    expect(problemsWith(saturation, param, [-101, 101])).toHaveLength(2);
  }
});
