import type { Size } from '../../workflow/plan/geometry.ts';
import type { Attachments } from './attachments.ts';

const FLAG = { icc: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 } as const;

function chunk(type: string, data: Uint8Array): Buffer {
  const result = Buffer.alloc(8 + data.length + (data.length & 1));
  result.write(type, 0, 'latin1');
  result.writeUInt32LE(data.length, 4);
  result.set(data, 8);
  return result;
}

/**
 * Puts profile and metadata into an encoded still WebP (WebP container specification, extended file format). WebP has no
 * place for IPTC or a density other than EXIF's.
 */
export function assembleWebp(webp: Uint8Array, attachments: Attachments, size: Size): Uint8Array {
  const { exif, xmp, icc } = attachments;
  const buffer = Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength);
  const pixels: Uint8Array[] = [];
  let alpha = false;
  for (let at = 12; at + 8 <= buffer.length; ) {
    const type = buffer.toString('latin1', at, at + 4);
    const length = buffer.readUInt32LE(at + 4);
    const end = Math.min(buffer.length, at + 8 + length + (length & 1));
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ALPH') pixels.push(webp.subarray(at, end));
    // Lossless: the bit behind two 14-bit sizes (WebP lossless specification 3)
    alpha ||= type === 'ALPH' || (type === 'VP8L' && (buffer[at + 12]! & 0x10) !== 0);
    at = end;
  }
  const head = Buffer.alloc(10);
  head[0] = (icc.length > 0 ? FLAG.icc : 0) | (alpha ? FLAG.alpha : 0) | (exif ? FLAG.exif : 0) | (xmp ? FLAG.xmp : 0);
  head.writeUIntLE(size.width - 1, 4, 3);
  head.writeUIntLE(size.height - 1, 7, 3);
  const chunks: Uint8Array[] = [chunk('VP8X', head)];
  if (icc.length > 0) chunks.push(chunk('ICCP', icc));
  chunks.push(...pixels);
  if (exif) chunks.push(chunk('EXIF', exif));
  if (xmp) chunks.push(chunk('XMP ', Buffer.from(xmp, 'utf8')));
  const body = Buffer.concat(chunks);
  const riff = Buffer.alloc(12);
  riff.write('RIFF', 0, 'latin1');
  riff.writeUInt32LE(body.length + 4, 4);
  riff.write('WEBP', 8, 'latin1');
  return Buffer.concat([riff, body]);
}
