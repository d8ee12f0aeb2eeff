import { describe, expect, it } from 'vitest';
import resize from '../../../src/workflow/nodes/resize.ts';
import { sizeAfter } from '../../../src/workflow/plan/geometry.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

describe('resize', () => {
  it.each([
    [{ longEdge: 2048 }, { by: 'longEdge', pixels: 2048 }],
    [{ shortEdge: 500 }, { by: 'shortEdge', pixels: 500 }],
    [{ megapixels: 2.5 }, { by: 'megapixels', megapixels: 2.5 }],
    [{ percent: 50 }, { by: 'percent', percent: 50 }],
    [
      { width: 100, height: 50 },
      { by: 'box', width: 100, height: 50, fit: 'inside' },
    ],
    [
      { width: 100, height: 50, fit: 'outside' },
      { by: 'box', width: 100, height: 50, fit: 'outside' },
    ],
    [
      { width: 100, height: 50, fit: 'fill' },
      { by: 'box', width: 100, height: 50, fit: 'fill' },
    ],
    [{ width: 100 }, { by: 'box', width: 100, height: null, fit: 'inside' }],
    [
      { height: 50, fit: 'cover' },
      { by: 'box', width: null, height: 50, fit: 'inside' },
    ],
  ])('takes its size from %j', (params, target) => {
    expect(compiled(resize, params)).toEqual([{ kind: 'resize', target, kernel: 'lanczos3', enlarge: false }]);
  });

  it('covers a box by making the picture just large enough and cutting it from the centre', () => {
    expect(compiled(resize, { width: 100, height: 50, fit: 'cover', kernel: 'mitchell', enlarge: true })).toEqual([
      {
        kind: 'resize',
        target: { by: 'box', width: 100, height: 50, fit: 'outside' },
        kernel: 'mitchell',
        enlarge: true,
      },
      { kind: 'crop', size: { by: 'pixels', width: 100, height: 50 }, place: { by: 'gravity', gravity: 'center' } },
    ]);
  });

  it.each([
    [
      { width: 1080, height: 1350, fit: 'cover', enlarge: true },
      { width: 1080, height: 1350 },
    ],
    [
      { width: 1080, height: 1350, fit: 'cover' },
      { width: 300, height: 200 },
    ],
    [{ longEdge: 150 }, { width: 150, height: 100 }],
    [{ longEdge: 600 }, { width: 300, height: 200 }],
  ])('of a 300 × 200 picture with %j gives %j', (params, size) => {
    const end = compiled(resize, params).reduce(
      (at, step) => (step.kind === 'resize' || step.kind === 'crop' ? sizeAfter(step, at) : at),
      { width: 300, height: 200 },
    );
    expect(end).toEqual(size);
  });

  it('to 100 % is nothing to do', () => {
    expect(compiled(resize, { percent: 100 })).toEqual([]);
  });

  it('wants exactly one way of saying the size, and names those that contradict each other', () => {
    expect(problems(resize, {})).toEqual([
      'longEdge: Say the new size: give longEdge, shortEdge, width and height, megapixels or percent.',
    ]);
    expect(problems(resize, { longEdge: 1, height: 2 })).toEqual([
      'height: longEdge and height both give the new size; keep one of them.',
    ]);
    expect(problems(resize, { shortEdge: 1, megapixels: 2, percent: 3 })).toEqual([
      'megapixels: shortEdge, megapixels and percent all give the new size; keep one of them.',
      'percent: shortEdge, megapixels and percent all give the new size; keep one of them.',
    ]);
  });

  it('accepts 1 to 100000 px, up to 1000 MP and 0.1 to 1000 %', () => {
    for (const edge of ['longEdge', 'shortEdge', 'width', 'height']) {
      expect(problemsWith(resize, edge, [1, 100_000])).toEqual([]);
      expect(problemsWith(resize, edge, [0, -5, 100_001, 1.5, '1', null, Number.NaN])).toHaveLength(7);
    }
    expect(problemsWith(resize, 'megapixels', [0.0001, 1000])).toEqual([]);
    expect(problemsWith(resize, 'megapixels', [0, 1001])).toHaveLength(2);
    expect(problemsWith(resize, 'percent', [0.1, 1000])).toEqual([]);
    expect(problemsWith(resize, 'percent', [0, 1001])).toHaveLength(2);
  });
});
