import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probe } from '../../../src/pixels/decoders/probe.ts';
import { setupSharp } from '../../../src/pixels/decoders/sharp-setup.ts';
import { type EncodeSource, encode } from '../../../src/pixels/encoders/encode.ts';
import { assembleJpeg } from '../../../src/pixels/encoders/jpeg-container.ts';
import { blocksOf } from '../../../src/pixels/metadata/blocks.ts';
import { openExif } from '../../../src/pixels/metadata/exif-structure.ts';
import { IPTC, iptcTexts } from '../../../src/pixels/metadata/iptc.ts';
import type { ExportFormat, MetadataPolicy } from '../../../src/workflow/plan/steps.ts';
import { CAMERA_EXIF, gradient, picture, xmpWithPosition } from '../decoders/pictures.ts';
import { raster, step } from './rasters.ts';

const sharp = setupSharp();
const FORMATS: ExportFormat[] = ['jpeg', 'png', 'webp', 'avif', 'tiff'];

/** 51° 29′ 33.33″ as EXIF stores it, little-endian. */
const LATITUDE = Buffer.from([51, 0, 0, 0, 1, 0, 0, 0, 29, 0, 0, 0, 1, 0, 0, 0]);
const RECORDS = Buffer.from('\x1c\x02\x50\0\x03Ada\x1c\x02\x6e\0\x06Agency', 'latin1');

/** Sources in all formats with camera facts, XMP and a position; in JPEG with IPTC too. */
async function sourceIn(format: ExportFormat): Promise<EncodeSource> {
  const pixels = () => picture({ data: gradient(40, 30), width: 40, height: 30, channels: 3 });
  const jpeg = await pixels().withExif(CAMERA_EXIF).withXmp(xmpWithPosition()).jpeg().toBuffer();
  if (format === 'jpeg') {
    const blocks = blocksOf(await sharp(jpeg).metadata(), jpeg);
    const bare = await pixels().jpeg().toBuffer();
    const nothing = { icc: new Uint8Array(0), profileName: '', dpi: null };
    return { bytes: assembleJpeg(bare, { ...blocks, ...nothing, iptc: RECORDS }), format };
  }
  if (format !== 'tiff') {
    return {
      bytes: await pixels().withExif(CAMERA_EXIF).withXmp(xmpWithPosition()).toFormat(format).toBuffer(),
      format,
    };
  }
  return { bytes: (await encode(raster(), step({ format: 'tiff' }), { bytes: jpeg, format: 'jpeg' })).bytes, format };
}

async function written(source: EncodeSource, format: ExportFormat, metadata: MetadataPolicy) {
  const { bytes, notes } = await encode(raster(), step({ format, metadata }), source);
  const header = await sharp(bytes).metadata();
  const blocks = blocksOf(header, bytes);
  return { bytes: Buffer.from(bytes), notes, header, blocks, exif: (await probe(bytes, 'a')).exif };
}

const SHOT = {
  make: 'Acme',
  model: 'Box 1',
  lens: 'Lens 50',
  iso: 400,
  fNumber: 2.8,
  takenAt: '2025-03-04T05:06:07',
  artist: 'Ada Example',
  copyright: 'Ada Example 2026',
  title: 'Boxes & more',
};

describe.each(FORMATS)('metadata written to %s', (format) => {
  it('from every format: all of it is kept, position too', async () => {
    for (const from of FORMATS) {
      const { bytes, exif, blocks } = await written(await sourceIn(from), format, 'all');
      expect([from, exif]).toEqual([from, expect.objectContaining(SHOT)]);
      expect(bytes.includes(LATITUDE)).toBe(true);
      expect(blocks.xmp).toContain('exif:GPSLatitude="51,29.5N"');
    }
  });

  it('from every format without positions: the bytes are gone, the rest is kept', async () => {
    for (const from of FORMATS) {
      const { bytes, exif, blocks } = await written(await sourceIn(from), format, 'no-gps');
      expect([from, exif]).toEqual([from, expect.objectContaining(SHOT)]);
      for (const secret of [LATITUDE, Buffer.from('SECRETPLACE'), Buffer.from('51,29.5N'), Buffer.from('0,7.4W')]) {
        expect([from, bytes.includes(secret)]).toEqual([from, false]);
      }
      expect(blocks.xmp).not.toContain('GPS');
      expect(blocks.xmp).toContain('xmp:Rating="4"');
      expect(blocks.xmp).toContain('tiff:Orientation="1"');
    }
  });

  it('with the copyright policy only says whose it is', async () => {
    const { bytes, exif, blocks } = await written(await sourceIn('jpeg'), format, 'copyright');
    expect(exif).toEqual({ artist: 'Ada Example', copyright: 'Ada Example 2026' });
    expect(blocks.xmp).toContain('Ada Example 2026');
    expect(blocks.xmp).toContain('<photoshop:Credit>Agency</photoshop:Credit>');
    for (const other of ['Acme', 'Boxes', '2025:03:04', 'SECRETPLACE']) expect(bytes.includes(other)).toBe(false);
  });

  it('with the policy none has nothing but the profile', async () => {
    const { bytes, exif, blocks, header } = await written(await sourceIn('jpeg'), format, 'none');
    expect(exif).toEqual({});
    expect(blocks).toMatchObject({ xmp: null, iptc: null });
    expect(header.icc).toBeDefined();
    for (const other of ['Acme', 'Ada', 'xmpmeta', 'Exif\0\0']) expect(bytes.includes(other)).toBe(false);
  });

  it('keeps IPTC where there is a place for it, and says so where there is none', async () => {
    const { blocks, notes } = await written(await sourceIn('jpeg'), format, 'all');
    if (format === 'jpeg' || format === 'tiff') {
      expect(iptcTexts(blocks.iptc!, IPTC.byline)).toEqual(['Ada']);
      expect(notes).toEqual([]);
    } else expect(notes[0]).toMatch(/no place for IPTC records; what they say was written as XMP/);
  });
});

describe('JPEG', () => {
  it('keeps the resolution of the source', async () => {
    const source = (await encode(raster(), step({ dpi: 240 }), { bytes: null, format: 'png' })).bytes;
    for (const format of ['jpeg', 'png', 'tiff'] as const) {
      expect((await written({ bytes: source, format: 'jpeg' }, format, 'all')).header.density).toBe(240);
    }
    expect((await written({ bytes: source, format: 'jpeg' }, 'jpeg', 'none')).header.density).toBe(72);
  });

  it('holds XMP that is too long for one segment as an extended packet', async () => {
    const long = xmpWithPosition(`<dc:description>${'word '.repeat(40_000)}</dc:description>`);
    const png = await picture({ data: gradient(8, 8), width: 8, height: 8, channels: 3 })
      .withXmp(long)
      .png()
      .toBuffer();
    const { bytes, header } = await written({ bytes: png, format: 'png' }, 'jpeg', 'all');
    expect(header.xmpAsString).toContain('HasExtendedXMP');
    expect(bytes.toString('latin1').split('http://ns.adobe.com/xmp/extension/').length - 1).toBe(4);
  });

  it('holds a profile that needs several segments', async () => {
    const icc = Buffer.alloc(150_000, 1);
    const bare = await picture({ data: gradient(8, 8), width: 8, height: 8, channels: 3 })
      .jpeg()
      .toBuffer();
    const file = assembleJpeg(bare, { exif: null, xmp: null, iptc: null, dpi: null, profileName: '', icc });
    expect(Buffer.compare((await sharp(file).metadata()).icc!, icc)).toBe(0);
  });

  it('leaves out a MakerNote that does not fit, and says so', async () => {
    const { writeExif, textEntry, bytesEntry } = await import('../../../src/pixels/metadata/exif-write.ts');
    const exif = writeExif({
      first: [textEntry(0x10f, 'Acme')],
      exif: [bytesEntry(0x927c, Buffer.alloc(70_000, 1))],
    });
    const { assemblePng } = await import('../../../src/pixels/encoders/png-container.ts');
    const bare = await picture({ data: gradient(8, 8), width: 8, height: 8, channels: 3 })
      .png()
      .toBuffer();
    const icc = new Uint8Array(0);
    const png = assemblePng(bare, { exif, xmp: null, iptc: null, dpi: null, profileName: '', icc });
    const result = await written({ bytes: png, format: 'png' }, 'jpeg', 'all');
    expect(result.exif).toEqual({ make: 'Acme' });
    expect(result.notes[0]).toMatch(/private notes were left out/);
  });
});

describe('TIFF', () => {
  it('keeps a MakerNote at its offset, so that what it points to stays right', async () => {
    const source = await sourceIn('jpeg');
    const before = blocksOf(await sharp(source.bytes!).metadata(), source.bytes!).exif!;
    const { bytes } = await written(source, 'tiff', 'all');
    expect(openExif(bytes)!.little).toBe(true);
    expect(bytes.indexOf(LATITUDE)).toBe(Buffer.from(before).indexOf(LATITUDE));
  });
});

const corpus = process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus';

describe.skipIf(!existsSync(corpus))('photographs with positions', () => {
  it('of the corpus lose them in every format and keep the camera', async () => {
    const path = join(corpus, 'formats/metadata/gps.jpg');
    const bytes = readFileSync(path);
    const facts = await probe(bytes, 'gps.jpg');
    const before = blocksOf(await sharp(bytes).metadata(), bytes);
    expect(Buffer.from(before.exif!).includes('WGS-84')).toBe(true);
    for (const format of FORMATS) {
      const result = await written({ bytes, format: 'jpeg' }, format, 'no-gps');
      expect(result.exif).toEqual(facts.exif);
      expect(result.bytes.includes('WGS-84')).toBe(false);
    }
  });

  it('keeps camera and rights of a large Photoshop TIFF through JPEG and back', async () => {
    const bytes = readFileSync(join(corpus, 'formats/metadata/tiff-photoshop-128k-xmp.tiff'));
    const facts = await probe(bytes, 'a.tiff');
    const jpeg = await encode(raster(), step(), { bytes, format: 'tiff' });
    expect((await probe(jpeg.bytes, 'a.jpg')).exif).toEqual(facts.exif);
    const tiff = await encode(raster(), step({ format: 'tiff' }), { bytes: jpeg.bytes, format: 'jpeg' });
    expect((await probe(tiff.bytes, 'a.tif')).exif).toEqual(facts.exif);
  });
});
