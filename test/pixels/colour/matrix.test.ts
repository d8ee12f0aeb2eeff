import { describe, expect, it } from 'vitest';
import { apply, bradfordToD50, D50, invert, multiply, rgbToXyz } from '../../../src/pixels/colour/matrix.ts';
import { builtInProfile } from '../../../src/pixels/colour/profiles.ts';
import type { Matrix3 } from '../../../src/pixels/raster.ts';
import type { ProfileName } from '../../../src/workflow/plan/steps.ts';

function expectMatrix(actual: Matrix3, expected: number[], digits = 3): void {
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, digits);
}

describe('linear RGB to XYZ', () => {
  it('gives the published sRGB matrix for D65 (IEC 61966-2-1)', () => {
    const matrix = rgbToXyz({ red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: [0.3127, 0.329] });
    expectMatrix(matrix, [0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505]);
  });

  // The colorants of the profiles in use: sRGB v2 (HP), Adobe RGB (1998) and ProPhoto (Adobe, Kodak), Display P3 (Apple).
  const published: Array<[ProfileName, number[]]> = [
    ['srgb', [0.43607, 0.38515, 0.14307, 0.22249, 0.71687, 0.06061, 0.01392, 0.09708, 0.7141]],
    ['adobe-rgb', [0.60974, 0.20528, 0.14919, 0.31111, 0.62567, 0.06322, 0.01947, 0.06087, 0.74457]],
    ['prophoto-rgb', [0.79767, 0.13519, 0.03134, 0.28804, 0.71188, 0.00009, 0, 0, 0.8249]],
    ['display-p3', [0.51512, 0.29198, 0.1571, 0.2412, 0.69225, 0.06657, -0.00105, 0.04189, 0.78407]],
  ];
  it.each(published)('gives the published D50 colorants of %s', (name, expected) => {
    expectMatrix(builtInProfile(name).toXyzD50, expected);
  });

  it('maps white to D50 in every profile', () => {
    for (const name of ['srgb', 'display-p3', 'adobe-rgb', 'prophoto-rgb', 'rec2020'] as const) {
      const white = apply(builtInProfile(name).toXyzD50, [1, 1, 1]);
      for (const i of [0, 1, 2] as const) expect(white[i]).toBeCloseTo(D50[i], 6);
    }
  });
});

describe('matrices', () => {
  it('multiply to the identity with their inverse', () => {
    const matrix = builtInProfile('rec2020').toXyzD50;
    expectMatrix(multiply(matrix, invert(matrix)!), [1, 0, 0, 0, 1, 0, 0, 0, 1], 10);
  });

  it('have no inverse when they are flat', () => {
    expect(invert([1, 2, 3, 2, 4, 6, 0, 0, 1])).toBeNull();
  });

  it('adapt D65 to D50 as Bradford does', () => {
    const adapted = apply(bradfordToD50([0.95047, 1, 1.08883]), [0.95047, 1, 1.08883]);
    for (const i of [0, 1, 2] as const) expect(adapted[i]).toBeCloseTo(D50[i], 6);
  });
});
