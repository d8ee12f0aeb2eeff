import { describe, expect, it } from 'vitest';
import { grain, grainSigma } from '../../../../src/pixels/kernels/detail/grain.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';
import type { GrainStep } from '../../../../src/workflow/plan/detail-steps.ts';
import { photo } from '../../../support/pictures.ts';
import { drawn, isGrey } from './flat.ts';

const step = (more: Partial<GrainStep> = {}): GrainStep => ({
  kind: 'grain',
  amount: 40,
  size: 20,
  roughness: 50,
  seed: 1,
  ...more,
});
const same = (a: Raster, b: Raster): boolean => Buffer.from(a.data.buffer).equals(Buffer.from(b.data.buffer));
const grey = (level: number) => drawn(600, 500, () => [level, level, level]);

describe('grain', () => {
  it('has the standard deviation that its amount says, around the tone that was there', () => {
    const data = Array.from(grain(grey(128), step()).data);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const deviation = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
    expect(mean).toBeCloseTo(128, 0);
    expect(deviation).toBeGreaterThan(0.04 * 255 * 0.95);
    expect(deviation).toBeLessThan(0.04 * 255 * 1.05);
  });

  it('is the same in all channels and leaves pure black and white alone', () => {
    expect(isGrey(grain(grey(90), step()))).toBe(true);
    for (const level of [0, 255]) expect(same(grain(grey(level), step({ amount: 100 })), grey(level))).toBe(true);
  });

  it('gives the same bytes for the same params, and others for another seed', () => {
    const source = photo();
    expect(same(grain(source, step()), grain(source, step()))).toBe(true);
    expect(same(grain(source, step({ seed: 2 })), grain(source, step()))).toBe(false);
  });

  it('does not repeat within the width of two of its tiles', () => {
    const { data } = grain(
      drawn(1200, 4, () => [128, 128, 128]),
      step(),
    );
    for (const shift of [509, 431]) {
      let [same, count] = [0, 0];
      for (let x = 0; x + shift < 1200; x++, count++) if (data[x * 3] === data[(x + shift) * 3]) same++;
      expect(same / count).toBeLessThan(0.3);
    }
  });

  it('is as large in proportion on every picture', () => {
    expect(grainSigma(50, { width: 6000, height: 4000 })).toBeCloseTo(
      2 * grainSigma(50, { width: 3000, height: 2000 }),
      9,
    );
  });

  it('leaves alpha alone and works in 16 bits', () => {
    const source = photo({ depth: 16, alpha: 'translucent' });
    const { data } = grain(source, step());
    for (let i = 3; i < data.length; i += 4) expect(data[i]).toBe(source.data[i]);
    expect(data).not.toEqual(source.data);
  });
});
