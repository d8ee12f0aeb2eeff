import { expect, it } from 'vitest';
import hsl from '../../../src/workflow/nodes/hsl.ts';
import { HUE_BANDS } from '../../../src/workflow/plan/grading-ops.ts';
import { compiled, problemsWith } from './compiled.ts';

const zero = Object.fromEntries(HUE_BANDS.map((band) => [band, 0]));

it('the colour mixer is one colour operation with eight bands', () => {
  expect(compiled(hsl, { blueHue: -20, redLuminance: 10 })).toEqual([
    {
      kind: 'colour',
      ops: [{ op: 'hsl', hue: { ...zero, blue: -20 }, saturation: zero, luminance: { ...zero, red: 10 } }],
    },
  ]);
});

it('the colour mixer with all at 0 is nothing to do', () => {
  expect(compiled(hsl)).toEqual([]);
});

it('every band has hue, saturation and luminance from −100 to 100', () => {
  for (const band of HUE_BANDS) {
    for (const what of ['Hue', 'Saturation', 'Luminance']) {
      expect(problemsWith(hsl, `${band}${what}`, [-101, -100, 100, 101])).toHaveLength(2);
    }
  }
});
