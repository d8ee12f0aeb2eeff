import type { Metadata } from 'sharp';
import { decodingFailure, unsupportedFormat } from './failures.ts';
import { setupSharp } from './sharp-setup.ts';

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
  if (format === 'avif' && header.compression !== 'av1') throw unsupportedFormat(name, 'a HEIC photo (HEVC)');
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
