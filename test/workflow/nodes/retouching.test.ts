import { describe, expect, it } from 'vitest';
import maskPicture from '../../../src/workflow/nodes/mask-picture.ts';
import removeBackground from '../../../src/workflow/nodes/remove-background.ts';
import replaceBackground from '../../../src/workflow/nodes/replace-background.ts';
import shadow from '../../../src/workflow/nodes/shadow.ts';
import skinSmooth from '../../../src/workflow/nodes/skin-smooth.ts';
import spotHeal from '../../../src/workflow/nodes/spot-heal.ts';
import upscale from '../../../src/workflow/nodes/upscale.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

describe('removeBackground', () => {
  it('finds the subject and makes its mask the alpha', () => {
    expect(compiled(removeBackground)).toEqual([
      { kind: 'cutoutMask', method: 'auto', model: 'u2netp' },
      { kind: 'applyMask', decontaminate: 100 },
    ]);
  });

  it('shapes the edge only when asked to', () => {
    expect(compiled(removeBackground, { shift: -1.5, feather: 2, decontaminate: 0, method: 'key' })).toEqual([
      { kind: 'cutoutMask', method: 'key', model: 'u2netp' },
      { kind: 'shapeMask', shift: -1.5, feather: 2 },
      { kind: 'applyMask', decontaminate: 0 },
    ]);
  });

  it('takes names of models, not paths', () => {
    expect(problemsWith(removeBackground, 'model', ['isnet-general', 'birefnet_lite.v2'])).toEqual([]);
    for (const name of ['../secret', 'a/b', '', '.hidden', 'C:\\x']) {
      expect(problems(removeBackground, { model: name }), name).toHaveLength(1);
    }
  });

  it('refuses what is out of range', () => {
    expect(problems(removeBackground, { feather: -1 })).toHaveLength(1);
    expect(problems(removeBackground, { decontaminate: 101 })).toHaveLength(1);
    expect(problems(removeBackground, { method: 'magic' })).toHaveLength(1);
  });
});

describe('replaceBackground', () => {
  it('knows white, colours, pictures and blur', () => {
    const fill = (params: object) => compiled(replaceBackground, { ...params })[0];
    expect(fill({})).toMatchObject({ kind: 'backdrop', fill: { by: 'colour', color: '#ffffff' }, original: false });
    expect(fill({ fill: 'color', color: '#ABC' })).toMatchObject({ fill: { by: 'colour', color: '#aabbcc' } });
    expect(fill({ fill: 'image', image: 'wall.jpg' })).toMatchObject({ fill: { by: 'file', path: 'wall.jpg' } });
    expect(fill({ fill: 'blur', radius: 9 })).toMatchObject({ fill: { by: 'blur', radius: 9 } });
  });

  it('asks for the picture that it is to show', () => {
    expect(problems(replaceBackground, { fill: 'image' })).toEqual([
      'image: Choose the picture that is to be the background.',
    ]);
  });
});

it('compiles shadows of three kinds, and none without opacity', () => {
  expect(compiled(shadow, { kind: 'drop', angle: 90, distance: 4, blur: 1 })).toMatchObject([
    { shadow: { by: 'drop', angle: 90, distance: 4, blur: 1 }, grow: true },
  ]);
  expect(compiled(shadow, { kind: 'contact' })).toMatchObject([{ shadow: { by: 'contact', blur: 0.8, height: 3 } }]);
  expect(compiled(shadow, { kind: 'reflection', height: 20 })).toMatchObject([
    { shadow: { by: 'reflection', height: 20, gap: 0 } },
  ]);
  expect(compiled(shadow, { opacity: 0 })).toEqual([]);
});

it('compiles the others, and drops what would change nothing', () => {
  expect(compiled(maskPicture, { invert: true })).toEqual([{ kind: 'maskPicture', invert: true }]);
  expect(compiled(skinSmooth)).toEqual([
    { kind: 'skinSmooth', strength: 50, radius: 1, texture: 100, faces: false, masked: false },
  ]);
  expect(compiled(skinSmooth, { strength: 0 })).toEqual([]);
  expect(compiled(spotHeal)).toEqual([{ kind: 'spotHeal', spots: [], detect: { sensitivity: 50, size: 1 } }]);
  expect(compiled(spotHeal, { detect: false })).toEqual([]);
  const spots = [{ x: 0.5, y: 0.25, radius: 0.01 }];
  expect(compiled(spotHeal, { detect: false, spots })).toEqual([{ kind: 'spotHeal', spots, detect: null }]);
  expect(compiled(upscale)).toEqual([{ kind: 'upscale', factor: 2, model: null, detail: 40 }]);
  expect(problems(upscale, { factor: 2.5 })).toHaveLength(1);
});
