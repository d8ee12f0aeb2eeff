import type { Metadata } from 'sharp';
import { SafelightError } from '../../contract/errors.ts';
import type { ImageFacts } from '../../contract/run.ts';
import { describeProfile } from '../colour/icc-read.ts';
import { blocksOf } from '../metadata/blocks.ts';
import { exifFacts } from '../metadata/exif-facts.ts';
import { codingPoints, profileOfCodingPoints } from './coding-points.ts';
import { decodingFailure, unsupportedFormat } from './failures.ts';
import { setupSharp } from './sharp-setup.ts';
import { namedLikePicture, type ReadableFormat, sniff } from './signature.ts';

/** libvips' names of sample formats → bits. */
const DEPTHS: Record<string, 8 | 16 | 32> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
};

/**
 * Reads a file's header: what it is, how large, which metadata; no pixel is decoded. Accepts every picture whose bytes are
 * readable, whatever its name says. Throws `file_empty`, `not_an_image`, `unsupported_format`, `image_truncated`,
 * `image_corrupt`, `image_too_large`, each naming the file.
 */
export async function probe(bytes: Uint8Array, name: string): Promise<ImageFacts> {
  const format = readableFormat(bytes, name);
  const header = await readHeader(bytes, name, format);
  const orientation = orientationOf(header);
  const turned = orientation >= 5;
  return {
    format,
    width: turned ? header.height : header.width,
    height: turned ? header.width : header.height,
    orientation,
    depth: DEPTHS[header.depth] ?? 32,
    channels: header.channels,
    hasAlpha: header.hasAlpha,
    pages: pageCount(header, bytes),
    space: header.space,
    profile: header.icc ? describeProfile(header.icc) : codedProfile(bytes, format),
    bytes: bytes.length,
    exif: exifFacts(blocksOf(header, bytes)),
  };
}

/** Name of the space that AVIF and PNG can state by numbers instead of a profile. */
function codedProfile(bytes: Uint8Array, format: string): string | null {
  const points = codingPoints(bytes, format);
  return (points && profileOfCodingPoints(points)?.description) ?? null;
}

/** The format by the first bytes; throws when it is none that can be read. */
function readableFormat(bytes: Uint8Array, name: string): ReadableFormat {
  if (bytes.length === 0) throw new SafelightError('file_empty', `“${name}” is empty (0 bytes). Copy it again.`);
  const signature = sniff(bytes, name);
  switch (signature.kind) {
    case 'readable':
      return signature.format;
    case 'unsupported':
      throw unsupportedFormat(name, signature.what);
    case 'other':
      throw new SafelightError('not_an_image', `“${name}” is ${signature.what}, not a picture.`);
    case 'unknown':
      if (namedLikePicture(name)) {
        throw new SafelightError(
          'image_corrupt',
          `“${name}” is damaged: it is named like a picture, but its content is not that of any picture format. Use another copy of it.`,
        );
      }
      throw new SafelightError('not_an_image', `“${name}” is not a picture.`);
  }
}

/** sharp's view of the header, for this format. */
export async function readHeader(bytes: Uint8Array, name: string, format: string): Promise<Metadata> {
  const sharp = setupSharp();
  let header: Metadata;
  try {
    // Limits are ours to report: with the size in the sentence.
    header = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata();
  } catch (error) {
    throw decodingFailure(error, bytes, name, format);
  }
  if (header.format === 'heif' && header.compression !== 'av1') throw unsupportedFormat(name, 'a HEIC photo (HEVC)');
  return header;
}

/** EXIF orientation still to be applied. AVIF carries its turn in the container and libheif has applied it. */
export function orientationOf(header: Metadata): number {
  const value = header.format === 'heif' ? 1 : (header.orientation ?? 1);
  return value >= 1 && value <= 8 ? value : 1;
}

/** Pages of a TIFF, frames of an animation, or pictures in an AVIF; APNG frames too, which libvips does not count. */
export function pageCount(header: Metadata, bytes: Uint8Array): number {
  if (header.format === 'png') {
    // acTL stands before the first IDAT (PNG 3rd edition 11.3.6.1).
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65536));
    const control = head.indexOf('acTL', 8, 'latin1');
    const data = head.indexOf('IDAT', 8, 'latin1');
    if (control > 0 && control + 8 <= head.length && control < data) return Math.max(1, head.readUInt32BE(control + 4));
  }
  return header.pages ?? 1;
}
