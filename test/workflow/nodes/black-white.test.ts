import { expect, it } from 'vitest';
import blackWhite from '../../../src/workflow/nodes/black-white.ts';
import { compiled, problemsWith } from './compiled.ts';

it('black and white mixes by eight colours', () => {
  expect(compiled(blackWhite, { blue: -40, channelRed: 99 })).toMatchObject([
    { kind: 'colour', ops: [{ op: 'blackWhite', mix: { by: 'bands', bands: { blue: -40, red: 0 } } }] },
  ]);
});

it('black and white mixes by red, green and blue light', () => {
  expect(compiled(blackWhite, { mix: 'channels', channelRed: 60, channelGreen: 40, channelBlue: 0 })).toEqual([
    {
      kind: 'colour',
      ops: [{ op: 'blackWhite', mix: { by: 'channels', red: 60, green: 40, blue: 0 }, tint: { hue: 0, strength: 0 } }],
    },
  ]);
});

it('a tint has a hue and a strength', () => {
  expect(compiled(blackWhite, { tintHue: 60, tintStrength: 30 })).toMatchObject([
    { ops: [{ tint: { hue: 60, strength: 30 } }] },
  ]);
  expect(problemsWith(blackWhite, 'tintHue', [-1, 361])).toHaveLength(2);
  expect(problemsWith(blackWhite, 'channelRed', [-200, 300])).toEqual([]);
  expect(problemsWith(blackWhite, 'channelRed', [-201, 301])).toHaveLength(2);
});
