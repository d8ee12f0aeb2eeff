import { expect, it } from 'vitest';
import autoOrient from '../../../src/workflow/nodes/auto-orient.ts';
import { compiled, problems } from './compiled.ts';

it('autoOrient applies the pending orientation', () => {
  expect(compiled(autoOrient)).toEqual([{ kind: 'orient' }]);
});

it('autoOrient takes no params', () => {
  expect(problems(autoOrient, { angle: 90 })).toEqual(['angle: Auto-orient has no param “angle”; remove it.']);
});
