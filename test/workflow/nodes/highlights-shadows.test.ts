import { expect, it } from 'vitest';
import highlightsShadows from '../../../src/workflow/nodes/highlights-shadows.ts';
import { compiled, problemsWith } from './compiled.ts';

it('highlights and shadows is a step of its own, and nothing with all at 0', () => {
  expect(compiled(highlightsShadows, { shadows: 40, highlights: -30 })).toEqual([
    { kind: 'highlightsShadows', highlights: -30, shadows: 40, whites: 0, blacks: 0 },
  ]);
  expect(compiled(highlightsShadows)).toEqual([]);
});

it('highlights, shadows, whites and blacks go from −100 to 100', () => {
  for (const param of ['highlights', 'shadows', 'whites', 'blacks']) {
    expect(problemsWith(highlightsShadows, param, [-100, 100])).toEqual([]);
    expect(problemsWith(highlightsShadows, param, [-101, 101])).toHaveLength(2);
  }
});
