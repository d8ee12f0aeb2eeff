import { describe, expect, it } from 'vitest';
import { dehaze } from '../../../../src/pixels/kernels/detail/dehaze.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';
import { photo } from '../../../support/pictures.ts';
import { drawn, isGrey } from './flat.ts';

/** A checkered plain that fades into air of one colour towards the top. */
const AIR = [205, 210, 215] as const;
const clear = (x: number, y: number): readonly [number, number, number] =>
  (Math.floor(x / 6) + Math.floor(y / 6)) % 2 === 0 ? [20, 60, 10] : [150, 90, 40];
const transmission = (y: number): number => 0.35 + (0.6 * y) / 120;
const hazy = (): Raster =>
  drawn(180, 120, (x, y) => {
    const t = y < 12 ? 0.02 : transmission(y);
    return clear(x, y).map((value, c) => value * t + AIR[c]! * (1 - t)) as [number, number, number];
  });

function error(raster: Raster): number {
  let [sum, count] = [0, 0];
  for (let y = 24; y < 120; y++) {
    for (let x = 0; x < 180; x++) {
      clear(x, y).forEach((value, c) => {
        sum += (raster.data[(y * 180 + x) * 3 + c]! - value) ** 2;
        count++;
      });
    }
  }
  return Math.sqrt(sum / count);
}

describe('dehaze', () => {
  it('comes much nearer to what lies behind the haze', () => {
    expect(error(dehaze(hazy(), { kind: 'dehaze', amount: 100 }))).toBeLessThan(error(hazy()) * 0.45);
  });

  it('puts haze in below 0', () => {
    expect(error(dehaze(hazy(), { kind: 'dehaze', amount: -60 }))).toBeGreaterThan(error(hazy()));
  });

  it('keeps a grey picture grey', () => {
    const grey = drawn(120, 80, (x, y) => [60 + x, 60 + x, 60 + x].map((v) => v + (y % 7)) as [number, number, number]);
    for (const amount of [-50, 70]) expect(isGrey(dehaze(grey, { kind: 'dehaze', amount }))).toBe(true);
  });

  it('changes little where there is no haze, leaves alpha alone and the given pixels unless it owns them', () => {
    const source = photo({ alpha: 'translucent' });
    const before = source.data.slice();
    const { data } = dehaze(source, { kind: 'dehaze', amount: 40 });
    expect(source.data).toEqual(before);
    for (let i = 3; i < data.length; i += 4) expect(data[i]).toBe(before[i]);
    expect(dehaze(source, { kind: 'dehaze', amount: 40 }, { owned: true }).data).toBe(source.data);
  });
});
