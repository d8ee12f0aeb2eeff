import { describe, expect, it } from 'vitest';
import pad from '../../../src/workflow/nodes/pad.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

describe('pad', () => {
  it.each([
    [{ aspect: '1:1' }, { by: 'aspect', aspect: 1 }],
    [
      { width: 2048, height: 1024 },
      { by: 'pixels', width: 2048, height: 1024 },
    ],
    [{ width: 2048 }, { by: 'pixels', width: 2048, height: 1 }],
    [{ margin: 40 }, { by: 'margin', margin: 40, unit: 'px' }],
    [{ margin: '2.5%' }, { by: 'margin', margin: 2.5, unit: '%' }],
  ])('makes the canvas of %j', (params, size) => {
    expect(compiled(pad, params)).toEqual([{ kind: 'pad', size, gravity: 'center', color: '#ffffff' }]);
  });

  it('takes colour, also with alpha, and place', () => {
    expect(compiled(pad, { margin: 1, color: '#0008', gravity: 'southeast' })).toMatchObject([
      { color: '#00000088', gravity: 'southeast' },
    ]);
  });

  it.each([[0], ['0%']])('with a margin of %s is nothing to do', (margin) => {
    expect(compiled(pad, { margin })).toEqual([]);
  });

  it('wants to know the canvas in one way', () => {
    expect(problems(pad, {})).toEqual(['aspect: Say the canvas: give aspect, width and height or margin.']);
    expect(problems(pad, { aspect: 1, margin: 3 })).toEqual([
      'margin: aspect and margin both give the canvas; keep one of them.',
    ]);
  });

  it('refuses margins and colours that it cannot use', () => {
    expect(problemsWith(pad, 'margin', [0, 100_000, '500%'])).toEqual([]);
    expect(problemsWith(pad, 'margin', [-1, 100_001, '501%', '5', '5 %', '-5%'])).toHaveLength(6);
    expect(problemsWith(pad, 'color', ['#abc', '#ABCDEF', '#abcdef80'], { margin: 1 })).toEqual([]);
    expect(problemsWith(pad, 'color', ['white', '#abcde', 'abc', '', 3], { margin: 1 })).toHaveLength(5);
    expect(problemsWith(pad, 'gravity', ['attention'], { margin: 1 })).toHaveLength(1);
  });
});
