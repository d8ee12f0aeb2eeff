import { describe, expect, it } from 'vitest';
import rotate from '../../../src/workflow/nodes/rotate.ts';
import { compiled, problemsWith } from './compiled.ts';

describe('rotate', () => {
  it('turns clockwise and cuts the corners off', () => {
    expect(compiled(rotate, { angle: 2.5 })).toEqual([
      { kind: 'rotate', angle: 2.5, autocrop: true, background: '#ffffff' },
    ]);
    expect(compiled(rotate, { angle: -90 })).toMatchObject([{ angle: -90 }]);
  });

  it('can fill the corners instead', () => {
    expect(compiled(rotate, { angle: 10, autocrop: false, background: '#F00' })).toMatchObject([
      { autocrop: false, background: '#ff0000' },
    ]);
  });

  it.each([[{}], [{ angle: 0 }], [{ angle: 360 }], [{ angle: -360 }]])('by %j is nothing to do', (params) => {
    expect(compiled(rotate, params)).toEqual([]);
  });

  it('accepts −360 to 360 degrees', () => {
    expect(problemsWith(rotate, 'angle', [-360, 0.01, 360])).toEqual([]);
    expect(problemsWith(rotate, 'angle', [-361, 360.5, '90'])).toEqual([
      'angle: Angle must be at least -360 °, not -361.',
      'angle: Angle must be at most 360 °, not 360.5.',
      'angle: Angle must be a number (°), not “90”.',
    ]);
  });
});
