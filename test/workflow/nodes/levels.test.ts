import { expect, it } from 'vitest';
import levels from '../../../src/workflow/nodes/levels.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

it('levels is one colour operation, for all channels or one', () => {
  const rest = { black: 10, white: 240, gamma: 1.2, outputBlack: 0, outputWhite: 255 };
  expect(compiled(levels, { black: 10, white: 240, gamma: 1.2 })).toEqual([
    { kind: 'colour', ops: [{ op: 'levels', channel: 'rgb', ...rest }] },
  ]);
  expect(compiled(levels, { channel: 'blue', outputWhite: 250 })).toMatchObject([
    { ops: [{ channel: 'blue', outputWhite: 250 }] },
  ]);
});

it('levels at rest is nothing to do', () => {
  expect(compiled(levels)).toEqual([]);
  expect(compiled(levels, { channel: 'red' })).toEqual([]);
});

it('levels wants the white point above the black point, and levels from 0 to 255', () => {
  expect(problems(levels, { black: 100, white: 100 })).toEqual([
    'white: The white point must be above the black point.',
  ]);
  expect(problemsWith(levels, 'outputBlack', [-1, 256])).toHaveLength(2);
  expect(problemsWith(levels, 'gamma', [0.1, 10])).toEqual([]);
  expect(problemsWith(levels, 'gamma', [0, 11])).toHaveLength(2);
});

it('levels takes bound points, to be compared when they are known', () => {
  expect(problems(levels, { black: { $ref: 'auto.black' }, white: 200 })).toEqual([]);
});
