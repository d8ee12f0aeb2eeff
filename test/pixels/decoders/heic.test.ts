import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probe } from '../../../src/pixels/decoders/probe.ts';
import { encode } from '../../../src/pixels/encoders/encode.ts';
import { step } from '../encoders/rasters.ts';
import { open } from './pictures.ts';

// No encoder for HEVC is at hand, so these need real files.
const folder = join(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'formats/heic');

describe.skipIf(!existsSync(folder))('HEIC', () => {
  const file = (name: string): Uint8Array => readFileSync(join(folder, name));

  it('is turned once: by the container, not again by the EXIF tag', async () => {
    const bytes = file('iphone-12mp-p3.HEIC');
    const facts = await probe(bytes, 'a.heic');
    // Stored as 4032 × 3024 with a quarter turn.
    expect(facts).toMatchObject({ width: 3024, height: 4032, orientation: 1, profile: 'Display P3', depth: 8 });
    for (const orient of [true, false]) {
      const { raster } = await open(bytes, { orient });
      expect([raster.width, raster.height, raster.orientation]).toEqual([3024, 4032, 1]);
    }
  });

  it('keeps profile and EXIF in exports, and writes them upright', async () => {
    const bytes = file('iphone-12mp-p3.HEIC');
    const { raster } = await open(bytes);
    const small = { ...raster, width: 64, height: 64, data: raster.data.slice(0, 64 * 64 * 3) };
    const written = await encode(small, step({ format: 'jpeg', metadata: 'all' }), { bytes, format: 'heic' });
    const again = await probe(written.bytes, 'a.jpg');
    expect(again).toMatchObject({ orientation: 1, profile: 'Display P3' });
    expect(again.exif).toMatchObject({ make: 'Apple', model: 'iPhone 11 Pro', iso: 32 });
  });

  it('of several pictures gives the main one, and says so', async () => {
    const { raster, notes } = await open(file('collection-4-images.heic'));
    expect([raster.width, raster.height]).toEqual([1440, 960]);
    expect(notes).toContain('The file has 4 pictures; the main one is used.');
  });

  it('that ends early is called incomplete', async () => {
    const whole = file('cheers-1440x960.heic');
    await expect(open(whole.slice(0, whole.length - 500))).rejects.toMatchObject({ code: 'image_truncated' });
  });
});
