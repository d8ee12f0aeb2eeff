import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../../src/pixels/colour/profiles.ts';
import { applyColour } from '../../../src/pixels/kernels/colour.ts';
import { colourFunction } from '../../../src/pixels/kernels/colour-ops.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import type { ColourOp } from '../../../src/workflow/plan/steps.ts';
import { developed } from '../../reference/colour.ts';
import { difference } from '../../reference/difference.ts';
import { clipped, fromRaster } from '../../reference/float-picture.ts';
import { photo } from '../../support/pictures.ts';

const percent = (): fc.Arbitrary<number> => fc.integer({ min: -100, max: 100 });
const anyOp: fc.Arbitrary<ColourOp> = fc.oneof(
  fc.record({ op: fc.constant('exposure' as const), ev: fc.double({ min: -3, max: 3, noNaN: true }) }),
  fc.record({
    op: fc.constant('whiteBalance' as const),
    kelvin: fc.integer({ min: 2500, max: 15000 }),
    tint: percent(),
  }),
  fc.record({ op: fc.constant('contrast' as const), contrast: percent(), brightness: percent() }),
  fc.record({ op: fc.constant('saturation' as const), saturation: percent(), vibrance: percent() }),
  fc.record({
    op: fc.constant('convertProfile' as const),
    profile: fc.constantFrom('srgb' as const, 'display-p3' as const, 'adobe-rgb' as const),
  }),
);

/** Between what came out and each operation by itself in double precision, clipped once at the end. */
function error(source: Raster, ops: ColourOp[]): { mean: number; max: number } {
  return difference(fromRaster(applyColour(source, ops)), clipped(developed(fromRaster(source), ops)));
}

describe('applyColour', () => {
  it.each([8, 16] as const)('comes within ΔE 0.5 (mean) and 3 (max) of the exact function at %i bits', (depth) => {
    const source = photo({ width: 48, height: 32, depth });
    fc.assert(
      fc.property(fc.array(anyOp, { minLength: 1, maxLength: 4 }), (ops) => {
        const { mean, max } = error(source, ops);
        expect(mean).toBeLessThanOrEqual(0.5);
        expect(max).toBeLessThanOrEqual(3);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it('gives the same pixels back for operations that change nothing', () => {
    const source = photo();
    const nothing: ColourOp[] = [
      { op: 'exposure', ev: 0 },
      { op: 'whiteBalance', kelvin: 6500, tint: 0 },
      { op: 'contrast', contrast: 0, brightness: 0 },
      { op: 'saturation', saturation: 0, vibrance: 0 },
      { op: 'convertProfile', profile: 'srgb' },
    ];
    for (const op of nothing) expect(applyColour(source, [op]).data).toBe(source.data);
    expect(applyColour(source, nothing).data).toBe(source.data);
  });

  it('loses nothing when the second exposure takes back the first', () => {
    const source = photo({ depth: 16 });
    const ops: ColourOp[] = [
      { op: 'exposure', ev: 1.5 },
      { op: 'exposure', ev: -1.5 },
    ];
    expect(applyColour(source, ops).data).toEqual(source.data);
  });

  it('clips only at the end of the pass', () => {
    const source = photo();
    const ops: ColourOp[] = [
      { op: 'exposure', ev: 2 },
      { op: 'saturation', saturation: 1, vibrance: 0 },
      { op: 'exposure', ev: -2 },
    ];
    const result = applyColour(source, ops).data;
    let bright = 0;
    for (const [i, value] of source.data.entries()) {
      if (value < 180) continue;
      bright++;
      expect(Math.abs(result[i]! - value)).toBeLessThanOrEqual(3);
    }
    expect(bright).toBeGreaterThan(1000);
  });

  it('is exact, to a rounding, in tables and matrices of 8 and 16 bits', () => {
    const chains: ColourOp[][] = [
      [{ op: 'exposure', ev: 1 }],
      [{ op: 'contrast', contrast: 40, brightness: -20 }],
      [{ op: 'whiteBalance', kelvin: 4800, tint: 12 }],
      [
        { op: 'exposure', ev: -0.5 },
        { op: 'convertProfile', profile: 'display-p3' },
      ],
    ];
    for (const depth of [8, 16] as const) {
      const source = photo({ width: 40, height: 30, depth });
      const top = depth === 8 ? 255 : 65535;
      for (const ops of chains) {
        const result = applyColour(source, ops);
        const { apply } = colourFunction(ops, source.profile);
        const pixel = new Float64Array(3);
        for (let i = 0; i < source.data.length; i += 3) {
          for (let c = 0; c < 3; c++) pixel[c] = source.data[i + c]! / top;
          apply(pixel);
          for (let c = 0; c < 3; c++) {
            const meant = Math.min(1, Math.max(0, pixel[c]!)) * top;
            expect(Math.abs(result.data[i + c]! - meant)).toBeLessThanOrEqual(0.55);
          }
        }
      }
    }
  });

  it('says what closed forms say: grey 100 at +1 EV is 138, in 16 bits 35487', () => {
    const grey = (depth: 8 | 16, value: number): Raster => ({
      data: depth === 8 ? Uint8Array.of(value, value, value) : Uint16Array.of(value, value, value),
      width: 1,
      height: 1,
      channels: 3,
      depth,
      profile: builtInProfile('srgb'),
      orientation: 1,
    });
    const ops: ColourOp[] = [{ op: 'exposure', ev: 1 }];
    expect([...applyColour(grey(8, 100), ops).data]).toEqual([138, 138, 138]);
    const light = 2 * ((100 / 255 + 0.055) / 1.055) ** 2.4;
    const wide = Math.round((1.055 * light ** (1 / 2.4) - 0.055) * 65535);
    expect(Math.abs(applyColour(grey(16, 25700), ops).data[0]! - wide)).toBeLessThanOrEqual(1);
  });

  it('leaves alpha and, unless it owns them, the given pixels alone', () => {
    const source = photo({ alpha: 'cut-out' });
    const before = source.data.slice();
    const ops: ColourOp[] = [{ op: 'saturation', saturation: 50, vibrance: 0 }];
    const result = applyColour(source, ops);
    expect(source.data).toEqual(before);
    for (let i = 3; i < before.length; i += 4) expect(result.data[i]).toBe(before[i]);
    const owned = applyColour(source, ops, { owned: true });
    expect(owned.data).toBe(source.data);
    expect(owned.data).toEqual(result.data);
  });

  it('gives exactly neutral greys at saturation −100', () => {
    const result = applyColour(photo(), [{ op: 'saturation', saturation: -100, vibrance: 0 }]);
    for (let i = 0; i < result.data.length; i += 3) {
      expect(result.data[i + 1]).toBe(result.data[i]);
      expect(result.data[i + 2]).toBe(result.data[i]);
    }
  });
});
