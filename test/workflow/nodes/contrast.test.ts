import { expect, it } from 'vitest';
import contrast from '../../../src/workflow/nodes/contrast.ts';
import { compiled, problemsWith } from './compiled.ts';

it('contrast is one colour operation', () => {
  expect(compiled(contrast, { contrast: 20 })).toEqual([
    { kind: 'colour', ops: [{ op: 'contrast', contrast: 20, brightness: 0 }] },
  ]);
  expect(compiled(contrast, { brightness: -5 })).toEqual([
    { kind: 'colour', ops: [{ op: 'contrast', contrast: 0, brightness: -5 }] },
  ]);
});

it('contrast with both at 0 is nothing to do', () => {
  expect(compiled(contrast)).toEqual([]);
});

it('contrast accepts −100 to 100 for both', () => {
  for (const param of ['contrast', 'brightness']) {
    expect(problemsWith(contrast, param, [-100, 100])).toEqual([]);
    expect(problemsWith(contrast, param, [-101, 101])).toHaveLength(2);
  }
});
