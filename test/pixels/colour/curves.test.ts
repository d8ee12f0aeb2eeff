import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BT2020_CURVE,
  curveDistance,
  gammaCurve,
  parametricCurve,
  SRGB_CURVE,
  sampledCurve,
} from '../../../src/pixels/colour/curves.ts';
import type { TransferCurve } from '../../../src/pixels/raster.ts';

const srgb = parametricCurve(SRGB_CURVE)!;
const samples = Float64Array.from({ length: 1024 }, (_, i) => srgb.decode(i / 1023));
const curves: Array<[string, TransferCurve]> = [
  ['sRGB', srgb],
  ['BT.2020', parametricCurve(BT2020_CURVE)!],
  ['Adobe gamma', gammaCurve(2.19921875)],
  ['identity', gammaCurve(1)],
  ['gamma below 1', gammaCurve(0.45)],
  ['parametric with offset', parametricCurve({ g: 2.2, a: 0.9, b: 0.1, c: 0.2, d: 0.1, e: 0.02, f: 0.02 })!],
  ['1024 samples', sampledCurve(samples)!],
  ['samples that start above 0', sampledCurve([0.1, 0.2, 0.5, 0.7, 1])!],
];

describe.each(curves)('the %s curve', (_, curve) => {
  it('comes back from light to the same value, over all reals', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (v) => {
        expect(curve.encode(curve.decode(v))).toBeCloseTo(v, 5);
      }),
    );
  });

  it('never falls', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (v, more) => curve.decode(v + more) >= curve.decode(v) - 1e-12,
      ),
    );
  });

  it('mirrors below 0', () => {
    const start = curve.decode(0);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (v) => {
        expect(curve.decode(-v) - start).toBeCloseTo(start - curve.decode(v), 9);
      }),
    );
  });
});

describe('known values', () => {
  it('sRGB: middle grey 118 is 18.1 % light, 188 is half (IEC 61966-2-1)', () => {
    expect(srgb.decode(118 / 255)).toBeCloseTo(0.1812, 4);
    expect(srgb.decode(188 / 255)).toBeCloseTo(0.5029, 4);
    expect(srgb.decode(0.04)).toBeCloseTo(0.04 / 12.92, 10);
    expect(srgb.decode(1)).toBeCloseTo(1, 12);
  });

  it('BT.2020: 0.5 light is encoded as 0.7055', () => {
    expect(parametricCurve(BT2020_CURVE)!.encode(0.5)).toBeCloseTo(
      1.09929682680944 * 0.5 ** 0.45 - 0.09929682680944,
      9,
    );
  });

  it('a sampled sRGB curve is near the formula, a gamma of 2.2 is not', () => {
    expect(curveDistance(sampledCurve(samples)!, srgb)).toBeLessThan(0.001);
    expect(curveDistance(gammaCurve(2.2), srgb)).toBeGreaterThan(0.01);
  });
});

describe('damaged curves', () => {
  it('are refused when they do not rise', () => {
    expect(sampledCurve([0.5, 0.5, 0.5])).toBeNull();
    expect(sampledCurve([1])).toBeNull();
    expect(sampledCurve([1, 0.5, 0])).toBeNull();
    expect(parametricCurve({ ...SRGB_CURVE, a: 0 })).toBeNull();
    expect(parametricCurve({ ...SRGB_CURVE, g: Number.NaN })).toBeNull();
  });

  it('are held where samples fall', () => {
    const curve = sampledCurve([0, 0.4, 0.3, 1])!;
    expect(curve.decode(2 / 3)).toBeCloseTo(0.4, 9);
    expect(curve.decode(0.5)).toBeCloseTo(0.4, 9);
  });
});
