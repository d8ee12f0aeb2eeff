import { describe, expect, it } from 'vitest';
import crop from '../../../src/workflow/nodes/crop.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

const centre = { by: 'gravity', gravity: 'center' };

describe('crop', () => {
  it.each([
    ['4:5', 0.8],
    ['16/9', 16 / 9],
    ['1.91:1', 1.91],
    [1.5, 1.5],
  ])('keeps the largest part of aspect %s', (aspect, ratio) => {
    expect(compiled(crop, { aspect })).toEqual([
      { kind: 'crop', size: { by: 'aspect', aspect: ratio }, place: centre },
    ]);
  });

  it('keeps a number of pixels, where gravity says', () => {
    expect(compiled(crop, { width: 300, height: 200, gravity: 'northwest' })).toEqual([
      { kind: 'crop', size: { by: 'pixels', width: 300, height: 200 }, place: { by: 'gravity', gravity: 'northwest' } },
    ]);
    expect(compiled(crop, { aspect: 1, gravity: 'attention' })).toMatchObject([{ place: { gravity: 'attention' } }]);
  });

  it('keeps a number of pixels from a corner on; an offset alone leaves the other at 0', () => {
    expect(compiled(crop, { width: 300, height: 200, left: 10, top: 20 })).toMatchObject([
      { place: { by: 'offset', left: 10, top: 20 } },
    ]);
    expect(compiled(crop, { width: 300, height: 200, top: 20 })).toMatchObject([
      { place: { by: 'offset', left: 0, top: 20 } },
    ]);
  });

  it('wants to know what to keep, in one way', () => {
    expect(problems(crop, {})).toEqual(['aspect: Say what to keep: give aspect or width and height.']);
    expect(problems(crop, { aspect: 1, width: 2, height: 2 })).toEqual([
      'width: aspect and width both give what to keep; keep one of them.',
    ]);
    expect(problems(crop, { width: 2 })).toEqual(['height: Give the height with the width.']);
    expect(problems(crop, { height: 2 })).toEqual(['width: Give the width with the height.']);
  });

  it('wants to know where in one way', () => {
    expect(problems(crop, { width: 2, height: 2, left: 1, gravity: 'north' })).toEqual([
      'gravity: gravity and left both say where; keep one of them.',
    ]);
    expect(problems(crop, { aspect: 1, left: 1, top: 1 })).toEqual([
      'left: Use left and top with width and height; with aspect say where by gravity.',
    ]);
  });

  it('accepts aspects from 0.01 to 100', () => {
    expect(problemsWith(crop, 'aspect', [0.01, 100, '1:100', '100:1'])).toEqual([]);
    expect(problemsWith(crop, 'aspect', [0, 101, '1:101', '1:0', '0:1', 'wide', '4:', true])).toHaveLength(8);
    expect(problems(crop, { aspect: 'wide' })).toEqual([
      'aspect: Aspect must be a ratio such as "4:5" or a number such as 1.91, between 0.01 and 100, not “wide”.',
    ]);
  });
});
