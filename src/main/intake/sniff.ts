import { open } from 'node:fs/promises';

/** So many bytes from the start are enough for {@link looksLikePicture} and {@link looksLikeZip}. */
export const HEAD_BYTES = 32;

/** Starts of picture files: offset and bytes (latin1). Formats without a signature (TGA) are known by extension only. */
const SIGNATURES: readonly (readonly [number, string])[] = [
  [0, '\xFF\xD8\xFF'], // JPEG
  [0, '\x89PNG\r\n\x1A\n'],
  [0, 'GIF87a'],
  [0, 'GIF89a'],
  [0, 'II*\0'], // TIFF, DNG, NEF, ARW, CR2
  [0, 'MM\0*'],
  [0, 'II+\0'], // BigTIFF
  [0, 'MM\0+'],
  [0, 'IIU\0'], // RW2
  [0, 'IIRO'], // ORF
  [0, 'IIRS'],
  [0, '\0MRM'],
  [0, 'FUJIFILMCCD-RAW'],
  [0, 'FOVb'], // X3F
  [6, 'HEAPCCDR'], // CRW
  [0, '8BPS'], // PSD, PSB
  [0, '\xFF\x0A'], // JPEG XL codestream
  [0, '\0\0\0\x0CJXL \r\n\x87\n'],
  [0, '\0\0\0\x0CjP  \r\n\x87\n'], // JPEG 2000
  [0, '\xFF\x4F\xFF\x51'],
  [0, 'qoif'],
  [0, '\x76\x2F\x31\x01'], // OpenEXR
  [0, '#?RADIANCE'],
  [0, '<svg'],
];

/** ISO base media brands that are still pictures; `mp42`, `qt  ` and the like are films. */
const PICTURE_BRANDS = new Set([
  'avif',
  'avis',
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'mif1',
  'msf1',
  'crx ',
  'hevm',
  'hevs',
  'mif2',
  'mif3',
  'miaf',
  'jxl ',
  'avci',
  'avcs',
]);

/** Judges by the first {@link HEAD_BYTES} bytes. */
export function looksLikePicture(head: Buffer): boolean {
  const text = head.toString('latin1');
  if (text.startsWith('ftyp', 4)) return PICTURE_BRANDS.has(text.slice(8, 12));
  if (text.startsWith('BM')) return head.length >= 18 && head.readUInt32LE(6) === 0 && head.readUInt32LE(14) <= 124;
  if (text.startsWith('RIFF')) return text.startsWith('WEBP', 8);
  return SIGNATURES.some(([offset, bytes]) => text.startsWith(bytes, offset));
}

export function looksLikeZip(head: Buffer): boolean {
  const text = head.toString('latin1');
  return text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06');
}

/** The first bytes of a plain file (never call this with a pipe or device: it would wait). */
export async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
