import { SafelightError } from '../../contract/errors.ts';
import { entryOf, numberOf, openExif, TAG } from '../metadata/exif-structure.ts';

/** Sentences for what can be wrong with a picture; `name` is the file's name as shown to people. */

export function tooLarge(name: string, width: number, height: number, maxPixels: number): SafelightError {
  const megapixels = (pixels: number): string => String(Math.round(pixels / 1e5) / 10);
  return new SafelightError(
    'image_too_large',
    `“${name}” is ${width} × ${height} px (${megapixels(width * height)} megapixels); at most ${megapixels(maxPixels)} megapixels are accepted. Make it smaller in another program first.`,
  );
}

export function unsupportedFormat(name: string, what: string): SafelightError {
  const short = what.replace(/^an? /, '').replace(/ \(.*\)$/, '');
  const plural = /(?:photo|picture)$/.test(short) ? short.replace(/ (?:photo|picture)$/, '') : `${short}s`;
  return new SafelightError(
    'unsupported_format',
    `“${name}” is ${what}; Safelight cannot read ${plural} yet. Export it as JPEG, PNG or TIFF.`,
  );
}

/** True when the bytes end before the container says so. Walks the container's own sizes; pixels are not looked at. */
export function endsEarly(bytes: Uint8Array, format: string): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case 'jpeg':
      // Thumbnails and gain maps end too; the picture's own end lies behind the last start of scan.
      return buffer.lastIndexOf('\xff\xd9', undefined, 'latin1') < buffer.lastIndexOf('\xff\xda', undefined, 'latin1');
    case 'png': {
      let at = 8;
      while (at + 12 <= buffer.length) {
        if (buffer.toString('latin1', at + 4, at + 8) === 'IEND') return false;
        at += 12 + buffer.readUInt32BE(at);
      }
      return true;
    }
    case 'webp':
      return buffer.length >= 8 && buffer.readUInt32LE(4) + 8 > buffer.length;
    case 'avif': {
      let at = 0;
      while (at + 8 <= buffer.length) {
        const size = buffer.readUInt32BE(at);
        // 0: to the end of the file; 1: 64-bit size
        if (size === 0) return false;
        const length = size === 1 && at + 16 <= buffer.length ? Number(buffer.readBigUInt64BE(at + 8)) : size;
        if (length < 8) return false;
        at += length;
      }
      return at !== buffer.length;
    }
    case 'gif':
      return !buffer.subarray(Math.max(0, buffer.length - 16)).includes(0x3b);
    case 'tiff':
      return tiffEndsEarly(bytes);
    default:
      return false;
  }
}

/** The directory, which often comes last, or a strip or tile lies beyond the end. */
function tiffEndsEarly(bytes: Uint8Array): boolean {
  const data = openExif(bytes);
  if (!data) return bytes.length >= 8 && new DataView(bytes.buffer, bytes.byteOffset).getUint8(2) !== 43;
  const offsets = entryOf(data.first, TAG.stripOffsets) ?? entryOf(data.first, TAG.tileOffsets);
  if (!offsets) return false;
  const sizes = entryOf(data.first, TAG.stripSizes) ?? entryOf(data.first, TAG.tileSizes);
  for (let i = 0; i < offsets.count; i++) {
    const end = (numberOf(data, offsets, i) ?? 0) + ((sizes && numberOf(data, sizes, i)) ?? 0);
    if (end > bytes.length) return true;
  }
  return false;
}

const INCOMPLETE = /premature end of JPEG image|unexpected end|end of file|truncat|not enough data|read past/i;
const UNSUPPORTED = /unsupported (?:feature|image type|codec|filetype)|not configured|support for this compression/i;
const LIMIT = /exceeds? (?:the )?(?:security|pixel|\d+x\d+ pixel)? ?limit|security limit|too large|size limit/i;

/** What sharp or libvips said about a file, as an error that a person understands. The original message is the cause. */
export function decodingFailure(thrown: unknown, bytes: Uint8Array, name: string, format: string): SafelightError {
  if (thrown instanceof SafelightError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const make = (code: 'image_truncated' | 'image_corrupt' | 'image_too_large' | 'unsupported_format', text: string) =>
    new SafelightError(code, text, { cause: thrown });
  const kind = format === 'webp' ? 'WebP' : format.toUpperCase();
  if (/out of memory|unable to allocate|Could not allocate/i.test(message)) {
    return new SafelightError('out_of_memory', `There was not enough memory to open “${name}”.`, { cause: thrown });
  }
  if (LIMIT.test(message)) {
    return make('image_too_large', `“${name}” goes beyond the limits that protect against oversized pictures.`);
  }
  if (endsEarly(bytes, format) || (INCOMPLETE.test(message) && format !== 'avif')) {
    return make(
      'image_truncated',
      `“${name}” is incomplete: the ${kind} data ends too early. Copy it again from the card or the source.`,
    );
  }
  if (UNSUPPORTED.test(message)) {
    return make(
      'unsupported_format',
      `“${name}” is a kind of ${kind} that Safelight cannot read. Save it again as JPEG, PNG or TIFF.`,
    );
  }
  return make('image_corrupt', `“${name}” is damaged: its ${kind} data cannot be decoded. Use another copy of it.`);
}
