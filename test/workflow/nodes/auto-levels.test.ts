import { expect, it } from 'vitest';
import autoLevels from '../../../src/workflow/nodes/auto-levels.ts';
import { compiled, problemsWith } from './compiled.ts';

it('auto levels measures also at strength 0, so that others can bind to what it found', () => {
  expect(compiled(autoLevels, { strength: 0 })).toEqual([
    { kind: 'autoLevels', by: 'luma', clipShadows: 0.1, clipHighlights: 0.1, strength: 0 },
  ]);
  expect(Object.keys(autoLevels.results)).toEqual(expect.arrayContaining(['black', 'white', 'blackRed', 'whiteBlue']));
});

it('auto levels clips up to 10 % on each side', () => {
  for (const param of ['clipShadows', 'clipHighlights']) {
    expect(problemsWith(autoLevels, param, [0, 10])).toEqual([]);
    expect(problemsWith(autoLevels, param, [-0.1, 10.1])).toHaveLength(2);
  }
});
