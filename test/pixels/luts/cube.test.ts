import { describe, expect, it } from 'vitest';
import { lutCurves, lutOf } from '../../../src/pixels/kernels/colour-ops/lut.ts';
import { parseCube } from '../../../src/pixels/luts/cube.ts';
import { cubeText } from '../../support/cubes.ts';

const parse = (text: string) => parseCube(text, { name: 'look.cube', key: 'k' });
const applied = (text: string, rgb: [number, number, number]): number[] => {
  const pixel = Float64Array.from(rgb);
  lutOf(parse(text), 100)(pixel);
  return [...pixel];
};
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5));

describe('a .cube file', () => {
  it('is read with red fastest, comments and blank lines passed over', () => {
    const text = `# a comment\r\n\r\nTITLE "x"\r\n${cubeText(2, ([r, g, b]) => [b, r, g])}`;
    expect(applied(text, [0.2, 0.5, 0.9])).toEqual(close([0.9, 0.2, 0.5]));
  });

  it('is interpolated in tetrahedra: between grid points of a bent table the greys stay on their diagonal', () => {
    const text = cubeText(3, ([r, g, b]) => [r ** 2, g ** 2, b ** 2]);
    expect(applied(text, [0.25, 0.25, 0.25])).toEqual(close([0.125, 0.125, 0.125]));
    expect(applied(text, [0.75, 0.25, 0])).toEqual(close([0.625, 0.125, 0]));
  });

  it('holds curves for each channel, with straight lines between', () => {
    const lut = parse('LUT_1D_SIZE 3\n0 0 1\n0.2 0.5 0.5\n1 1 0\n');
    const [r, g, b] = lutCurves(lut.curves!, 100);
    expect([r(0.25), g(0.25), b(0.25), r(0.75)]).toEqual(close([0.1, 0.25, 0.75, 0.6]));
  });

  it('keeps to its domain, and takes what lies outside for the end of it', () => {
    const lines = ['DOMAIN_MIN 0 0 0', 'DOMAIN_MAX 2 2 2'];
    const text = cubeText(2, (rgb) => rgb, lines);
    expect(applied(text, [1, 0.5, 3])).toEqual(close([0.5, 0.25, 1]));
    expect(applied(text, [-1, 0, 0])).toEqual(close([0, 0, 0]));
  });

  it('may hold curves and a cube behind them, as Resolve writes them', () => {
    const cube = cubeText(2, ([r, g, b]) => [1 - r, g, b])
      .split('\n')
      .slice(2)
      .join('\n');
    const text = `LUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE 0 1\nLUT_3D_SIZE 2\n0 0 0\n0.5 0.5 0.5\n${cube}`;
    expect(applied(text, [1, 1, 1])).toEqual(close([0.5, 0.5, 0.5]));
    expect(applied(text, [0.4, 0, 0])).toEqual(close([0.8, 0, 0]));
  });

  it.each([
    ['LUT_3D_SIZE 2\n0 0 0\n', 'it should hold 8 colours and has 1; it may be cut off'],
    ['hello\n', 'it has no LUT_1D_SIZE or LUT_3D_SIZE line'],
    ['LUT_3D_SIZE 1000\n', 'the size on line 1 should be a whole number from 2 to 256'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1\n', 'line 3 should hold three numbers'],
    ['LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\n0 0 0\n1 1 1\n', 'its domain is empty'],
  ])('that is wrong is refused by name: %j', (text, why) => {
    expect(() => parse(text)).toThrow(`The colour table “look.cube” cannot be used: ${why}.`);
  });
});
