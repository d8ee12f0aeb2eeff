import { expect, it } from 'vitest';
import whiteBalance from '../../../src/workflow/nodes/white-balance.ts';
import { compiled, problemsWith } from './compiled.ts';

it('whiteBalance is one colour operation', () => {
  expect(compiled(whiteBalance, { kelvin: 5000 })).toEqual([
    { kind: 'colour', ops: [{ op: 'whiteBalance', kelvin: 5000, tint: 0 }] },
  ]);
  expect(compiled(whiteBalance, { tint: 10 })).toEqual([
    { kind: 'colour', ops: [{ op: 'whiteBalance', kelvin: 6500, tint: 10 }] },
  ]);
});

it('whiteBalance at 6500 K without tint is nothing to do', () => {
  expect(compiled(whiteBalance)).toEqual([]);
});

it('whiteBalance accepts 2000 to 25000 K and tints of −150 to 150', () => {
  expect(problemsWith(whiteBalance, 'kelvin', [2000, 25_000])).toEqual([]);
  expect(problemsWith(whiteBalance, 'kelvin', [1999, 25_001])).toHaveLength(2);
  expect(problemsWith(whiteBalance, 'tint', [-150, 150])).toEqual([]);
  expect(problemsWith(whiteBalance, 'tint', [-151, 151])).toHaveLength(2);
});
