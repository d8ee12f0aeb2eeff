import { expect, it } from 'vitest';
import lut from '../../../src/workflow/nodes/lut.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

it('a LUT is one colour operation that names its file', () => {
  expect(compiled(lut, { file: 'look.cube' })).toEqual([
    { kind: 'colour', ops: [{ op: 'lut', path: 'look.cube', strength: 100, space: 'srgb' }] },
  ]);
});

it('a LUT at strength 0 is nothing to do, and without a file is not complete', () => {
  expect(compiled(lut, { file: 'look.cube', strength: 0 })).toEqual([]);
  expect(problems(lut, {})).toHaveLength(1);
  expect(problemsWith(lut, 'space', ['display-p3', 'cmyk'], { file: 'a.cube' })).toHaveLength(1);
});
