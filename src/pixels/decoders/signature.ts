import { RAW_EXTENSIONS } from '../../contract/picture-formats.ts';
import { entryOf, numberOf, openExif, pictureDirectories, TAG } from '../metadata/exif-structure.ts';

export type ReadableFormat =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'avif'
  | 'tiff'
  | 'gif'
  | 'svg'
  | 'heic'
  | 'jxl'
  | 'raw'
  | 'psd'
  | 'bmp'
  | 'qoi';

/** What the first bytes of a file say. */
export type Signature =
  | { kind: 'readable'; format: ReadableFormat }
  /** A picture that cannot be read yet; `what` completes “is …”. */
  | { kind: 'unsupported'; what: string; format: string }
  /** Something else; `what` completes “is …”. */
  | { kind: 'other'; what: string }
  | { kind: 'unknown' };

const readable = (format: ReadableFormat): Signature => ({ kind: 'readable', format });
const unsupported = (format: string, what: string): Signature => ({ kind: 'unsupported', format, what });
const other = (what: string): Signature => ({ kind: 'other', what });

/** Formats without a signature of their own, or whose signature is too short to be trusted without the name. */
const UNSUPPORTED_EXTENSIONS: Record<string, [format: string, what: string]> = {
  tga: ['tga', 'a TGA picture'],
  wbmp: ['wbmp', 'a WBMP picture'],
  pcx: ['pcx', 'a PCX picture'],
};

interface Magic {
  at?: number;
  bytes: string;
  is: Signature;
}

/** First match wins. `bytes` is Latin-1. */
const MAGIC: Magic[] = [
  { bytes: '\xff\xd8\xff\xf7', is: unsupported('jpeg-ls', 'a JPEG-LS picture') },
  { bytes: '\xff\xd8\xff', is: readable('jpeg') },
  { bytes: '\x89PNG\r\n\x1a\n', is: readable('png') },
  { bytes: '\x8aMNG', is: unsupported('mng', 'an MNG animation') },
  { bytes: '\x8bJNG', is: unsupported('jng', 'a JNG picture') },
  { bytes: 'GIF87a', is: readable('gif') },
  { bytes: 'GIF89a', is: readable('gif') },
  { bytes: 'WEBP', at: 8, is: readable('webp') },
  { bytes: 'FUJIFILMCCD-RAW', is: readable('raw') },
  { bytes: 'II\x1a\0\0\0HEAPCCDR', is: readable('raw') },
  { bytes: 'II*\0\x10\0\0\0CR', is: readable('raw') },
  { bytes: 'IIU\0', is: readable('raw') },
  { bytes: 'IIRO', is: readable('raw') },
  { bytes: 'IIRS', is: readable('raw') },
  { bytes: 'MMOR', is: readable('raw') },
  { bytes: '\0MRM', is: readable('raw') },
  { bytes: 'FOVb', is: readable('raw') },
  { bytes: 'II\xbc', is: unsupported('jxr', 'a JPEG XR picture') },
  { bytes: '\0\0\0\x0cJXL \r\n\x87\n', is: readable('jxl') },
  { bytes: '\xff\x0a', is: readable('jxl') },
  { bytes: '\0\0\0\x0cjP  \r\n\x87\n', is: unsupported('jp2', 'a JPEG 2000 picture') },
  { bytes: '\xffO\xffQ', is: unsupported('jp2', 'a JPEG 2000 picture') },
  { bytes: '8BPS', is: readable('psd') },
  { bytes: 'v/1\x01', is: unsupported('exr', 'an OpenEXR picture') },
  { bytes: '#?RADIANCE', is: unsupported('hdr', 'a Radiance HDR picture') },
  { bytes: '#?RGBE', is: unsupported('hdr', 'a Radiance HDR picture') },
  { bytes: 'qoif', is: readable('qoi') },
  { bytes: '\0\0\x01\0', is: unsupported('ico', 'a Windows icon') },
  { bytes: '\0\0\x02\0', is: unsupported('ico', 'a Windows cursor') },
  { bytes: 'icns', is: unsupported('icns', 'an Apple icon') },
  { bytes: 'DDS ', is: unsupported('dds', 'a DDS texture') },
  { bytes: 'gimp xcf', is: unsupported('xcf', 'a GIMP document') },
  { bytes: '\xb6\xa6\xf2\x08', is: unsupported('vips', 'a VIPS picture') },
  { bytes: '\x08\xf2\xa6\xb6', is: unsupported('vips', 'a VIPS picture') },
  { bytes: 'farbfeld', is: unsupported('farbfeld', 'a farbfeld picture') },
  { bytes: 'SIMPLE  =', is: unsupported('fits', 'a FITS picture') },
  { bytes: 'DICM', at: 128, is: unsupported('dicom', 'a DICOM picture') },
  { bytes: 'BPG\xfb', is: unsupported('bpg', 'a BPG picture') },
  { bytes: '%!PS-Adobe', is: unsupported('eps', 'a PostScript or EPS document') },
  { bytes: '%PDF', is: other('a PDF document') },
  { bytes: 'PK\x03\x04', is: other('a zip archive') },
  { bytes: '\x1f\x8b', is: other('a gzip archive') },
  { bytes: 'Rar!', is: other('a RAR archive') },
  { bytes: '7z\xbc\xaf', is: other('a 7z archive') },
  { bytes: '\x7fELF', is: other('a program') },
  { bytes: 'MZ', is: other('a program') },
  { bytes: 'acsp', at: 36, is: other('a colour profile') },
  { bytes: '\x1aE\xdf\xa3', is: other('a video') },
  { bytes: 'AVI ', at: 8, is: other('a video') },
  { bytes: 'OggS', is: other('a sound or video') },
  { bytes: 'ID3', is: other('a sound') },
  { bytes: 'RIFF', is: other('a sound or video') },
];

/** ISO base media: `ftyp` with its major and compatible brands (ISO/IEC 23008-12, MIAF, AV1 image format). */
function mediaFile(head: Buffer): Signature {
  const end = Math.min(head.length, Math.max(16, head.readUInt32BE(0)));
  const brands: string[] = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  const major = brands[0]!;
  const has = (...names: string[]): boolean => names.some((name) => brands.includes(name));
  if (major === 'crx ') return readable('raw');
  if (has('avif', 'avis')) return readable('avif');
  if (has('heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs')) return readable('heic');
  if (has('avci', 'avcs')) return unsupported('heif', 'a HEIF photo (AVC)');
  if (has('jxl ')) return readable('jxl');
  if (has('jp2 ', 'jpx ', 'j2ki')) return unsupported('jp2', 'a JPEG 2000 picture');
  if (has('mif1', 'mif2', 'mif3', 'msf1', 'miaf')) return readable('heic');
  return other('a video');
}

const PHOTOMETRIC_CFA = 32803;
const PHOTOMETRIC_LINEAR_RAW = 34892;

/** TIFF: a picture, or the shell of a RAW file, which would decode to its small preview. */
function tiffFile(bytes: Uint8Array, extension: string): Signature {
  // Most RAW files are TIFF inside, so that the bytes alone would pass for one.
  if (RAW_EXTENSIONS.has(extension)) return readable('raw');
  const data = openExif(bytes);
  if (!data) return readable('tiff');
  const isRaw = pictureDirectories(data).some((directory) => {
    const entry = entryOf(directory, TAG.photometric);
    const photometric = entry && numberOf(data, entry);
    return photometric === PHOTOMETRIC_CFA || photometric === PHOTOMETRIC_LINEAR_RAW;
  });
  return isRaw || entryOf(data.first, TAG.dngVersion) ? readable('raw') : readable('tiff');
}

/** Extension of a name without the dot, in lower case; `''` when there is none. */
export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Control codes that no text has: all but tab, line ends, form feed and escape. */
function isControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}

/** Text in the first bytes: SVG, other markup, plain text. Null when it is not text. */
function textFile(head: Buffer): Signature | null {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const text = utf16 ? head.toString('latin1').replaceAll('\0', '') : head.toString('utf8');
  if (/<svg[\s>:]/i.test(text) && /^[\s\uFEFF\xff\xfe]*</.test(text)) return readable('svg');
  if (!utf16 && head.some(isControl)) return null;
  if (/^[\s\uFEFF]*<(?:!doctype html|html|head|body)/i.test(text)) return other('a web page');
  if (/^P[1-7]\s/.test(text)) return unsupported('pnm', 'a PNM picture');
  if (/^\/\* XPM|^#define \w+_width/.test(text)) return unsupported('xpm', 'an XPM or XBM picture');
  // Latin-1 text decodes with replacement characters; a few are still text, many are not.
  const strange = text.split('\uFFFD').length - 1;
  if (strange > text.length / 20) return null;
  return other(/^[\s\uFEFF]*<\?xml/.test(text) ? 'an XML document' : 'a text file');
}

/** Bytes looked at for text, markup and SVG's root element. */
const TEXT_HEAD = 4096;

/**
 * Tells what a file is by its first bytes; the name only decides where bytes cannot (RAW files that are TIFF inside or have no signature, TGA).
 */
export function sniff(bytes: Uint8Array, name: string): Signature {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const extension = extensionOf(name);
  if (buffer.length >= 12 && buffer.toString('latin1', 4, 8) === 'ftyp') return mediaFile(buffer.subarray(0, 512));
  const order = buffer.toString('latin1', 0, 4);
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(order) && buffer.toString('latin1', 8, 10) !== 'CR') {
    return tiffFile(bytes, extension);
  }
  if (extension === 'svgz' && buffer[0] === 0x1f && buffer[1] === 0x8b) return readable('svg');
  const found = MAGIC.find(({ at = 0, bytes: magic }) => buffer.toString('latin1', at, at + magic.length) === magic);
  if (found) return found.is;
  // Two letters alone are too little: the four reserved bytes are zero.
  if (order.startsWith('BM') && (extension === 'bmp' || (buffer.length > 26 && buffer.readUInt32LE(6) === 0))) {
    return readable('bmp');
  }
  const text = textFile(buffer.subarray(0, TEXT_HEAD));
  if (text) return text;
  if (buffer.toString('latin1', Math.max(0, buffer.length - 18), buffer.length - 2) === 'TRUEVISION-XFILE') {
    return unsupported('tga', 'a TGA picture');
  }
  if (RAW_EXTENSIONS.has(extension)) return readable('raw');
  const byName = UNSUPPORTED_EXTENSIONS[extension];
  return byName ? unsupported(byName[0], byName[1]) : { kind: 'unknown' };
}

const PICTURE_EXTENSIONS = new Set(
  'jpg jpeg jpe jfif png apng webp avif tif tiff gif svg svgz bmp dib psd psb heic heif hif jxl jp2 j2k exr hdr qoi ico'.split(
    ' ',
  ),
);

/** True when the name promises a picture. */
export function namedLikePicture(name: string): boolean {
  const extension = extensionOf(name);
  return PICTURE_EXTENSIONS.has(extension) || RAW_EXTENSIONS.has(extension) || extension in UNSUPPORTED_EXTENSIONS;
}
