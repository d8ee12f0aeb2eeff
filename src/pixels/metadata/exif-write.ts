import {
  childDirectory,
  type Directory,
  type ExifData,
  type ExifEntry,
  openExif,
  TAG,
  typeSize,
} from './exif-structure.ts';

/** An entry to be written; `value` is in little-endian order. */
export interface NewEntry {
  tag: number;
  type: number;
  count: number;
  value: Uint8Array;
}

export interface NewExif {
  first: NewEntry[];
  exif?: NewEntry[];
  gps?: NewEntry[];
  interop?: NewEntry[];
}

/** What IFD0 says about the picture and not about how this file stores it (TIFF 6.0, EXIF 2.32, Windows' XP fields). */
const DESCRIPTIVE = new Set<number>([
  TAG.description,
  TAG.make,
  TAG.model,
  0x131, // Software
  TAG.dateTime,
  TAG.artist,
  0x13c, // HostComputer
  0x4746, // Rating
  0x4749, // RatingPercent
  TAG.copyright,
  0x9c9b, // XPTitle, XPComment, XPAuthor, XPKeywords, XPSubject
  0x9c9c,
  0x9c9d,
  0x9c9e,
  0x9c9f,
]);

export function isDescriptive(tag: number): boolean {
  return DESCRIPTIVE.has(tag);
}

export function shortEntry(tag: number, value: number): NewEntry {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return { tag, type: 3, count: 1, value: bytes };
}

export function longEntry(tag: number, value: number): NewEntry {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return { tag, type: 4, count: 1, value: bytes };
}

export function rationalEntry(tag: number, value: number): NewEntry {
  const bytes = Buffer.alloc(8);
  const below = Number.isInteger(value) ? 1 : 1000;
  bytes.writeUInt32LE(Math.round(value * below), 0);
  bytes.writeUInt32LE(below, 4);
  return { tag, type: 5, count: 1, value: bytes };
}

/** NUL-terminated text; UTF-8, as every reader of today does, where the standard knows ASCII only. */
export function textEntry(tag: number, text: string): NewEntry {
  const value = Buffer.from(`${text}\0`, 'utf8');
  return { tag, type: 2, count: value.length, value };
}

/** Type 7, bytes as they are. */
export function bytesEntry(tag: number, value: Uint8Array, type: 1 | 7 = 7): NewEntry {
  return { tag, type, count: value.length, value };
}

/** Size of one number of a type, for turning byte order: rationals are two 4-byte numbers. */
function unitSize(type: number): number {
  return type === 5 || type === 10 ? 4 : typeSize(type);
}

/** An entry of a read block as one to be written. MakerNotes (type 7) are copied byte for byte. */
export function copyEntry(data: ExifData, entry: ExifEntry): NewEntry {
  const value = Buffer.from(data.bytes.subarray(entry.offset, entry.offset + entry.size));
  if (!data.little) {
    const unit = unitSize(entry.type);
    if (unit === 2) value.swap16();
    else if (unit === 4) value.swap32();
    else if (unit === 8) value.swap64();
  }
  return { tag: entry.tag, type: entry.type, count: entry.count, value };
}

const POINTERS: number[] = [TAG.exifDirectory, TAG.gpsDirectory, TAG.interopDirectory];

/**
 * An EXIF block made anew from what describes the picture: for TIFF sources (whose block is the whole file) and where the
 * byte order must change. Thumbnails are left out. `without` names tags to leave out, such as a MakerNote that is too large.
 */
export function rebuildExif(source: Uint8Array, without: number[] = []): Uint8Array | null {
  const data = openExif(source);
  if (!data) return null;
  const exif = childDirectory(data, data.first, TAG.exifDirectory);
  const copy = (directory: Directory | null): NewEntry[] =>
    (directory?.entries ?? [])
      .filter(({ tag }) => !POINTERS.includes(tag) && !without.includes(tag))
      .map((entry) => copyEntry(data, entry));
  const kept: number[] = [TAG.orientation, TAG.xResolution, TAG.yResolution, TAG.resolutionUnit];
  return writeExif({
    first: copy(data.first).filter(({ tag }) => isDescriptive(tag) || kept.includes(tag)),
    exif: copy(exif),
    gps: copy(childDirectory(data, data.first, TAG.gpsDirectory)),
    interop: copy(childDirectory(data, exif, TAG.interopDirectory)),
  });
}

/** Writes a little-endian EXIF block. Directories without entries are left out. */
export function writeExif(exif: NewExif): Uint8Array {
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  const parts: Buffer[] = [header];
  let end = header.length;
  const append = (directory: Buffer): number => {
    const place = end;
    parts.push(directory);
    end += directory.length;
    return place;
  };
  // IFD0 comes first, so its size is needed before its pointers are known: pointers have the same size whatever they say.
  const hasExif = (exif.exif?.length ?? 0) + (exif.interop?.length ?? 0) > 0;
  const hasGps = (exif.gps?.length ?? 0) > 0;
  const firstWith = (exifPlace: number, gpsPlace: number): Buffer =>
    directoryBytes(
      [
        ...exif.first,
        ...(hasExif ? [longEntry(TAG.exifDirectory, exifPlace)] : []),
        ...(hasGps ? [longEntry(TAG.gpsDirectory, gpsPlace)] : []),
      ],
      header.length,
    );
  const slot = parts.length;
  append(firstWith(0, 0));
  let exifPlace = 0;
  let gpsPlace = 0;
  if (hasExif) {
    const interop = exif.interop?.length ? append(directoryBytes(exif.interop, end)) : null;
    const pointer = interop === null ? [] : [longEntry(TAG.interopDirectory, interop)];
    exifPlace = append(directoryBytes([...(exif.exif ?? []), ...pointer], end));
  }
  if (hasGps) gpsPlace = append(directoryBytes(exif.gps!, end));
  parts[slot] = firstWith(exifPlace, gpsPlace);
  return new Uint8Array(Buffer.concat(parts));
}

/** One little-endian directory at an offset, its values behind it, sorted by tag as TIFF demands. */
export function directoryBytes(entries: NewEntry[], place: number, next = 0): Buffer {
  const sorted = [...entries].sort((a, b) => a.tag - b.tag);
  const head = Buffer.alloc(2 + sorted.length * 12 + 4);
  const values: Uint8Array[] = [];
  let offset = place + head.length;
  head.writeUInt16LE(sorted.length, 0);
  for (const [i, { tag, type, count, value }] of sorted.entries()) {
    const at = 2 + i * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    if (value.length <= 4) {
      head.set(value, at + 8);
      continue;
    }
    head.writeUInt32LE(offset, at + 8);
    values.push(value);
    offset += value.length;
    if (value.length & 1) {
      values.push(new Uint8Array(1));
      offset++;
    }
  }
  head.writeUInt32LE(next, head.length - 4);
  return Buffer.concat([head, ...values]);
}
