import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../../src/pixels/checks/check-file.ts';
import type { FileRules } from '../../../src/workflow/plan/delivery-steps.ts';
import { fileOf, photo } from '../../support/pictures.ts';

/** A dark product of this width on a ground of this level, as JPEG. */
async function product(share: number, ground = 255): Promise<Buffer> {
  const width = Math.round(400 * share);
  return sharp({ create: { width: 400, height: 400, channels: 3, background: { r: ground, g: ground, b: ground } } })
    .composite([
      {
        input: { create: { width, height: 120, channels: 3, background: '#203050' } },
        left: Math.round((400 - width) / 2),
        top: 140,
      },
    ])
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

async function failures(bytes: Uint8Array, rules: FileRules, format = 'jpeg'): Promise<string[]> {
  const { failures: found } = await checkFile(
    { bytes, format },
    { kind: 'check', rules, onFailure: 'warn', folder: 'f' },
  );
  return found;
}

describe('a check of the finished file', () => {
  it('passes what keeps all rules', async () => {
    const rules: FileRules = {
      formats: ['jpeg'],
      profile: 'srgb',
      aspect: 1,
      minLongEdge: 400,
      maxLongEdge: 400,
      maxKilobytes: 100,
      background: { color: '#ffffff', tolerance: 2 },
      minFill: 85,
      without: ['gps', 'metadata'],
    };
    expect(await failures(await product(0.9), rules)).toEqual([]);
  });

  it('tells every rule that is broken', async () => {
    const rules: FileRules = {
      formats: ['png'],
      minShortEdge: 500,
      maxLongEdge: 300,
      width: 401,
      aspect: 1.5,
      maxKilobytes: 1,
      maxMegapixels: 0.1,
    };
    expect(await failures(await product(0.5), rules)).toHaveLength(7);
  });

  it.each([
    [0.84, 1],
    [0.86, 0],
  ])('measures that a product of %d of the width breaks %i rules about 85 %', async (share, broken) => {
    expect(await failures(await product(share), { minFill: 85 })).toHaveLength(broken);
  });

  it('finds a ground that is almost white, and a product that runs off the edge', async () => {
    const white: FileRules = { background: { color: '#ffffff', tolerance: 2 } };
    expect(await failures(await product(0.5, 250), white)).toEqual([expect.stringMatching(/100\.0 %.*5 levels/)]);
    expect(await failures(await product(1), white)).toHaveLength(1);
    expect(await failures(await product(0.5), white)).toEqual([]);
  });

  it('finds metadata and the place in it', async () => {
    const plain = await fileOf(photo(), { format: 'jpeg' });
    const located = await sharp(plain)
      .withExif({ IFD0: { Copyright: 'Jane' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '1/1 2/1 3/1' } })
      .toBuffer();
    expect(await failures(located, { without: ['gps'] })).toHaveLength(1);
    expect(await failures(located, { without: ['gps', 'metadata'] })).toHaveLength(2);
  });

  it('sees another profile', async () => {
    const wide = await fileOf(photo({ profile: 'display-p3' }), { format: 'jpeg' });
    expect(await failures(wide, { profile: 'srgb' })).toEqual([expect.stringMatching(/srgb.*P3/)]);
  });

  it('fails the picture or sends the file away, as asked', async () => {
    const bytes = await product(0.5);
    const step = { kind: 'check', rules: { minFill: 85 }, folder: 'to-do' } as const;
    await expect(checkFile({ bytes, format: 'jpeg' }, { ...step, onFailure: 'fail' })).rejects.toMatchObject({
      code: 'check_failed',
      message: expect.stringContaining('fills 50'),
    });
    const file: Parameters<typeof checkFile>[0] = { bytes, format: 'jpeg' };
    const routed = await checkFile(file, { ...step, onFailure: 'route' });
    expect(routed.passed).toBe(false);
    expect(file.routedTo).toBe('to-do');
  });
});
