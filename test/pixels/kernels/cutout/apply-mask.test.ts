import { describe, expect, it } from 'vitest';
import { applyMask } from '../../../../src/pixels/kernels/cutout/apply-mask.ts';
import { inverted, maskRaster, maskValues } from '../../../../src/pixels/kernels/cutout/mask-raster.ts';
import { productShot } from '../../../support/product-shots.ts';

const green = { backdrop: () => [40, 220, 60] as const, noise: 0 };

describe('applyMask', () => {
  it.each([
    ['8 bits', {}],
    ['16 bits in ProPhoto', { depth: 16, profile: 'prophoto-rgb' }],
  ] as const)('makes the mask the alpha and takes a green backdrop out of the rim, %s', async (_, more) => {
    const { raster, truth } = productShot({ ...green, ...more });
    const top = raster.depth === 8 ? 255 : 65535;
    const mask = Uint16Array.from(truth, (share) => Math.round(share * 65535));
    const clean = await applyMask(raster, mask, 1);
    const dirty = await applyMask(raster, mask, 0);
    expect([clean.channels, clean.depth, clean.profile.key]).toEqual([4, raster.depth, raster.profile.key]);
    let worst = 0;
    let before = 0;
    truth.forEach((share, i) => {
      expect(Math.abs(clean.data[i * 4 + 3]! / top - share)).toBeLessThan(0.004);
      if (share < 0.2 || share > 0.9 || Math.floor(i / 240) < 85) return;
      const own = 70 / 255;
      worst = Math.max(worst, Math.abs(clean.data[i * 4 + 1]! / top - own));
      before = Math.max(before, Math.abs(dirty.data[i * 4 + 1]! / top - own));
    });
    expect(before, 'the green that was there').toBeGreaterThan(0.4);
    expect(worst, 'the green that is left').toBeLessThan(0.06);
  });

  it('leaves opaque pixels exactly as they are, and clear ones black', async () => {
    const { raster, truth } = productShot();
    const result = await applyMask(
      raster,
      Uint16Array.from(truth, (share) => Math.round(share * 65535)),
      1,
    );
    truth.forEach((share, i) => {
      const pixel = [...result.data.subarray(i * 4, i * 4 + 3)];
      if (share === 1) expect(pixel).toEqual([...raster.data.subarray(i * 3, i * 3 + 3)]);
      if (share === 0) expect(pixel).toEqual([0, 0, 0]);
    });
  });

  it('multiplies with the alpha that is there', async () => {
    const { raster } = productShot({ side: 16 });
    const data = new Uint8Array(16 * 16 * 4).fill(128);
    const mask = new Uint16Array(256).fill(32768);
    const result = await applyMask({ ...raster, data, channels: 4 }, mask, 0);
    expect(result.data[3]).toBe(64);
  });
});

it('keeps a mask as a grey picture, exactly in 16 bits and to one level in 8', () => {
  const mask = Uint16Array.from({ length: 256 }, (_, i) => i * 257);
  for (const depth of [8, 16] as const) {
    const { raster } = productShot({ side: 16, depth });
    const picture = maskRaster(mask, raster);
    expect(maskValues(picture)).toEqual(mask);
    expect(maskValues(inverted(picture))[0]).toBe(65535);
  }
});
