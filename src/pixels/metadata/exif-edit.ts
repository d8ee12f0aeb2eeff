import {
  childDirectory,
  type Directory,
  directoryAt,
  type ExifData,
  type ExifEntry,
  entryOf,
  numberOf,
  openExif,
  TAG,
} from './exif-structure.ts';
import { type NewEntry, rationalEntry, shortEntry } from './exif-write.ts';

/** What the written picture is, where the source's EXIF says otherwise. */
export interface PictureFacts {
  width: number;
  height: number;
  /** Orientation still to be applied; 1 for upright pictures. */
  orientation: number;
  /** The picture is in sRGB. */
  srgb: boolean;
  /** Dots per inch asked for; null leaves what the source says. */
  dpi: number | null;
}

const JPEG_OFFSET = 0x201;
const JPEG_LENGTH = 0x202;

/**
 * A copy of an EXIF block (not of a TIFF file) that fits the written picture. Nothing moves, since MakerNotes point into
 * the block by absolute offsets that only their makers know: values are overwritten, directories unlinked and zeroed.
 * The thumbnail goes, because it shows the picture before the edit; with `dropPosition` the GPS directory goes with all it
 * points to. An orientation other than 1 and a resolution that have no entries yet are added with a new IFD0 behind the rest.
 */
export function editExif(exif: Uint8Array, facts: PictureFacts, dropPosition: boolean): Uint8Array {
  let bytes = new Uint8Array(exif);
  let data = openExif(bytes);
  if (!data) return bytes;
  const thumbnailStart = dropThumbnail(data);
  if (dropPosition) dropPositions(data);
  const directory = childDirectory(data, data.first, TAG.exifDirectory);
  setNumber(data, data.first, TAG.orientation, facts.orientation);
  setNumber(data, data.first, TAG.imageWidth, facts.width);
  setNumber(data, data.first, TAG.imageHeight, facts.height);
  setNumber(data, directory, TAG.pixelWidth, facts.width);
  setNumber(data, directory, TAG.pixelHeight, facts.height);
  // 1 sRGB, 0xFFFF uncalibrated: look at the profile (EXIF 2.32 4.6.5)
  setNumber(data, directory, TAG.colorSpace, facts.srgb ? 1 : 0xffff);
  if (facts.dpi !== null) {
    setNumber(data, data.first, TAG.xResolution, facts.dpi);
    setNumber(data, data.first, TAG.yResolution, facts.dpi);
    setNumber(data, data.first, TAG.resolutionUnit, 2);
  }
  if (thumbnailStart !== null) bytes = bytes.slice(0, thumbnailStart);
  const missing = missingEntries(data, facts);
  if (missing.length > 0) {
    data = openExif(bytes);
    if (data) bytes = withEntries(data, missing);
  }
  return bytes;
}

/** Overwrites a number of an existing entry. */
function setNumber(data: ExifData, directory: Directory | null, tag: number, value: number): void {
  const entry = entryOf(directory, tag);
  if (!entry || entry.count < 1) return;
  const { view, little } = data;
  if (entry.type === 3) view.setUint16(entry.offset, Math.min(65535, value), little);
  else if (entry.type === 4) view.setUint32(entry.offset, value, little);
  else if (entry.type === 5) {
    const below = Number.isInteger(value) ? 1 : 1000;
    view.setUint32(entry.offset, Math.round(value * below), little);
    view.setUint32(entry.offset + 4, below, little);
  }
}

/**
 * Unlinks IFD1 and zeroes its thumbnail. Returns where the block may be cut, when the thumbnail is the last thing in it
 * (which is usual), else null.
 */
function dropThumbnail(data: ExifData): number | null {
  const { bytes, view, little, first } = data;
  const count = view.getUint16(first.place, little);
  const link = first.place + 2 + count * 12;
  if (link + 4 > bytes.length) return null;
  view.setUint32(link, 0, little);
  const thumbnail = first.next === 0 || first.next === first.place ? null : directoryAt(data, first.next);
  if (!thumbnail) return null;
  const offset = entryOf(thumbnail, JPEG_OFFSET);
  const length = entryOf(thumbnail, JPEG_LENGTH);
  const start = (offset && numberOf(data, offset)) ?? 0;
  const size = (length && numberOf(data, length)) ?? 0;
  eraseDirectory(data, thumbnail);
  // A thumbnail that starts before the directories is a lie that would erase them.
  const sane = start > Math.max(first.place, 8) && size > 0 && start + size <= bytes.length;
  if (!sane || overlapsDirectories(data, start, start + size)) return null;
  bytes.fill(0, start, start + size);
  return start + size >= bytes.length - 4 && start > thumbnail.place ? start : null;
}

/** True when a directory that stays, or a value of it, lies in a range. */
function overlapsDirectories(data: ExifData, start: number, end: number): boolean {
  const exif = childDirectory(data, data.first, TAG.exifDirectory);
  const kept = [
    data.first,
    exif,
    childDirectory(data, data.first, TAG.gpsDirectory),
    childDirectory(data, exif, TAG.interopDirectory),
  ];
  const within = (from: number, to: number): boolean => from < end && to > start;
  return kept.some(
    (directory) =>
      directory !== null &&
      (within(directory.place, directory.place + 6 + directory.entries.length * 12) ||
        directory.entries.some((entry) => within(entry.offset, entry.offset + entry.size))),
  );
}

/** Zeroes a directory's entries and the values they point to. */
function eraseDirectory(data: ExifData, directory: Directory): void {
  const { bytes, view, little } = data;
  for (const entry of directory.entries) bytes.fill(0, entry.offset, entry.offset + entry.size);
  const count = view.getUint16(directory.place, little);
  bytes.fill(0, directory.place, Math.min(bytes.length, directory.place + 2 + count * 12 + 4));
}

/** Removes every pointer to a GPS directory (some writers put it into the EXIF directory) and erases what it led to. */
function dropPositions(data: ExifData): void {
  const exif = childDirectory(data, data.first, TAG.exifDirectory);
  for (const parent of [exif, data.first]) {
    const entry = entryOf(parent, TAG.gpsDirectory);
    if (!parent || !entry) continue;
    const gps = childDirectory(data, parent, TAG.gpsDirectory);
    if (gps && gps.place !== data.first.place && gps.place !== exif?.place) eraseDirectory(data, gps);
    removeEntry(data, parent, entry);
  }
}

/** Takes an entry out of a directory: the ones behind it move up; values stay where they are. */
function removeEntry(data: ExifData, directory: Directory, entry: ExifEntry): void {
  const { bytes, view, little } = data;
  const count = view.getUint16(directory.place, little);
  const end = directory.place + 2 + count * 12 + 4;
  bytes.copyWithin(entry.place, entry.place + 12, end);
  bytes.fill(0, end - 12, end);
  view.setUint16(directory.place, count - 1, little);
  // Inline values moved with their entries.
  for (const other of directory.entries) {
    if (other.place <= entry.place) continue;
    if (other.offset === other.place + 8) other.offset -= 12;
    other.place -= 12;
  }
  directory.entries.splice(directory.entries.indexOf(entry), 1);
}

/** What IFD0 must say and has no entry to overwrite for. Phones often leave the resolution out. */
function missingEntries({ first }: ExifData, { orientation, dpi }: PictureFacts): NewEntry[] {
  const wanted = [
    ...(orientation === 1 ? [] : [shortEntry(TAG.orientation, orientation)]),
    ...(dpi === null
      ? []
      : [rationalEntry(TAG.xResolution, dpi), rationalEntry(TAG.yResolution, dpi), shortEntry(TAG.resolutionUnit, 2)]),
  ];
  return wanted.filter(({ tag }) => !entryOf(first, tag));
}

/** IFD0 written again at the end with more entries; the old one is left behind unused. */
function withEntries(data: ExifData, added: NewEntry[]): Uint8Array<ArrayBuffer> {
  const { bytes, view, little, first } = data;
  const count = view.getUint16(first.place, little);
  const place = (bytes.length + 1) & ~1;
  let valuesEnd = place + 2 + (count + added.length) * 12 + 4;
  const result = new Uint8Array(valuesEnd + added.length * 8);
  result.set(bytes);
  const target = new DataView(result.buffer);
  const entries: Uint8Array[] = [];
  for (let i = 0; i < count; i++) entries.push(bytes.slice(first.place + 2 + i * 12, first.place + 14 + i * 12));
  for (const { tag, type, value } of added) {
    const entry = new Uint8Array(12);
    const fields = new DataView(entry.buffer);
    const given = new DataView(value.buffer, value.byteOffset, value.byteLength);
    fields.setUint16(0, tag, little);
    fields.setUint16(2, type, little);
    fields.setUint32(4, 1, little);
    if (type === 3) fields.setUint16(8, given.getUint16(0, true), little);
    else {
      fields.setUint32(8, valuesEnd, little);
      target.setUint32(valuesEnd, given.getUint32(0, true), little);
      target.setUint32(valuesEnd + 4, given.getUint32(4, true), little);
      valuesEnd += 8;
    }
    entries.push(entry);
  }
  const tagOf = (e: Uint8Array): number => new DataView(e.buffer, e.byteOffset).getUint16(0, little);
  entries.sort((a, b) => tagOf(a) - tagOf(b));
  target.setUint16(place, entries.length, little);
  for (const [i, entry] of entries.entries()) result.set(entry, place + 2 + i * 12);
  target.setUint32(4, place, little);
  return result.slice(0, valuesEnd);
}
