import { describe, expect, it } from 'vitest';
import watermark from '../../../src/workflow/nodes/watermark.ts';
import { POSITIONS } from '../../../src/workflow/plan/steps.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

const defaults = { kind: 'overlay', position: 'bottom-right', scale: 20, opacity: 60, margin: 3, tile: false };

describe('watermark', () => {
  it('lays text or a logo over the picture', () => {
    expect(compiled(watermark, { text: '© {name}' })).toEqual([
      { ...defaults, source: { by: 'text', text: '© {name}', color: '#ffffff', shadow: true } },
    ]);
    expect(compiled(watermark, { image: 'logo.png', tile: true })).toEqual([
      { ...defaults, source: { by: 'file', path: 'logo.png' }, tile: true },
    ]);
  });

  it('that is fully transparent is nothing to do', () => {
    expect(compiled(watermark, { text: 'x', opacity: 0 })).toEqual([]);
  });

  it('wants text or a logo', () => {
    expect(problems(watermark, {})).toEqual(['text: Say the mark: give text or image.']);
    expect(problems(watermark, { text: 'a', image: 'b' })).toEqual([
      'image: text and image both give the mark; keep one of them.',
    ]);
    expect(problems(watermark, { text: '' })).toEqual(['text: Text must not be empty.']);
  });

  it('refuses tokens that do not exist before any picture is made', () => {
    expect(problems(watermark, { text: '{nmae}' })).toEqual([expect.stringContaining('{nmae} is not known')]);
  });

  it('knows nine positions, and ranges for the rest', () => {
    const text = { text: 'x' };
    expect(problemsWith(watermark, 'position', [...POSITIONS], text)).toEqual([]);
    expect(problemsWith(watermark, 'position', ['north'], text)).toHaveLength(1);
    expect(problemsWith(watermark, 'scale', [0.1, 100], text)).toEqual([]);
    expect(problemsWith(watermark, 'scale', [0, 101], text)).toHaveLength(2);
    expect(problemsWith(watermark, 'opacity', [0, 100], text)).toEqual([]);
    expect(problemsWith(watermark, 'opacity', [-1, 101], text)).toHaveLength(2);
    expect(problemsWith(watermark, 'margin', [0, 50], text)).toEqual([]);
    expect(problemsWith(watermark, 'margin', [-1, 51], text)).toHaveLength(2);
    expect(problemsWith(watermark, 'color', ['red'], text)).toHaveLength(1);
  });
});
