import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeMatrixProfile } from '../../../src/pixels/colour/icc-write.ts';
import { builtInProfile, d65Adaptation } from '../../../src/pixels/colour/profiles.ts';
import { probe } from '../../../src/pixels/decoders/probe.ts';
import { setupSharp } from '../../../src/pixels/decoders/sharp-setup.ts';
import { assembleJpeg } from '../../../src/pixels/encoders/jpeg-container.ts';
import { assemblePng } from '../../../src/pixels/encoders/png-container.ts';
import { BLUE, blocks, gradient, open, picture, pixelAt, RED, storedFor, UPRIGHT, YELLOW } from './pictures.ts';

const sharp = setupSharp();
const NOTHING = { exif: null, xmp: null, iptc: null, dpi: null, profileName: 'p' };
const withProfile = (png: Uint8Array, icc: Uint8Array): Uint8Array => assemblePng(png, { ...NOTHING, icc });

describe('orientation', () => {
  const centres = UPRIGHT.flatMap((row, y) => row.map((colour, x) => ({ x: x * 16 + 8, y: y * 16 + 8, colour })));

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i is applied: the picture is upright', async (orientation) => {
    const stored = picture(blocks(storedFor(orientation, UPRIGHT)));
    const file = await stored
      .withMetadata({ orientation })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const { raster } = await open(file);
    expect([raster.width, raster.height, raster.orientation]).toEqual([32, 48, 1]);
    for (const { x, y, colour } of centres) {
      for (const [i, value] of pixelAt(raster, x, y).entries()) expect(Math.abs(value - colour[i]!)).toBeLessThan(6);
    }
  });

  it.each([1, 3, 6, 7])('%i is carried on when it is not to be applied', async (orientation) => {
    const stored = picture(blocks(storedFor(orientation, UPRIGHT)));
    const file = await stored.withMetadata({ orientation }).png().toBuffer();
    let seen = {};
    const { raster } = await open(file, {
      orient: false,
      geometry: (pipeline, size) => {
        seen = size;
        return pipeline;
      },
    });
    const size = orientation >= 5 ? { width: 48, height: 32 } : { width: 32, height: 48 };
    expect(raster).toMatchObject({ ...size, orientation });
    expect(seen).toEqual(size);
    expect(pixelAt(raster, 8, 8)).toEqual([...storedFor(orientation, UPRIGHT)[0]![0]!]);
  });

  it('of AVIF, which its container holds, is applied once', async () => {
    const stored = picture(blocks(storedFor(6, UPRIGHT)));
    const file = await stored.withMetadata({ orientation: 6 }).avif({ lossless: true, effort: 0 }).toBuffer();
    const { raster } = await open(file);
    expect([raster.width, raster.height]).toEqual([32, 48]);
    expect(pixelAt(raster, 8, 8)[0]).toBeGreaterThan(200);
    expect((await open(file, { orient: false })).raster).toMatchObject({ width: 32, height: 48, orientation: 1 });
  });
});

describe('the geometry hook', () => {
  it('gets the upright size and runs in the same call', async () => {
    const stored = picture(blocks(storedFor(6, UPRIGHT), 64));
    const file = await stored.withMetadata({ orientation: 6 }).jpeg().toBuffer();
    let seen = {};
    const { raster } = await open(file, {
      geometry: (pipeline, size) => {
        seen = size;
        return pipeline.resize(16, 24);
      },
    });
    expect(seen).toEqual({ width: 128, height: 192 });
    expect([raster.width, raster.height]).toEqual([16, 24]);
    for (const [i, value] of pixelAt(raster, 4, 4).entries()) expect(Math.abs(value - RED[i]!)).toBeLessThan(10);
    for (const [i, value] of pixelAt(raster, 12, 20).entries()) expect(Math.abs(value - YELLOW[i]!)).toBeLessThan(10);
  });
});

describe('depth', () => {
  const ramp = new Uint16Array(1024 * 3);
  for (let i = 0; i < 1024; i++) ramp.fill(i * 64 + 7, i * 3, i * 3 + 3);

  it.each(['png', 'tiff'] as const)('a 16-bit ramp in %s keeps every level', async (format) => {
    const pipeline = picture({ data: ramp, width: 1024, height: 1, channels: 3 }).toColourspace('rgb16');
    const file = await (format === 'png' ? pipeline.png() : pipeline.tiff({ compression: 'lzw' })).toBuffer();
    const { raster } = await open(file);
    expect(raster.depth).toBe(16);
    expect(raster.data).toEqual(ramp);
  });

  it('16-bit grey becomes three equal channels with every level', async () => {
    const grey = ramp.filter((_, i) => i % 3 === 0);
    const pipeline = picture({ data: grey, width: 1024, height: 1, channels: 1 }).toColourspace('grey16');
    const { raster } = await open(await pipeline.png().toBuffer());
    expect(raster.channels).toBe(3);
    expect(raster.data).toEqual(ramp);
  });

  it('8-bit sources in sRGB stay 8-bit and exact', async () => {
    const data = gradient(20, 20);
    const file = await picture({ data, width: 20, height: 20, channels: 3 }).png().toBuffer();
    const { raster, notes } = await open(file);
    expect(raster).toMatchObject({ depth: 8, channels: 3, profile: { key: 'srgb' } });
    expect(Buffer.compare(Buffer.from(raster.data), Buffer.from(data))).toBe(0);
    expect(notes).toEqual(['No colour profile embedded; sRGB is assumed.']);
  });

  it('8-bit sources with a wide profile are widened exactly and not converted', async () => {
    const data = gradient(20, 20, 4);
    const png = await picture({ data, width: 20, height: 20, channels: 4 }).png().toBuffer();
    const { raster, notes } = await open(withProfile(png, builtInProfile('adobe-rgb').icc));
    expect(raster).toMatchObject({ depth: 16, channels: 4, profile: { key: 'adobe-rgb' } });
    expect(raster.data).toEqual(Uint16Array.from(data, (v) => v * 257));
    expect(notes).toEqual([]);
  });

  it('10-bit AVIF is spread over the whole range', async () => {
    const pipeline = picture({ data: ramp, width: 1024, height: 1, channels: 3 }).toColourspace('rgb16');
    const file = await pipeline.avif({ bitdepth: 10, quality: 100, chromaSubsampling: '4:4:4', effort: 0 }).toBuffer();
    const { raster } = await open(file);
    expect(raster.depth).toBe(16);
    // The ten bits are repeated in the six below, so that 1023 is 65535.
    expect(raster.data.every((v) => (v & 63) === v >> 10)).toBe(true);
    expect(new Set(raster.data).size).toBeGreaterThan(700);
  });
});

describe('colour', () => {
  const png = () =>
    picture({ data: gradient(20, 20), width: 20, height: 20, channels: 3 })
      .png()
      .toBuffer();

  it('keeps a profile of its own and its values', async () => {
    const { toXyzD50 } = builtInProfile('srgb');
    const icc = writeMatrixProfile({ description: 'Scanner', toXyzD50, adaptation: d65Adaptation(), curve: 1.9 });
    const { raster } = await open(withProfile(await png(), icc));
    expect(raster.profile.key).toMatch(/^embedded:/);
    expect(Buffer.compare(raster.profile.icc, icc)).toBe(0);
    expect(raster.depth).toBe(8);
  });

  it('reads the space that a PNG states by numbers (H.273)', async () => {
    const plain = await png();
    const cicp = Buffer.from('\0\0\0\x04cICP\x09\x0e\0\x01', 'latin1');
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(cicp.subarray(4)));
    const file = Buffer.concat([plain.subarray(0, 33), cicp, crc, plain.subarray(33)]);
    const { raster, notes } = await open(file);
    expect(raster).toMatchObject({ profile: { key: 'rec2020' }, depth: 16 });
    expect(notes).toEqual([]);
    expect((await probe(file, 'a')).profile).toBe('Rec. 2020');
  });

  it('notes a damaged profile and takes the values as sRGB', async () => {
    const jpeg = await picture({ data: gradient(20, 20), width: 20, height: 20, channels: 3 })
      .jpeg()
      .toBuffer();
    const { raster, notes } = await open(assembleJpeg(jpeg, { ...NOTHING, icc: Buffer.alloc(300, 7) }));
    expect(raster.profile.key).toBe('srgb');
    expect(notes).toEqual(['The embedded colour profile is damaged or of another kind; sRGB is assumed.']);
  });

  it('converts CMYK to plausible sRGB', async () => {
    const file = await picture(blocks([[BLUE, RED]], 32))
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await sharp(file).metadata()).space).toBe('cmyk');
    const { raster, notes } = await open(file);
    expect(raster).toMatchObject({ channels: 3, depth: 8, profile: { key: 'srgb' } });
    expect(notes[0]).toContain('CMYK');
    const [r, g, b] = pixelAt(raster, 16, 16) as [number, number, number];
    expect(b).toBeGreaterThan(Math.max(r, g) + 30);
    const [r2, g2, b2] = pixelAt(raster, 48, 16) as [number, number, number];
    expect(r2).toBeGreaterThan(Math.max(g2, b2) + 80);
  });

  it('reads grey, grey with alpha and palettes as RGB and RGBA', async () => {
    const grey = await picture({ data: new Uint8Array([0, 100, 200, 255]), width: 2, height: 2, channels: 1 })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const { raster } = await open(grey);
    expect(raster.channels).toBe(3);
    expect(pixelAt(raster, 1, 0)).toEqual([100, 100, 100]);
    const greyAlpha = await picture({ data: new Uint8Array([9, 0, 100, 128]), width: 2, height: 1, channels: 2 })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect(pixelAt((await open(greyAlpha)).raster, 1, 0)).toEqual([100, 100, 100, 128]);
    const palette = await picture(blocks([[RED, BLUE]]))
      .png({ palette: true, colours: 4 })
      .toBuffer();
    expect(pixelAt((await open(palette)).raster, 4, 4)).toEqual([...RED]);
  });

  it('says when only the first of several pictures is used', async () => {
    const frames = await sharp(gradient(10, 20), { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } })
      .gif()
      .toBuffer();
    const { raster, notes } = await open(frames);
    expect([raster.width, raster.height]).toEqual([10, 10]);
    expect(notes).toEqual(['The file has 2 frames; the first one is used.']);
  });
});

describe('damaged pictures', () => {
  const whole = () => picture({ data: gradient(200, 200), width: 200, height: 200, channels: 3 });

  it('that end early are incomplete, and open when that is tolerated', async () => {
    for (const file of [await whole().jpeg().toBuffer(), await whole().png().toBuffer()]) {
      const half = file.subarray(0, file.length >> 1);
      await expect(open(half, { name: 'half.jpg' })).rejects.toMatchObject({
        code: 'image_truncated',
        message: expect.stringContaining('“half.jpg”'),
      });
      expect((await open(half, { tolerant: true })).raster.width).toBe(200);
    }
  });

  it('with bits turned are damaged', async () => {
    const png = Buffer.from(await whole().png().toBuffer());
    png.fill(0x55, png.length >> 1, (png.length >> 1) + 40);
    await expect(open(png)).rejects.toMatchObject({ code: 'image_corrupt' });
  });

  it('and pictures beyond the limit are refused with their size', async () => {
    await expect(open(await whole().png().toBuffer(), { name: 'big.png', maxPixels: 39_999 })).rejects.toMatchObject({
      code: 'image_too_large',
      message: expect.stringContaining('“big.png” is 200 × 200 px'),
    });
  });

  it('never make libvips open a file by path', async () => {
    await expect(sharp('package.json').metadata()).rejects.toThrow();
    await expect(sharp('README.md').png().toBuffer()).rejects.toThrow();
  });
});
