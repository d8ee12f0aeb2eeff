import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { toPreview } from '../../../src/pixels/kernels/preview.ts';
import { photo } from '../../support/pictures.ts';

describe('toPreview', () => {
  it.each(['png', 'webp', 'jpeg'] as const)('makes a %s of the wanted size without metadata', async (format) => {
    const bytes = await toPreview(photo({ width: 300, height: 200 }), 120, format);
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ format, width: 120, height: 80 });
    expect(metadata.icc).toBeUndefined();
    expect(metadata.exif).toBeUndefined();
  });

  it('never enlarges, and keeps the size without a limit', async () => {
    expect(await sharp(await toPreview(photo(), 5000, 'png')).metadata()).toMatchObject({ width: 120, height: 80 });
    expect(await sharp(await toPreview(photo(), null, 'png')).metadata()).toMatchObject({ width: 120, height: 80 });
  });

  it('shows what is in the picture: PNG previews of 8-bit sRGB are exact', async () => {
    const source = photo();
    const { data } = await sharp(await toPreview(source, null, 'png'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data).toEqual(Buffer.from(source.data));
  });

  it('converts wide-gamut pictures of 16 bits to sRGB with 8', async () => {
    const source = photo({ depth: 16, profile: 'display-p3' });
    const bytes = await toPreview(
      {
        ...source,
        data: source.data.map((_, i) => (i % 3 === 1 ? 51 * 257 : i % 3 === 2 ? 35 * 257 : 234 * 257)) as Uint16Array,
      },
      null,
      'png',
    );
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(3);
    expect(data[0]).toBeGreaterThanOrEqual(254);
    expect(data[1]).toBeLessThanOrEqual(2);
  });

  it('keeps alpha in PNG and lays it on white in JPEG', async () => {
    const source = photo({ alpha: 'cut-out' });
    const png = await sharp(await toPreview(source, null, 'png'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(png.info.channels).toBe(4);
    expect(png.data[3]).toBe(0);
    const jpeg = await sharp(await toPreview(source, null, 'jpeg'))
      .raw()
      .toBuffer();
    expect(jpeg[0]).toBeGreaterThan(250);
  });

  it('shows a picture upright whose orientation is still pending', async () => {
    const bytes = await toPreview(photo({ orientation: 6 }), 60, 'png');
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, height: 60 });
  });
});
