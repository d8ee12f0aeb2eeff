import { type MetadataBlocks, NO_METADATA } from '../../metadata/blocks.ts';
import { type Directory, type ExifData, entryOf, numberOf, openExif, TAG } from '../../metadata/exif-structure.ts';
import {
  copyEntry,
  isDescriptive,
  type NewEntry,
  rationalEntry,
  rebuildExif,
  shortEntry,
  textEntry,
  writeExif,
} from '../../metadata/exif-write.ts';
import type { LibrawMetadata } from './libraw.ts';

/**
 * EXIF, XMP and IPTC of a RAW file, from wherever its container keeps them; null where the container is none of the known ones
 * (CIFF, old Kodak), or has no EXIF: then only LibRaw's own reading is left (`exifOfLibraw`).
 */
export function containerBlocks(bytes: Uint8Array): MetadataBlocks | null {
  const tiff = asTiff(bytes);
  if (tiff) return tiffBlocks(tiff);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.length)).toString('latin1');
  const exif = head.startsWith('FUJIFILMCCD-RAW')
    ? exifOfRaf(bytes)
    : head.startsWith('\0MRM')
      ? exifOfMrw(bytes)
      : head.slice(4, 8) === 'ftyp'
        ? exifOfCr3(bytes)
        : null;
  return exif ? { ...NO_METADATA, exif } : null;
}

/** A file that is TIFF in all but its magic number: Panasonic writes 0x55, Olympus letters. Null for other files. */
export function asTiff(bytes: Uint8Array): ExifData | null {
  const magic = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4, bytes.length)).toString('latin1');
  if (magic === 'II*\0' || magic === 'MM\0*') return openExif(bytes);
  if (!['IIU\0', 'IIRO', 'IIRS', 'MMOR'].includes(magic)) return null;
  const copy = new Uint8Array(bytes);
  copy.set(magic.startsWith('II') ? [42, 0] : [0, 42], 2);
  return openExif(copy);
}

function tiffBlocks(data: ExifData): MetadataBlocks {
  const xmp = bytesOf(data, data.first, TAG.xmp);
  const iptc = bytesOf(data, data.first, TAG.iptc);
  return {
    exif: rebuildExif(data.bytes),
    xmp: xmp ? Buffer.from(xmp).toString('utf8').replace(/\0+$/, '') : null,
    iptc: iptc ? new Uint8Array(iptc) : null,
  };
}

function bytesOf({ bytes }: ExifData, directory: Directory, tag: number): Uint8Array | null {
  const entry = entryOf(directory, tag);
  return entry ? bytes.subarray(entry.offset, entry.offset + entry.size) : null;
}

/** Fujifilm: offset and length of the camera's JPEG stand at 84. */
function exifOfRaf(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 92) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return exifSegment(bytes.subarray(view.getUint32(84), view.getUint32(84) + view.getUint32(88)));
}

/** The first APP1 segment with EXIF of a JPEG, without its head. */
function exifSegment(jpeg: Uint8Array): Uint8Array | null {
  const buffer = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 4 <= buffer.length && buffer[at] === 0xff; at += 2 + buffer.readUInt16BE(at + 2)) {
    const end = at + 2 + buffer.readUInt16BE(at + 2);
    if (buffer[at + 1] === 0xda) return null;
    if (buffer[at + 1] === 0xe1 && buffer.toString('latin1', at + 4, at + 10) === 'Exif\0\0') {
      return jpeg.subarray(at + 10, end);
    }
  }
  return null;
}

/** Minolta: blocks of four letters and a length; TTW is a TIFF. */
function exifOfMrw(bytes: Uint8Array): Uint8Array | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= buffer.length; at += 8 + buffer.readUInt32BE(at + 4)) {
    const name = buffer.toString('latin1', at, at + 4);
    if (name === '\0TTW') return rebuildExif(bytes.subarray(at + 8, at + 8 + buffer.readUInt32BE(at + 4)));
    if (name[0] !== '\0') return null;
  }
  return null;
}

/** Canon's CR3 keeps each directory as a TIFF of its own in a box: CMT1 IFD0, CMT2 EXIF, CMT4 GPS (lclevy/canon_cr3). */
function exifOfCr3(bytes: Uint8Array): Uint8Array | null {
  const moov = boxOf(bytes, 'moov');
  const canon = moov && boxOf(moov, 'uuid');
  // Behind the box's own 16 bytes of UUID.
  const inside = canon?.subarray(16);
  const first = inside && openBox(inside, 'CMT1');
  if (!inside || !first) return null;
  const entries = (name: string): NewEntry[] => {
    const data = openBox(inside, name);
    return data ? data.first.entries.map((entry) => copyEntry(data, entry)) : [];
  };
  return writeExif({
    first: first.first.entries.filter(({ tag }) => isDescriptive(tag)).map((entry) => copyEntry(first, entry)),
    exif: entries('CMT2').filter(({ tag }) => tag !== TAG.makerNote && tag !== TAG.interopDirectory),
    gps: entries('CMT4'),
  });
}

function openBox(parent: Uint8Array, type: string): ExifData | null {
  const box = boxOf(parent, type);
  return box && openExif(box);
}

/** Content of the first box of a type (ISO/IEC 14496-12). */
function boxOf(parent: Uint8Array, type: string): Uint8Array | null {
  const buffer = Buffer.from(parent.buffer, parent.byteOffset, parent.byteLength);
  for (let at = 0; at + 8 <= buffer.length; ) {
    const size = buffer.readUInt32BE(at);
    if (buffer.toString('latin1', at + 4, at + 8) === type)
      return parent.subarray(at + 8, size ? at + size : undefined);
    if (size < 8) return null;
    at += size;
  }
  return null;
}

const DATE_TIME_ORIGINAL = TAG.dateTimeOriginal;

/** A new EXIF block of what LibRaw knows of the shot. */
export function exifOfLibraw(metadata: LibrawMetadata): Uint8Array {
  const text = (tag: number, value: string | undefined): NewEntry[] =>
    value?.trim() ? [textEntry(tag, value.trim())] : [];
  const number = (tag: number, value: number): NewEntry[] =>
    Number.isFinite(value) && value > 0 ? [rationalEntry(tag, Math.round(value * 1000) / 1000)] : [];
  const { camera_make: make, camera_model: model, artist, desc, iso_speed: iso, shutter, aperture, lens } = metadata;
  // LibRaw's 1 stands for unknown in both.
  const known = iso > 0 || metadata.focal_len > 0;
  return writeExif({
    first: [
      ...text(TAG.make, make),
      ...text(TAG.model, model),
      ...text(TAG.artist, artist),
      ...text(TAG.description, desc),
    ],
    exif: [
      ...(known ? exposureTime(shutter) : []),
      ...(known ? number(TAG.fNumber, aperture) : []),
      ...(iso > 0 ? [shortEntry(TAG.iso, Math.min(65535, Math.round(iso)))] : []),
      ...number(TAG.focalLength, metadata.focal_len),
      ...(metadata.timestamp > 0 ? [textEntry(DATE_TIME_ORIGINAL, exifDate(metadata.timestamp))] : []),
      ...text(TAG.lensModel, lens?.Lens),
    ],
  });
}

/** As one over a whole number where it is shorter than a second. */
function exposureTime(seconds: number): NewEntry[] {
  if (!(seconds > 0)) return [];
  if (seconds >= 1) return [rationalEntry(TAG.exposureTime, Math.round(seconds * 1000) / 1000)];
  const value = Buffer.alloc(8);
  value.writeUInt32LE(1, 0);
  value.writeUInt32LE(Math.round(1 / seconds), 4);
  return [{ tag: TAG.exposureTime, type: 5, count: 1, value }];
}

/** Back to the camera's clock, by the time zone that LibRaw used. */
function exifDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join(':');
  return `${day} ${[two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())].join(':')}`;
}

/** True when a strip or tile of any directory lies beyond the end of the file. */
export function missesStrips(bytes: Uint8Array, directories: readonly Directory[], data: ExifData): boolean {
  return directories.some((directory) => {
    const offsets = entryOf(directory, TAG.stripOffsets) ?? entryOf(directory, TAG.tileOffsets);
    const sizes = entryOf(directory, TAG.stripSizes) ?? entryOf(directory, TAG.tileSizes);
    if (!offsets || !sizes) return false;
    for (let i = 0; i < offsets.count; i++) {
      if ((numberOf(data, offsets, i) ?? 0) + (numberOf(data, sizes, i) ?? 0) > bytes.length) return true;
    }
    return false;
  });
}
