import { describe, expect, it } from 'vitest';
import { readRgbProfile } from '../../../src/pixels/colour/icc-read.ts';
import { builtInProfile } from '../../../src/pixels/colour/profiles.ts';
import { setupSharp } from '../../../src/pixels/decoders/sharp-setup.ts';
import { encodablePixels, encodedColour, narrow } from '../../../src/pixels/encoders/encodable-pixels.ts';
import { encode } from '../../../src/pixels/encoders/encode.ts';
import { entryOf, numberOf, openExif } from '../../../src/pixels/metadata/exif-structure.ts';
import type { ExportFormat } from '../../../src/workflow/plan/steps.ts';
import { open, pixelAt } from '../decoders/pictures.ts';
import { NO_SOURCE, raster, step } from './rasters.ts';

const sharp = setupSharp();
/** JPEG XL, which holds no profile, has its tests with its decoder. */
const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const satisfies ExportFormat[];
const EXTENSIONS = { jpeg: 'jpg', png: 'png', webp: 'webp', avif: 'avif', tiff: 'tif' };

describe.each(FORMATS)('%s', (format) => {
  it('is written with its extension and read back as the same picture', async () => {
    const picture = raster();
    const { bytes, extension } = await encode(picture, step({ format, quality: 95 }), NO_SOURCE);
    expect(extension).toBe(EXTENSIONS[format]);
    const again = (await open(bytes)).raster;
    expect([again.width, again.height, again.depth, again.channels]).toEqual([64, 48, 8, 3]);
    let difference = 0;
    for (const [i, v] of picture.data.entries()) difference += Math.abs(v - again.data[i]!) / picture.data.length;
    expect(difference).toBeLessThan(format === 'png' || format === 'tiff' ? 1e-9 : 4);
  });

  it.each(['srgb', 'display-p3', 'adobe-rgb', 'prophoto-rgb', 'rec2020'] as const)(
    'holds the %s profile and the values as they are',
    async (profile) => {
      const picture = raster({ profile, depth: profile === 'srgb' ? 8 : 16 });
      const { bytes } = await encode(picture, step({ format, quality: 95, profile, depth: 8 }), NO_SOURCE);
      const { icc } = await sharp(bytes).metadata();
      expect(Buffer.compare(icc!, picture.profile.icc)).toBe(0);
      expect(readRgbProfile(icc!)?.key).toBe(profile);
      const again = (await open(bytes)).raster;
      const [a, b] = [pixelAt(picture, 20, 20), pixelAt(again, 20, 20)];
      for (const i of [0, 1, 2]) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(12);
    },
  );

  it('is the same bytes every time', async () => {
    const [a, b] = [
      await encode(raster(), step({ format }), NO_SOURCE),
      await encode(raster(), step({ format }), NO_SOURCE),
    ];
    expect(Buffer.compare(a.bytes, b.bytes)).toBe(0);
  });

  it('keeps alpha where it can, and is laid on the background where it cannot', async () => {
    const picture = raster({ channels: 4 });
    const { bytes } = await encode(picture, step({ format, quality: 95, background: '#00ff00' }), NO_SOURCE);
    const again = (await open(bytes)).raster;
    if (format === 'jpeg') {
      expect(again.channels).toBe(3);
      expect(pixelAt(again, 1, 40)[1]).toBeGreaterThan(235);
    } else {
      expect(again.channels).toBe(4);
      expect(Math.abs(pixelAt(again, 60, 40)[3]! - pixelAt(picture, 60, 40)[3]!)).toBeLessThan(4);
    }
  });

  it('carries the resolution', async () => {
    const { bytes } = await encode(raster(), step({ format, dpi: 300 }), NO_SOURCE);
    const header = await sharp(bytes).metadata();
    if (format === 'webp' || format === 'avif') {
      // These have only EXIF's field.
      expect(header.exif!.includes(Buffer.from([0x2c, 0x01, 0, 0, 1, 0, 0, 0]))).toBe(true);
    } else expect(header.density).toBe(300);
  });

  it('carries a pending orientation whatever the metadata policy, and only then', async () => {
    for (const metadata of ['all', 'copyright', 'none'] as const) {
      const { bytes } = await encode(raster({ orientation: 6 }), step({ format, metadata }), NO_SOURCE);
      const { raster: again } = await open(bytes);
      expect([again.width, again.height]).toEqual([48, 64]);
    }
    const { bytes } = await encode(raster(), step({ format, metadata: 'none' }), NO_SOURCE);
    expect((await open(bytes)).raster).toMatchObject({ width: 64, height: 48 });
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  it('stays below the size asked for, at the highest quality that fits', async () => {
    const picture = raster({ width: 300, height: 300 });
    const full = (await encode(picture, step({ format, quality: 90 }), NO_SOURCE)).bytes.length;
    const lossy = format !== 'png' && format !== 'tiff';
    if (lossy) {
      const limit = Math.ceil((full * 0.8) / 1000);
      const { bytes, notes } = await encode(picture, step({ format, quality: 90, maxKilobytes: limit }), NO_SOURCE);
      expect(bytes.length).toBeLessThanOrEqual(limit * 1000);
      const quality = Number(/quality (\d+)/.exec(notes[0]!)![1]);
      const better = await encode(picture, step({ format, quality: quality + 1 }), NO_SOURCE);
      expect(better.bytes.length).toBeGreaterThan(limit * 1000);
    }
    expect((await encode(picture, step({ format, quality: 90, maxKilobytes: 1000 }), NO_SOURCE)).bytes.length).toBe(
      full,
    );
    await expect(encode(picture, step({ format, quality: 90, maxKilobytes: 1 }), NO_SOURCE)).rejects.toMatchObject({
      code: 'output_too_big',
      message: expect.stringMatching(lossy ? /even at quality 30; 1 kB are allowed/ : /lossless/),
    });
  });
});

describe('depth', () => {
  it.each(['png', 'tiff'] as const)('%s holds 16 bits of a 16-bit picture, or 8 when asked', async (format) => {
    const picture = raster({ depth: 16, profile: 'prophoto-rgb', channels: 4 });
    const deep = (await open((await encode(picture, step({ format }), NO_SOURCE)).bytes)).raster;
    expect(deep.depth).toBe(16);
    expect(deep.data).toEqual(picture.data);
    const flat = (await encode(picture, step({ format, depth: 8 }), NO_SOURCE)).bytes;
    expect((await sharp(flat).metadata()).depth).toBe('uchar');
  });

  it.each(['png', 'tiff'] as const)('%s holds 16 bits of an 8-bit picture when asked', async (format) => {
    const picture = raster();
    const { bytes } = await encode(picture, step({ format, depth: 16 }), NO_SOURCE);
    const again = (await open(bytes)).raster;
    expect(again.depth).toBe(16);
    expect(again.data).toEqual(Uint16Array.from(picture.data, (v) => v * 257));
  });

  it('is narrowed by exact rounding', () => {
    for (let v = 0; v < 65536; v++) if (narrow(v) !== Math.round(v / 257)) throw new Error(`wrong for ${v}`);
  });

  it('hands the raster’s own buffer on when nothing changes', () => {
    const picture = raster();
    expect(encodablePixels(picture, 8, '#ffffff').data).toBe(picture.data);
  });
});

describe('JPEG', () => {
  it('has the chroma asked for and is baseline without metadata of its own', async () => {
    for (const chroma of ['4:2:0', '4:4:4'] as const) {
      const { bytes } = await encode(raster(), step({ chroma }), NO_SOURCE);
      expect((await sharp(bytes).metadata()).chromaSubsampling).toBe(chroma);
    }
  });

  it('costs no more bytes than sharp plus the profile', async () => {
    const picture = raster();
    const bare = await sharp(picture.data, { raw: { width: 64, height: 48, channels: 3 } })
      .jpeg({ quality: 85 })
      .toBuffer();
    const { bytes } = await encode(picture, step(), NO_SOURCE);
    expect(bytes.length - bare.length).toBe(picture.profile.icc.length + 18);
  });
});

describe('lossless', () => {
  it('WebP gives back every value', async () => {
    const picture = raster();
    const { bytes } = await encode(picture, step({ format: 'webp', lossless: true }), NO_SOURCE);
    expect(Buffer.compare(Buffer.from((await open(bytes)).raster.data), Buffer.from(picture.data))).toBe(0);
  });

  it('TIFF is never JPEG inside', async () => {
    for (const effort of [0, 100]) {
      const { bytes } = await encode(raster(), step({ format: 'tiff', effort }), NO_SOURCE);
      const file = openExif(bytes)!;
      const compression = numberOf(file, entryOf(file.first, 0x103)!);
      // TIFF 6.0: 5 is LZW, 8 deflate, 7 would be JPEG
      expect(compression).toBe(effort === 0 ? 5 : 8);
    }
  });
});

describe('background colours', () => {
  it('keep their look in another space', () => {
    expect(encodedColour('#ff8000', builtInProfile('srgb'))).toEqual([1, 128 / 255, 0]);
    expect(encodedColour('#f80', builtInProfile('srgb'))).toEqual([1, 136 / 255, 0]);
    const [r, g, b] = encodedColour('#808080', builtInProfile('display-p3'));
    for (const v of [r, g, b]) expect(v).toBeCloseTo(128 / 255, 4);
    // sRGB red in Display P3 (CSS Color 4 gives 0.91749, 0.20029, 0.13856)
    const red = encodedColour('#ff0000', builtInProfile('display-p3'));
    for (const [i, v] of [0.91749, 0.20029, 0.13856].entries()) expect(red[i]).toBeCloseTo(v, 2);
  });
});

describe('what cannot be written', () => {
  it('is refused: a profile that was not converted to, which is a bug', async () => {
    await expect(encode(raster(), step({ profile: 'rec2020' }), NO_SOURCE)).rejects.toMatchObject({ code: 'internal' });
  });

  it('is refused: sides beyond what the format can hold', async () => {
    const long = raster({ width: 16400, height: 1 });
    await expect(encode(long, step({ format: 'webp' }), NO_SOURCE)).rejects.toMatchObject({
      code: 'image_too_large',
      message: expect.stringContaining('WebP'),
    });
  });
});
