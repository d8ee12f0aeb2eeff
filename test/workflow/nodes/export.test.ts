import { describe, expect, it } from 'vitest';
import exportNode from '../../../src/workflow/nodes/export.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

const encode = {
  kind: 'encode',
  format: 'jpeg',
  quality: 85,
  chroma: '4:2:0',
  effort: 50,
  lossless: false,
  depth: 'source',
  maxKilobytes: null,
  profile: 'srgb',
  metadata: 'no-gps',
  dpi: null,
  background: '#ffffff',
};

describe('export', () => {
  it('converts to sRGB, keeps the place to itself and writes a JPEG unless told otherwise', () => {
    expect(compiled(exportNode)).toEqual([
      { kind: 'colour', ops: [{ op: 'convertProfile', profile: 'srgb' }] },
      encode,
    ]);
  });

  it('converts nothing when the profile of the source is kept', () => {
    expect(compiled(exportNode, { profile: 'source' })).toEqual([{ ...encode, profile: 'source' }]);
  });

  it('hands everything about the file to the encoder, and the name to nobody', () => {
    const params = {
      format: 'tiff',
      quality: 70,
      chroma: '4:4:4',
      effort: 80,
      depth: 16,
      maxKilobytes: 500,
      profile: 'display-p3',
      metadata: 'all',
      dpi: 300,
      background: '#000',
    };
    expect(compiled(exportNode, { ...params, name: '{name}-{seq:4}' })).toEqual([
      { kind: 'colour', ops: [{ op: 'convertProfile', profile: 'display-p3' }] },
      { ...encode, ...params, background: '#000000' },
    ]);
  });

  it('can be lossless, but not as JPEG', () => {
    expect(compiled(exportNode, { format: 'webp', lossless: true })).toMatchObject([{}, { lossless: true }]);
    expect(problems(exportNode, { lossless: true, dpi: 0 })).toEqual([
      'dpi: Resolution must be at least 1 dpi, not 0.',
      'lossless: JPEG cannot be lossless: switch it off, or choose webp, avif, png or tiff.',
    ]);
  });

  it('refuses names with tokens that do not exist', () => {
    expect(problems(exportNode, { name: '{nmae}' })).toEqual([expect.stringContaining('{nmae} is not known')]);
  });

  it.each<[string, unknown[], unknown[]]>([
    ['format', ['jpeg', 'png', 'webp', 'avif', 'tiff'], ['jpg', 'gif']],
    ['quality', [1, 100], [0, 101, 80.5]],
    ['chroma', ['4:2:0', '4:4:4'], ['4:2:2']],
    ['effort', [0, 100], [-1, 101]],
    ['depth', [8, 16, 'source'], [12, '8']],
    ['maxKilobytes', [1, 1_000_000], [0, 1_000_001]],
    ['profile', ['srgb', 'source'], ['cmyk']],
    ['metadata', ['all', 'no-gps', 'copyright', 'none'], ['some']],
    ['dpi', [1, 72.5, 10_000], [0, 10_001]],
    ['background', ['#fff'], ['white']],
  ])('checks %s', (param, accepted, refused) => {
    expect(problemsWith(exportNode, param, accepted)).toEqual([]);
    expect(problemsWith(exportNode, param, refused)).toHaveLength(refused.length);
  });
});
