import { expect, it } from 'vitest';
import outputSharpen from '../../../src/workflow/nodes/output-sharpen.ts';
import { compiled, problemsWith } from './compiled.ts';

const made = (params: Record<string, unknown>) =>
  compiled(outputSharpen, params)[0] as { radius: number; amount: number };

it('output sharpening for a screen has half a pixel, whatever the resolution', () => {
  expect(compiled(outputSharpen)).toEqual([{ kind: 'sharpen', radius: 0.5, amount: 60, threshold: 1 }]);
  expect(made({ dpi: 72 }).radius).toBe(0.5);
});

it('output sharpening for paper goes with the resolution, and further on matte paper', () => {
  expect(made({ medium: 'glossy', dpi: 300 }).radius).toBe(1);
  expect(made({ medium: 'glossy', dpi: 600 }).radius).toBe(2);
  expect(made({ medium: 'matte', dpi: 300 }).radius).toBeCloseTo(1.33, 2);
  expect(made({ medium: 'glossy', dpi: 50 }).radius).toBe(0.3);
});

it('each medium has three amounts, rising', () => {
  for (const medium of ['screen', 'glossy', 'matte']) {
    const [low, standard, high] = ['low', 'standard', 'high'].map((amount) => made({ medium, amount }).amount);
    expect(low).toBeLessThan(standard!);
    expect(standard).toBeLessThan(high!);
  }
  expect(problemsWith(outputSharpen, 'medium', ['canvas'])).toHaveLength(1);
  expect(problemsWith(outputSharpen, 'dpi', [49, 2401])).toHaveLength(2);
});
