import { type ExifData, entryOf, numberOf, openExif, TAG } from '../metadata/exif-structure.ts';
import {
  bytesEntry,
  copyEntry,
  directoryBytes,
  isDescriptive,
  longEntry,
  type NewEntry,
  rationalEntry,
  rebuildExif,
  shortEntry,
} from '../metadata/exif-write.ts';
import type { Attachments } from './attachments.ts';

const EMPTY = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);

/**
 * Puts profile and metadata into a little-endian TIFF as libvips writes it, which drops EXIF.
 *
 * The EXIF block becomes the start of the file, its TIFF header the file's own: so every offset in it stays right, those
 * inside MakerNotes too. The encoder's file follows with its strips' offsets moved, and a new IFD0 at the end joins both.
 */
export function assembleTiff(tiff: Uint8Array, attachments: Attachments, orientation: number): Uint8Array {
  const encoded = openExif(tiff);
  if (!encoded?.little) return tiff;
  const exif = littleExif(attachments.exif);
  const front = exif?.bytes ?? EMPTY;
  const base = (front.length + 7) & ~7;

  const entries = new Map<number, NewEntry>();
  for (const entry of encoded.first.entries) entries.set(entry.tag, copyEntry(encoded, entry));
  for (const tag of [TAG.stripOffsets, TAG.tileOffsets]) {
    const offsets = entries.get(tag);
    if (offsets) entries.set(tag, movedOffsets(offsets, base));
  }
  if (exif) {
    for (const entry of exif.first.entries) {
      if (isDescriptive(entry.tag)) entries.set(entry.tag, copyEntry(exif, entry));
    }
    for (const tag of [TAG.exifDirectory, TAG.gpsDirectory]) {
      const pointer = entryOf(exif.first, tag);
      const place = pointer && numberOf(exif, pointer);
      if (place) entries.set(tag, longEntry(tag, place));
    }
  }
  entries.set(TAG.orientation, shortEntry(TAG.orientation, orientation));
  // libvips says 25.4 dpi when nobody knows; 72 is what everyone else says.
  const dpi = attachments.dpi ?? 72;
  entries.set(TAG.xResolution, rationalEntry(TAG.xResolution, dpi));
  entries.set(TAG.yResolution, rationalEntry(TAG.yResolution, dpi));
  entries.set(TAG.resolutionUnit, shortEntry(TAG.resolutionUnit, 2));
  if (attachments.icc.length > 0) entries.set(TAG.icc, bytesEntry(TAG.icc, attachments.icc));
  if (attachments.xmp) entries.set(TAG.xmp, bytesEntry(TAG.xmp, Buffer.from(attachments.xmp, 'utf8'), 1));
  if (attachments.iptc) entries.set(TAG.iptc, bytesEntry(TAG.iptc, attachments.iptc));

  const place = (base + tiff.length + 7) & ~7;
  const directory = directoryBytes([...entries.values()], place);
  const result = new Uint8Array(place + directory.length);
  result.set(front, 0);
  result.set(tiff, base);
  result.set(directory, place);
  new DataView(result.buffer).setUint32(4, place, true);
  return result;
}

/** The block in the file's byte order. */
function littleExif(exif: Uint8Array | null): ExifData | null {
  const data = exif && openExif(exif);
  if (!data || data.little) return data;
  const rebuilt = rebuildExif(data.bytes);
  return rebuilt && openExif(rebuilt);
}

/** Strip or tile offsets moved by `base`, as 32-bit numbers: 16-bit ones might not hold the new values. */
function movedOffsets(offsets: NewEntry, base: number): NewEntry {
  const { value, count, type, tag } = offsets;
  const old = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const moved = Buffer.alloc(count * 4);
  for (let i = 0; i < count; i++) {
    moved.writeUInt32LE((type === 3 ? old.getUint16(i * 2, true) : old.getUint32(i * 4, true)) + base, i * 4);
  }
  return { tag, type: 4, count, value: moved };
}
