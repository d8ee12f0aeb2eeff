import { describe, expect, it } from 'vitest';
import { autoLevels } from '../../../../src/pixels/kernels/auto/auto-levels.ts';
import { autoWhiteBalance } from '../../../../src/pixels/kernels/auto/auto-white-balance.ts';
import { kelvinAndTint } from '../../../../src/pixels/kernels/auto/kelvin-and-tint.ts';
import { applyColour } from '../../../../src/pixels/kernels/colour.ts';
import { lightXyz } from '../../../../src/pixels/kernels/colour-ops/white-balance.ts';
import type { AutoLevelsStep, AutoWhiteBalanceStep, DetailStep } from '../../../../src/workflow/plan/detail-steps.ts';
import { difference } from '../../../reference/difference.ts';
import { fromRaster } from '../../../reference/float-picture.ts';
import { corrected } from '../../../reference/local-tones.ts';
import { photo } from '../../../support/pictures.ts';
import { drawn } from '../detail/flat.ts';

const levels: AutoLevelsStep = { kind: 'autoLevels', by: 'luma', clipShadows: 0, clipHighlights: 0, strength: 100 };
const balance: AutoWhiteBalanceStep = { kind: 'autoWhiteBalance', method: 'grey-world', strength: 100 };
/** A ramp from 40 to 200, blue held back. */
const ramp = () => drawn(161, 20, (x) => [40 + x, 40 + x, 20 + x / 2]);

describe('auto levels', () => {
  it('finds black and white, and spreads what lies between', () => {
    const { raster, fields } = autoLevels(
      drawn(161, 20, (x) => [40 + x, 40 + x, 40 + x]),
      levels,
    );
    expect(fields).toMatchObject({ black: 40, white: 200, blackBlue: 40, whiteRed: 200 });
    expect([raster.data[0], raster.data[80 * 3], raster.data[160 * 3]]).toEqual([0, 128, 255]);
  });

  it('takes each channel by itself when asked, which takes a cast out', () => {
    const { raster, fields } = autoLevels(ramp(), { ...levels, by: 'channels' });
    expect(fields).toMatchObject({ blackRed: 40, whiteRed: 200, blackBlue: 20, whiteBlue: 100 });
    expect([...raster.data.slice(0, 3)]).toEqual([0, 0, 0]);
    expect([...raster.data.slice(160 * 3, 161 * 3)]).toEqual([255, 255, 255]);
  });

  it('lets the given part of the pixels be cut, goes part of the way, and only measures at 0', () => {
    const clipped = autoLevels(ramp(), { ...levels, by: 'channels', clipShadows: 10, clipHighlights: 10 });
    expect(clipped.fields).toMatchObject({ blackRed: 56, whiteRed: 184 });
    expect(autoLevels(ramp(), { ...levels, strength: 50 }).fields['blackRed']).toBe(20);
    const measured = autoLevels(ramp(), { ...levels, strength: 0 });
    expect(measured.raster.data).toEqual(ramp().data);
    expect(measured.fields).toMatchObject({ black: 0, white: 255 });
  });

  it('spreads what is nearly even fourfold at most', () => {
    const { fields } = autoLevels(
      drawn(30, 20, (x) => [120 + (x % 3), 121, 121]),
      levels,
    );
    expect(fields['white']! - fields['black']!).toBeCloseTo(64, 6);
  });
});

describe('auto white balance', () => {
  const lamp = { op: 'whiteBalance', kelvin: 4800, tint: 15 } as const;

  it.each(['grey-world', 'shades-of-grey', 'white-patch'] as const)('takes a cast out of greys: %s', (method) => {
    const greys = drawn(200, 20, (x) => [40 + x / 2, 40 + x / 2, 40 + x / 2]);
    const cast = applyColour(greys, [lamp]);
    expect(cast.data).not.toEqual(greys.data);
    const { raster } = autoWhiteBalance(cast, { ...balance, method });
    for (let i = 0; i < raster.data.length; i += 3) {
      expect(Math.abs(raster.data[i]! - raster.data[i + 1]!)).toBeLessThanOrEqual(2);
      expect(Math.abs(raster.data[i + 2]! - raster.data[i + 1]!)).toBeLessThanOrEqual(2);
    }
  });

  it('gives kelvin and tint that a white balance node does the same with', () => {
    const { raster, fields } = autoWhiteBalance(photo(), { ...balance, strength: 70 });
    expect(applyColour(photo(), [{ op: 'whiteBalance', ...fields }]).data).toEqual(raster.data);
  });

  it('leaves a neutral picture, and one that says nothing, as it is', () => {
    const neutral = drawn(50, 20, (x) => [x * 4, x * 4, x * 4]);
    expect(autoWhiteBalance(neutral, balance).fields).toEqual({ kelvin: 6500, tint: 0 });
    for (const level of [0, 255]) {
      const says = drawn(8, 8, () => [level, level, level]);
      const { raster, fields } = autoWhiteBalance(says, balance);
      expect(fields).toEqual({ kelvin: 6500, tint: 0 });
      expect(raster.data).toEqual(says.data);
    }
  });

  it('finds temperature and tint of every light again', () => {
    for (const kelvin of [2200, 3200, 5000, 6500, 9000, 20_000]) {
      for (const tint of [-60, 0, 45]) {
        const found = kelvinAndTint(lightXyz(kelvin, tint));
        expect(Math.abs(1e6 / found.kelvin - 1e6 / kelvin)).toBeLessThan(0.5);
        expect(found.tint).toBeCloseTo(tint, 0);
      }
    }
  });
});

describe('auto corrections on a picture', () => {
  it.each<[string, DetailStep]>([
    ['levels by luma', { ...levels, clipShadows: 0.5, clipHighlights: 0.5 }],
    ['levels by channels', { ...levels, by: 'channels', strength: 60 }],
    ['grey world', balance],
    ['shades of grey', { ...balance, method: 'shades-of-grey', strength: 80 }],
    ['white patch', { ...balance, method: 'white-patch' }],
  ])('look like the slow reference: %s', (_, step) => {
    for (const source of [photo(), photo({ depth: 16, profile: 'adobe-rgb' }), photo({ alpha: 'cut-out' })]) {
      const made =
        step.kind === 'autoLevels' ? autoLevels(source, step) : autoWhiteBalance(source, step as AutoWhiteBalanceStep);
      const { mean, max } = difference(fromRaster(made.raster), corrected(fromRaster(source), step));
      expect(mean).toBeLessThan(0.5);
      expect(max).toBeLessThan(3);
    }
  });
});
