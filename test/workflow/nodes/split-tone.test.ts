import { expect, it } from 'vitest';
import splitTone from '../../../src/workflow/nodes/split-tone.ts';
import { compiled, problemsWith } from './compiled.ts';

it('colour grading is one colour operation with three tones', () => {
  expect(compiled(splitTone, { shadowsHue: 200, shadowsSaturation: 20, balance: 10 })).toMatchObject([
    { kind: 'colour', ops: [{ op: 'splitTone', shadows: { hue: 200, saturation: 20 }, balance: 10 }] },
  ]);
});

it('colour grading without saturation is nothing to do', () => {
  expect(compiled(splitTone, { shadowsHue: 200, balance: 50 })).toEqual([]);
  expect(problemsWith(splitTone, 'balance', [-101, 101])).toHaveLength(2);
  expect(problemsWith(splitTone, 'highlightsSaturation', [-1, 101])).toHaveLength(2);
});
