import { expect, it } from 'vitest';
import autoWhiteBalance from '../../../src/workflow/nodes/auto-white-balance.ts';
import { compiled, problemsWith } from './compiled.ts';

it('auto white balance measures also at strength 0, so that others can bind to what it found', () => {
  expect(compiled(autoWhiteBalance, { strength: 0, method: 'grey-world' })).toEqual([
    { kind: 'autoWhiteBalance', method: 'grey-world', strength: 0 },
  ]);
  expect(Object.keys(autoWhiteBalance.results)).toEqual(['kelvin', 'tint']);
});

it('auto white balance knows three methods', () => {
  expect(problemsWith(autoWhiteBalance, 'method', ['shades-of-grey', 'grey-world', 'white-patch'])).toEqual([]);
  expect(problemsWith(autoWhiteBalance, 'method', ['ai'])).toHaveLength(1);
  expect(problemsWith(autoWhiteBalance, 'strength', [-1, 101])).toHaveLength(2);
});
