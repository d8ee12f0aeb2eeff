import { describe, expect, it } from 'vitest';
import { applyMask } from '../../../../src/pixels/kernels/cutout/apply-mask.ts';
import { blurredBackground, layOn } from '../../../../src/pixels/kernels/cutout/lay-on.ts';
import { productShot } from '../../../support/product-shots.ts';

describe('layOn', () => {
  it.each(['srgb', 'adobe-rgb', 'prophoto-rgb'] as const)(
    'makes white exactly the largest value in %s',
    async (profile) => {
      for (const depth of [8, 16] as const) {
        const { raster, truth } = productShot({ side: 60, depth, profile });
        const cut = await applyMask(
          raster,
          Uint16Array.from(truth, (share) => Math.round(share * 65535)),
          1,
        );
        const laid = layOn(cut, '#ffffff');
        expect(laid.channels).toBe(3);
        const top = depth === 8 ? 255 : 65535;
        truth.forEach((share, i) => {
          if (share === 0) expect([...laid.data.subarray(i * 3, i * 3 + 3)]).toEqual([top, top, top]);
        });
      }
    },
  );

  it('gives back the original when a cut-out is laid on what it was cut from', async () => {
    const { raster, truth } = productShot({ noise: 0, backdrop: () => [200, 40, 90] });
    const cut = await applyMask(
      raster,
      Uint16Array.from(truth, (share) => Math.round(share * 65535)),
      1,
    );
    const again = layOn(cut, '#c8285a');
    let [inside, edge] = [0, 0];
    again.data.forEach((value, i) => {
      const share = truth[Math.floor(i / 3)]!;
      const off = Math.abs(value - raster.data[i]!);
      if (share === 0 || share === 1) inside = Math.max(inside, off);
      else edge = Math.max(edge, off);
    });
    expect(inside).toBeLessThanOrEqual(1);
    // Edge colours are an estimate.
    expect(edge).toBeLessThanOrEqual(14);
  });
});

it('blurs a background without the subject shining through', async () => {
  const { raster, truth } = productShot({ noise: 0, backdrop: () => [230, 230, 230] });
  const cut = await applyMask(
    raster,
    Uint16Array.from(truth, (share) => Math.round(share * 65535)),
    1,
  );
  const ground = await blurredBackground(raster, cut, 12);
  let worst = 0;
  for (const value of ground.data) worst = Math.max(worst, Math.abs(value - 230));
  expect(worst).toBeLessThan(8);
});
