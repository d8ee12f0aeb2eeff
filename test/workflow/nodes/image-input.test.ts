import { describe, expect, it } from 'vitest';
import imageInput from '../../../src/workflow/nodes/image-input.ts';
import { compiled, problems } from './compiled.ts';

describe('imageInput', () => {
  it('opens the picture of its own node, upright unless told otherwise', () => {
    expect(compiled(imageInput)).toEqual([{ kind: 'decode', inputNode: 'n', orient: true }]);
    expect(compiled(imageInput, { orientation: 'keep' })).toEqual([{ kind: 'decode', inputNode: 'n', orient: false }]);
  });

  it('says how RAW files are developed only where it is not as usual', () => {
    expect(compiled(imageInput, { rawKelvin: 3000, rawTint: 5 })).toEqual([
      { kind: 'decode', inputNode: 'n', orient: true },
    ]);
    expect(compiled(imageInput, { rawWhiteBalance: 'temperature', rawKelvin: 3000, rawExposure: 1.5 })).toEqual([
      {
        kind: 'decode',
        inputNode: 'n',
        orient: true,
        raw: {
          source: 'develop',
          whiteBalance: { by: 'light', kelvin: 3000, tint: 0 },
          exposure: 1.5,
          autoBrightness: true,
          highlights: 'clip',
        },
      },
    ]);
    expect(compiled(imageInput, { rawSource: 'preview' })).toMatchObject([{ raw: { source: 'preview' } }]);
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
