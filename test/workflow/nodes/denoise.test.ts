import { expect, it } from 'vitest';
import denoise from '../../../src/workflow/nodes/denoise.ts';
import { compiled, problemsWith } from './compiled.ts';

it('denoise is a step of its own, and nothing with both strengths at 0', () => {
  expect(compiled(denoise)).toEqual([{ kind: 'denoise', luma: 40, chroma: 50, detail: 50 }]);
  expect(compiled(denoise, { luma: 0, chroma: 0 })).toEqual([]);
  for (const param of ['luma', 'chroma', 'detail'])
    expect(problemsWith(denoise, param, [-1, 0, 100, 101])).toHaveLength(2);
});
