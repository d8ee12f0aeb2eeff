import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/contract/errors.ts';
import { probe } from '../../../src/pixels/decoders/probe.ts';
import { blocks, CAMERA_EXIF, gradient, picture, storedFor, UPRIGHT, xmpWithPosition } from './pictures.ts';

const latin1 = (s: string): Uint8Array => Buffer.from(s, 'latin1');
const sample = () => picture({ data: gradient(40, 30), width: 40, height: 30, channels: 3 });

async function refusal(bytes: Uint8Array, name: string): Promise<{ code: ErrorCode; message: string }> {
  try {
    const facts = await probe(bytes, name);
    throw new Error(`accepted as ${facts.format}`);
  } catch (error) {
    return error as { code: ErrorCode; message: string };
  }
}

describe('a readable picture', () => {
  it('is told by its bytes, whatever its name says', async () => {
    const jpeg = await sample().jpeg().toBuffer();
    for (const name of ['a.jpg', 'a.png', 'a.heic', 'no-extension', 'a.cr2']) {
      expect(await probe(jpeg, name)).toMatchObject({ format: 'jpeg', width: 40, height: 30, depth: 8, channels: 3 });
    }
  });

  it('is known in every format', async () => {
    expect((await probe(await sample().png().toBuffer(), 'a')).format).toBe('png');
    expect((await probe(await sample().webp().toBuffer(), 'a')).format).toBe('webp');
    expect((await probe(await sample().avif({ effort: 0 }).toBuffer(), 'a')).format).toBe('avif');
    expect((await probe(await sample().tiff({ compression: 'lzw' }).toBuffer(), 'a')).format).toBe('tiff');
    expect((await probe(await sample().gif().toBuffer(), 'a')).format).toBe('gif');
    const svg =
      '<?xml version="1.0"?><!-- made by hand --><svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>';
    expect(await probe(Buffer.from(svg), 'a')).toMatchObject({ format: 'svg', width: 30, height: 20 });
    expect((await probe(gzipSync(svg), 'a.svgz')).format).toBe('svg');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('has its upright size with orientation %i', async (orientation) => {
    const stored = picture(blocks(storedFor(orientation, UPRIGHT)));
    const jpeg = await stored.withMetadata({ orientation }).jpeg().toBuffer();
    expect(await probe(jpeg, 'a.jpg')).toMatchObject({ width: 32, height: 48, orientation });
  });

  it('has orientation 1 when the tag is out of range', async () => {
    const jpeg = await sample()
      .withExif({ IFD0: { Orientation: '9' } })
      .jpeg()
      .toBuffer();
    expect(await probe(jpeg, 'a.jpg')).toMatchObject({ width: 40, height: 30, orientation: 1 });
  });

  it('tells the facts of the shot under stable names', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const file = await sample().withExif(CAMERA_EXIF).withXmp(xmpWithPosition()).toFormat(format).toBuffer();
      expect((await probe(file, 'a')).exif).toEqual({
        make: 'Acme',
        model: 'Box 1',
        lens: 'Lens 50',
        iso: 400,
        fNumber: 2.8,
        exposureTime: 0.008,
        focalLength: 50,
        takenAt: '2025-03-04T05:06:07',
        artist: 'Ada Example',
        copyright: 'Ada Example 2026',
        description: 'A box',
        title: 'Boxes & more',
      });
    }
  });

  it('tells depth, alpha, pages and profile', async () => {
    const deep = picture({ data: new Uint16Array(48), width: 4, height: 4, channels: 3 });
    expect(await probe(await deep.toColourspace('rgb16').png().toBuffer(), 'a')).toMatchObject({
      depth: 16,
      profile: null,
    });
    const alpha = picture({ data: new Uint8Array(64), width: 4, height: 4, channels: 4 });
    expect(await probe(await alpha.png().toBuffer(), 'a')).toMatchObject({ hasAlpha: true, channels: 4 });
    expect(await probe(await sample().withIccProfile('p3').jpeg().toBuffer(), 'a')).toMatchObject({ profile: 'sP3C' });
  });
});

describe('a picture in a format that cannot be read yet', () => {
  const padded = (magic: string): Uint8Array => Buffer.concat([latin1(magic), Buffer.alloc(64)]);
  const cases: Array<[string, Uint8Array, string]> = [
    ['a.heif', padded('\0\0\0\x18ftypavci\0\0\0\0mif1avci'), 'HEIF'],
    ['a.jp2', padded('\0\0\0\x0cjP  \r\n\x87\n'), 'JPEG 2000'],
    ['a.exr', padded('v/1\x01'), 'OpenEXR'],
    ['a.hdr', padded('#?RADIANCE\n'), 'Radiance'],
    ['a.ico', padded('\0\0\x01\0\x01\0'), 'icon'],
    ['a.tga', padded('\0\0\x02\0\0\0\0\0'.slice(0, 2)), 'TGA'],
  ];
  it.each(cases)('%s is refused by its name and format', async (name, bytes, format) => {
    const { code, message } = await refusal(bytes, name);
    expect(code).toBe('unsupported_format');
    expect(message).toContain(`“${name}”`);
    expect(message).toContain(format);
    expect(message).toMatch(/cannot read .* yet\. Export it as JPEG, PNG or TIFF\.$/);
  });

  it('reads as the sentence that people see', async () => {
    expect((await refusal(padded('v/1\x01'), 'a.exr')).message).toBe(
      '“a.exr” is an OpenEXR picture; Safelight cannot read OpenEXR yet. Export it as JPEG, PNG or TIFF.',
    );
  });
});

describe('the head of a file without the rest', () => {
  const padded = (magic: string): Uint8Array => Buffer.concat([latin1(magic), Buffer.alloc(64)]);
  it.each([
    ['IMG_1.HEIC', padded('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
    ['a.cr3', padded('\0\0\0\x18ftypcrx \0\0\0\x01')],
    ['a.cr2', padded('II*\0\x10\0\0\0CR\x02\0')],
    ['a.crw', padded('II\x1a\0\0\0HEAPCCDR')],
    ['a.nef', padded('MM\0*\0\0\0\x08')],
    ['a.raf', padded('FUJIFILMCCD-RAW 0201')],
    ['a.rw2', padded('IIU\0\x08\0\0\0')],
    ['a.orf', padded('IIRO\x08\0\0\0')],
    ['b.jxl', padded('\0\0\0\x0cJXL \r\n\x87\n')],
    ['a.bmp', padded('BM\x36\0\0\0\0\0\0\0')],
    ['a.psd', padded('8BPS\0\x07')],
    ['a.qoi', padded('qoif')],
  ])('%s is damaged or incomplete, and known for what it is', async (name, bytes) => {
    const { code, message } = await refusal(bytes, name);
    expect(['image_corrupt', 'image_truncated']).toContain(code);
    expect(message).toContain(`“${name}”`);
  });
});

describe('what is no picture', () => {
  const cases: Array<[string, Uint8Array, ErrorCode, string]> = [
    ['empty.jpg', new Uint8Array(0), 'file_empty', '0 bytes'],
    ['page.jpg', latin1('<!DOCTYPE html><html></html>'), 'not_an_image', 'a web page'],
    ['notes.txt', latin1('Dear diary'), 'not_an_image', 'a text file'],
    ['doc.jpg', latin1('%PDF-1.4 …'), 'not_an_image', 'a PDF document'],
    ['clip.mp4', latin1('\0\0\0\x18ftypisom\0\0\0\0isommp42'), 'not_an_image', 'a video'],
    ['a.zip', latin1('PK\x03\x04………………'), 'not_an_image', 'a zip archive'],
    ['p.icc', Buffer.concat([Buffer.alloc(36), latin1('acsp'), Buffer.alloc(90)]), 'not_an_image', 'a colour profile'],
    ['nulls.jpg', new Uint8Array(500), 'image_corrupt', 'damaged'],
    ['blob.bin', deflateSync(Buffer.alloc(9000, 'x')), 'not_an_image', 'not a picture'],
  ];
  it.each(cases)('%s', async (name, bytes, code, words) => {
    const error = await refusal(bytes, name);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(error.message).toContain(`“${name}”`);
  });
});
