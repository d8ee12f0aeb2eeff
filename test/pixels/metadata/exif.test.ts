import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editExif, type PictureFacts } from '../../../src/pixels/metadata/exif-edit.ts';
import { exifFacts, exifOrientation } from '../../../src/pixels/metadata/exif-facts.ts';
import {
  childDirectory,
  directoryAt,
  entryOf,
  numberOf,
  openExif,
  TAG,
  textOf,
} from '../../../src/pixels/metadata/exif-structure.ts';
import {
  bytesEntry,
  longEntry,
  rationalEntry,
  rebuildExif,
  shortEntry,
  textEntry,
  writeExif,
} from '../../../src/pixels/metadata/exif-write.ts';

const FACTS: PictureFacts = { width: 640, height: 480, orientation: 1, srgb: true, dpi: null };
const LATITUDE = Buffer.from('POSITION-OF-HOME-51.4925');

/** A block as cameras write it: IFD0, EXIF with a MakerNote, GPS, IFD1 with a thumbnail at the end. */
function cameraBlock(): Buffer {
  const front = writeExif({
    first: [
      textEntry(TAG.make, 'Acme'),
      shortEntry(TAG.orientation, 6),
      textEntry(TAG.copyright, 'Ada\0Editor'),
      rationalEntry(TAG.xResolution, 72),
    ],
    exif: [
      textEntry(TAG.dateTimeOriginal, '2025:03:04 05:06:07'),
      longEntry(TAG.pixelWidth, 6000),
      longEntry(TAG.pixelHeight, 4000),
      shortEntry(TAG.colorSpace, 0xffff),
      bytesEntry(TAG.makerNote, Buffer.from('MAKER-NOTE-WITH-OFFSETS')),
    ],
    gps: [textEntry(1, 'N'), bytesEntry(2, LATITUDE)],
  });
  const data = openExif(front)!;
  const place = front.length;
  const thumbnail = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from('THUMBNAIL'), Buffer.from([0xff, 0xd9])]);
  const directory = Buffer.alloc(2 + 24 + 4);
  directory.writeUInt16LE(2, 0);
  for (const [i, [tag, value]] of [
    [0x201, place + directory.length],
    [0x202, thumbnail.length],
  ].entries()) {
    directory.writeUInt16LE(tag!, 2 + i * 12);
    directory.writeUInt16LE(4, 4 + i * 12);
    directory.writeUInt32LE(1, 6 + i * 12);
    directory.writeUInt32LE(value!, 10 + i * 12);
  }
  const block = Buffer.concat([front, directory, thumbnail]);
  block.writeUInt32LE(place, data.first.place + 2 + data.first.entries.length * 12);
  return block;
}

/** The same block with the other byte order, rebuilt by hand from its parts. */
function bigEndian(block: Uint8Array): Buffer {
  const data = openExif(block)!;
  const result = Buffer.from(block);
  result.write('MM', 0, 'latin1');
  result.writeUInt16BE(42, 2);
  result.writeUInt32BE(data.first.place, 4);
  const exif = childDirectory(data, data.first, TAG.exifDirectory);
  const gps = childDirectory(data, data.first, TAG.gpsDirectory);
  for (const directory of [data.first, exif, gps, directoryAt(data, data.first.next)]) {
    if (!directory) continue;
    const end = directory.place + 2 + directory.entries.length * 12;
    result.writeUInt16BE(directory.entries.length, directory.place);
    result.writeUInt32BE(directory.next, end);
    for (const entry of directory.entries) {
      result.writeUInt16BE(entry.tag, entry.place);
      result.writeUInt16BE(entry.type, entry.place + 2);
      result.writeUInt32BE(entry.count, entry.place + 4);
      if (entry.size > 4) result.writeUInt32BE(entry.offset, entry.place + 8);
      const value = result.subarray(entry.offset, entry.offset + entry.size);
      if (entry.type === 3) value.swap16();
      if (entry.type === 4 || entry.type === 5) value.swap32();
    }
  }
  return result;
}

const number = (block: Uint8Array, tag: number): number | undefined => {
  const data = openExif(block)!;
  const entry = entryOf(data.first, tag) ?? entryOf(childDirectory(data, data.first, TAG.exifDirectory), tag);
  return entry && numberOf(data, entry);
};

describe.each([
  ['little', cameraBlock()],
  ['big', bigEndian(cameraBlock())],
])('an EXIF block, %s-endian, made to fit the written picture', (_, block) => {
  it('says the new size, orientation and colour space', () => {
    const edited = editExif(block, FACTS, false);
    expect(number(edited, TAG.orientation)).toBe(1);
    expect(number(edited, TAG.pixelWidth)).toBe(640);
    expect(number(edited, TAG.pixelHeight)).toBe(480);
    expect(number(edited, TAG.colorSpace)).toBe(1);
    expect(number(editExif(block, { ...FACTS, orientation: 8, srgb: false }, false), TAG.orientation)).toBe(8);
    expect(number(editExif(block, { ...FACTS, dpi: 300 }, false), TAG.xResolution)).toBe(300);
  });

  it('loses the thumbnail, and nothing else moves', () => {
    const edited = Buffer.from(editExif(block, FACTS, false));
    expect(edited.includes('THUMBNAIL')).toBe(false);
    expect(edited.length).toBeLessThan(block.length);
    expect(openExif(edited)!.first.next).toBe(0);
    expect(edited.indexOf('MAKER-NOTE-WITH-OFFSETS')).toBe(block.indexOf('MAKER-NOTE-WITH-OFFSETS'));
    expect(edited.includes(LATITUDE)).toBe(true);
  });

  it('loses the position, with the bytes it pointed to', () => {
    const edited = Buffer.from(editExif(block, FACTS, true));
    expect(edited.includes(LATITUDE)).toBe(false);
    const data = openExif(edited)!;
    expect(entryOf(data.first, TAG.gpsDirectory)).toBeUndefined();
    expect(textOf(data, entryOf(data.first, TAG.make))).toBe('Acme');
    const exif = childDirectory(data, data.first, TAG.exifDirectory);
    expect(textOf(data, entryOf(exif, TAG.dateTimeOriginal))).toBe('2025:03:04 05:06:07');
    expect(edited.indexOf('MAKER-NOTE-WITH-OFFSETS')).toBe(block.indexOf('MAKER-NOTE-WITH-OFFSETS'));
  });

  it('leaves the source alone', () => {
    const before = Buffer.from(block);
    editExif(block, FACTS, true);
    expect(block.equals(before)).toBe(true);
  });

  it('is rebuilt little-endian with the same facts', () => {
    const rebuilt = rebuildExif(block)!;
    expect(openExif(rebuilt)!.little).toBe(true);
    expect(exifFacts({ exif: rebuilt, xmp: null, iptc: null })).toEqual(
      exifFacts({ exif: block, xmp: null, iptc: null }),
    );
    expect(exifFacts({ exif: block, xmp: null, iptc: null })).toMatchObject({
      make: 'Acme',
      copyright: 'Ada; Editor',
      takenAt: '2025-03-04T05:06:07',
    });
    expect(Buffer.from(rebuilt).includes('MAKER-NOTE-WITH-OFFSETS')).toBe(true);
    expect(Buffer.from(rebuildExif(block, [TAG.makerNote])!).includes('MAKER-NOTE')).toBe(false);
  });
});

describe('a pending orientation', () => {
  it('is added where the block has no entry for it', () => {
    for (const block of [writeExif({ first: [textEntry(TAG.make, 'Acme')] })]) {
      const edited = editExif(block, { ...FACTS, orientation: 6 }, false);
      expect(exifOrientation(openExif(edited))).toBe(6);
      expect(exifFacts({ exif: edited, xmp: null, iptc: null })).toEqual({ make: 'Acme' });
    }
  });
});

describe('a resolution that was asked for', () => {
  it.each([
    ['little', writeExif({ first: [textEntry(TAG.make, 'Acme')], gps: [textEntry(1, 'N')] })],
    ['big', bigEndian(writeExif({ first: [textEntry(TAG.make, 'Acme')], gps: [textEntry(1, 'N')] }))],
  ])('is added where the block, %s-endian, has no entries for it, as those of many phones', (_, block) => {
    const edited = editExif(block, { ...FACTS, orientation: 6, dpi: 299.5 }, true);
    expect(number(edited, TAG.xResolution)).toBe(299.5);
    expect(number(edited, TAG.yResolution)).toBe(299.5);
    expect(number(edited, TAG.resolutionUnit)).toBe(2);
    expect(exifOrientation(openExif(edited))).toBe(6);
    const tags = openExif(edited)!.first.entries.map((entry) => entry.tag);
    expect(tags).toEqual([...tags].sort((a, b) => a - b));
    expect(exifFacts({ exif: edited, xmp: null, iptc: null })).toEqual({ make: 'Acme' });
  });

  it('is not made up where none was asked for', () => {
    const block = writeExif({ first: [textEntry(TAG.make, 'Acme')] });
    expect(number(editExif(block, FACTS, false), TAG.xResolution)).toBeUndefined();
  });
});

describe('damaged blocks', () => {
  it('never throw, and never keep a position that can be found', () => {
    const block = cameraBlock();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(block.length - 1), fc.nat(255)), { maxLength: 20 }),
        fc.nat(block.length),
        fc.integer({ min: 1, max: 8 }),
        (changes, cut, orientation) => {
          const bad = Buffer.from(block.subarray(0, block.length - (cut % 200)));
          for (const [at, value] of changes) if (at < bad.length) bad[at] = value;
          const edited = editExif(bad, { ...FACTS, orientation }, true);
          exifFacts({ exif: edited, xmp: null, iptc: null });
          rebuildExif(bad);
          const data = openExif(edited);
          if (data) expect(entryOf(data.first, TAG.gpsDirectory)).toBeUndefined();
        },
      ),
    );
  });

  it('whose directories loop come to an end', () => {
    const block = cameraBlock();
    const data = openExif(block)!;
    const pointer = entryOf(data.first, TAG.exifDirectory)!;
    block.writeUInt32LE(data.first.place, pointer.offset);
    expect(exifFacts({ exif: block, xmp: null, iptc: null })['make']).toBe('Acme');
    expect(() => editExif(block, FACTS, true)).not.toThrow();
  });
});
