import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../../../src/pixels/colour/profiles.ts';
import { skinSmooth } from '../../../../src/pixels/kernels/retouch/skin-smooth.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';

const SIDE = 400;
/** Complexions from light to dark, sRGB levels. */
const COMPLEXIONS = [
  [241, 205, 184],
  [198, 145, 112],
  [141, 92, 66],
  [92, 58, 42],
] as const;

/** Left half one colour, right half blue; blemishes (soft spots of 6 px) and texture (one level up and down per pixel) on both. */
function face(colour: readonly number[], depth: 8 | 16 = 8): Raster {
  const top = depth === 8 ? 255 : 65535;
  const data = depth === 8 ? new Uint8Array(SIDE * SIDE * 3) : new Uint16Array(SIDE * SIDE * 3);
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const base = x < SIDE / 2 ? colour : [60, 90, 170];
      const blemish = 1 - 0.06 * Math.exp(-(((x % 50) - 25) ** 2 + ((y % 50) - 25) ** 2) / 18);
      const texture = (x + y) % 2 === 0 ? 1 : -1;
      for (const level of base) data[i++] = Math.round((Math.min(255, level * blemish + texture) / 255) * top);
    }
  }
  return { data, width: SIDE, height: SIDE, channels: 3, depth, profile: builtInProfile('srgb'), orientation: 1 };
}

const at = ({ data, depth }: Raster, x: number, y: number): number =>
  (data[(y * SIDE + x) * 3]! + data[(y * SIDE + x + 1) * 3]!) / 2 / (depth === 8 ? 1 : 257);
/** How dark a blemish in the middle of the half is, beside what is around it, levels. */
const blemish = (raster: Raster, x: number): number => at(raster, x + 20, 220) - at(raster, x, 225);
const everywhere = { mask: null, faces: null };
const step = { strength: 100, radius: 3, texture: 100 };

describe('skinSmooth', () => {
  it.each(COMPLEXIONS.map((colour) => [colour]))(
    'takes blemishes out of skin of colour %j, and only there',
    async (colour) => {
      const before = face(colour);
      const { raster, skin } = await skinSmooth(before, step, everywhere);
      expect(skin).toBeGreaterThan(0.4);
      expect(skin).toBeLessThan(0.56);
      expect(blemish(raster, 125)).toBeLessThan(0.5 * blemish(before, 125));
      for (let i = (225 * SIDE + 300) * 3; i < (225 * SIDE + 390) * 3; i++) expect(raster.data[i]).toBe(before.data[i]);
    },
  );

  it('keeps the texture, or takes it too', async () => {
    const grain = (raster: Raster): number =>
      Math.abs(raster.data[(110 * SIDE + 100) * 3]! - raster.data[(110 * SIDE + 101) * 3]!);
    const before = face(COMPLEXIONS[1]);
    expect(grain(before)).toBe(2);
    expect(grain((await skinSmooth(before, step, everywhere)).raster)).toBe(2);
    expect(grain((await skinSmooth(before, { ...step, texture: 0 }, everywhere)).raster)).toBe(0);
  });

  it('does the same in 16 bits', async () => {
    const { raster } = await skinSmooth(face(COMPLEXIONS[0], 16), step, everywhere);
    const eight = (await skinSmooth(face(COMPLEXIONS[0]), step, everywhere)).raster;
    expect(raster.depth).toBe(16);
    expect(Math.abs(blemish(raster, 125) - blemish(eight, 125))).toBeLessThan(1.2);
  });

  it('keeps to a mask', async () => {
    const before = face(COMPLEXIONS[1]);
    const mask = { ...before, data: new Uint8Array(SIDE * SIDE * 3) };
    const { raster, skin } = await skinSmooth(before, step, { mask, faces: null });
    expect(skin).toBe(0);
    expect(raster.data).toEqual(before.data);
  });
});
