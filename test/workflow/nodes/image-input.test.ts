import { describe, expect, it } from 'vitest';
import imageInput from '../../../src/workflow/nodes/image-input.ts';
import { compiled, problems } from './compiled.ts';

describe('imageInput', () => {
  it('opens the picture of its own node, upright unless told otherwise', () => {
    expect(compiled(imageInput)).toEqual([{ kind: 'decode', inputNode: 'n', orient: true }]);
    expect(compiled(imageInput, { orientation: 'keep' })).toEqual([{ kind: 'decode', inputNode: 'n', orient: false }]);
  });

  it('refuses other orientations', () => {
    expect(problems(imageInput, { orientation: 'left' })).toEqual([
      'orientation: Orientation must be one of apply, keep, not “left”.',
    ]);
  });

  it('has no inputs and gives facts and EXIF to others', () => {
    expect(imageInput.inputs).toEqual({});
    expect(Object.keys(imageInput.results)).toEqual(['format', 'exif']);
  });
});
