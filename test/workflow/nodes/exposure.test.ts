import { expect, it } from 'vitest';
import exposure from '../../../src/workflow/nodes/exposure.ts';
import { compiled, problemsWith } from './compiled.ts';

it('exposure is one colour operation in stops', () => {
  expect(compiled(exposure, { ev: -1.5 })).toEqual([{ kind: 'colour', ops: [{ op: 'exposure', ev: -1.5 }] }]);
});

it('exposure by 0 EV is nothing to do', () => {
  expect(compiled(exposure)).toEqual([]);
  expect(compiled(exposure, { ev: 0 })).toEqual([]);
});

it('exposure accepts −10 to 10 EV', () => {
  expect(problemsWith(exposure, 'ev', [-10, 0.01, 10])).toEqual([]);
  expect(problemsWith(exposure, 'ev', [-10.1, 11])).toEqual([
    'ev: Exposure must be at least -10 EV, not -10.1.',
    'ev: Exposure must be at most 10 EV, not 11.',
  ]);
});
