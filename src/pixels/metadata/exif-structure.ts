/**
 * Reading the TIFF structure that EXIF blocks and TIFF files share (TIFF 6.0, EXIF 2.32 section 4.6.2). Tolerant: entries that
 * point outside the data are left out, loops end.
 */

export interface ExifEntry {
  tag: number;
  type: number;
  count: number;
  /** Where the entry itself lies in the data (12 bytes). */
  place: number;
  /** Where its value lies: in the entry when it fits in four bytes. */
  offset: number;
  /** Size of the value, bytes. */
  size: number;
}

export interface Directory {
  /** Where the directory lies. */
  place: number;
  entries: ExifEntry[];
  /** Offset of the next directory; 0 when there is none. */
  next: number;
}

export interface ExifData {
  bytes: Uint8Array;
  view: DataView;
  little: boolean;
  /** IFD0. */
  first: Directory;
}

export const TAG = {
  imageWidth: 0x100,
  imageHeight: 0x101,
  photometric: 0x106,
  description: 0x10e,
  make: 0x10f,
  model: 0x110,
  stripOffsets: 0x111,
  orientation: 0x112,
  stripSizes: 0x117,
  xResolution: 0x11a,
  yResolution: 0x11b,
  resolutionUnit: 0x128,
  dateTime: 0x132,
  artist: 0x13b,
  tileOffsets: 0x144,
  tileSizes: 0x145,
  subDirectories: 0x14a,
  xmp: 0x2bc,
  copyright: 0x8298,
  exposureTime: 0x829a,
  fNumber: 0x829d,
  iptc: 0x83bb,
  photoshop: 0x8649,
  exifDirectory: 0x8769,
  icc: 0x8773,
  gpsDirectory: 0x8825,
  iso: 0x8827,
  dateTimeOriginal: 0x9003,
  dateTimeDigitized: 0x9004,
  focalLength: 0x920a,
  makerNote: 0x927c,
  colorSpace: 0xa001,
  pixelWidth: 0xa002,
  pixelHeight: 0xa003,
  interopDirectory: 0xa005,
  lensModel: 0xa434,
  lensMake: 0xa433,
  dngVersion: 0xc612,
} as const;

/** Bytes per value of the TIFF field types 1–13. */
const TYPE_SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

export function typeSize(type: number): number {
  return TYPE_SIZES[type] ?? 0;
}

const MAX_ENTRIES = 1000;

/** Opens a block that starts with `II*\0` or `MM\0*`. Null when it is none (BigTIFF too). */
export function openExif(bytes: Uint8Array): ExifData | null {
  if (bytes.length < 14) return null;
  const little = bytes[0] === 0x49 && bytes[1] === 0x49;
  if (!little && !(bytes[0] === 0x4d && bytes[1] === 0x4d)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(2, little) !== 42) return null;
  const first = readDirectory(bytes, view, little, view.getUint32(4, little));
  return first ? { bytes, view, little, first } : null;
}

/** The directory at an offset, or null when it does not lie within the data. */
export function directoryAt(data: ExifData, offset: number): Directory | null {
  return readDirectory(data.bytes, data.view, data.little, offset);
}

function readDirectory(bytes: Uint8Array, view: DataView, little: boolean, place: number): Directory | null {
  if (place < 8 || place + 2 > bytes.length) return null;
  const count = view.getUint16(place, little);
  const end = place + 2 + count * 12;
  if (count > MAX_ENTRIES || end > bytes.length) return null;
  const entries: ExifEntry[] = [];
  for (let at = place + 2; at < end; at += 12) {
    const type = view.getUint16(at + 2, little);
    const values = view.getUint32(at + 4, little);
    const size = typeSize(type) * values;
    const offset = size <= 4 ? at + 8 : view.getUint32(at + 8, little);
    if (size === 0 || offset + size > bytes.length) continue;
    entries.push({ tag: view.getUint16(at, little), type, count: values, place: at, offset, size });
  }
  const next = end + 4 <= bytes.length ? view.getUint32(end, little) : 0;
  return { place, entries, next };
}

export function entryOf(directory: Directory | null, tag: number): ExifEntry | undefined {
  return directory?.entries.find((entry) => entry.tag === tag);
}

/** The directory that an entry of another one points to (EXIF, GPS, interoperability). */
export function childDirectory(data: ExifData, parent: Directory | null, tag: number): Directory | null {
  const entry = entryOf(parent, tag);
  const place = entry && numberOf(data, entry);
  return place === undefined || place === parent?.place ? null : directoryAt(data, place);
}

/** Sub-directories that are looked at; RAW files have a handful. */
const MAX_CHILDREN = 8;

/** The first directory and those that it says hold pictures of their own: the previews and sensor data of RAW files. */
export function pictureDirectories(data: ExifData): Directory[] {
  const directories: Directory[] = [data.first];
  const children = entryOf(data.first, TAG.subDirectories);
  for (let i = 0; children && i < Math.min(children.count, MAX_CHILDREN); i++) {
    const place = numberOf(data, children, i);
    const directory = place === undefined ? null : directoryAt(data, place);
    if (directory) directories.push(directory);
  }
  return directories;
}

/** The n-th number of an entry; rationals are divided. Undefined when there is none (also x/0). */
export function numberOf(data: ExifData, entry: ExifEntry, index = 0): number | undefined {
  if (index >= entry.count) return undefined;
  const { view, little } = data;
  const at = entry.offset + index * typeSize(entry.type);
  switch (entry.type) {
    case 1:
    case 7:
      return view.getUint8(at);
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
    case 10: {
      const [above, below] =
        entry.type === 5
          ? [view.getUint32(at, little), view.getUint32(at + 4, little)]
          : [view.getInt32(at, little), view.getInt32(at + 4, little)];
      return below === 0 ? undefined : above / below;
    }
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    default:
      return undefined;
  }
}

/** Text of an ASCII entry: UTF-8 where it is valid, else Latin-1; without padding. Undefined when empty. */
export function textOf(data: ExifData, entry: ExifEntry | undefined): string | undefined {
  if (!entry || (entry.type !== 2 && entry.type !== 7 && entry.type !== 1)) return undefined;
  return plainText(data.bytes.subarray(entry.offset, entry.offset + entry.size));
}

/** Bytes as text: up to the first NUL, UTF-8 where valid, else Latin-1, trimmed; undefined when nothing is left. */
export function plainText(bytes: Uint8Array): string | undefined {
  const end = bytes.indexOf(0);
  const slice = end >= 0 ? bytes.subarray(0, end) : bytes;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(slice);
  } catch {
    text = Buffer.from(slice).toString('latin1');
  }
  return text.trim() || undefined;
}
