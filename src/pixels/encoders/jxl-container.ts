import type { Attachments } from './attachments.ts';

const SIGNATURE = Buffer.from('\0\0\0\x0cJXL \r\n\x87\n', 'latin1');
const FILE_TYPE = Buffer.from('\0\0\0\x14ftypjxl \0\0\0\0jxl ', 'latin1');

function box(type: string, ...content: Uint8Array[]): Buffer {
  const size = content.reduce((sum, part) => sum + part.length, 8);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

/**
 * Puts EXIF and XMP into boxes beside a codestream (ISO/IEC 18181-2); a codestream without either stays bare. The profile is in
 * the codestream, and JPEG XL has no place for IPTC.
 */
export function assembleJxl(codestream: Uint8Array, { exif, xmp }: Attachments): Uint8Array {
  if (!exif && !xmp) return codestream;
  const boxes: Uint8Array[] = [SIGNATURE, FILE_TYPE];
  // The Exif box starts with the offset of the TIFF header behind it.
  if (exif) boxes.push(box('Exif', Buffer.alloc(4), exif));
  if (xmp) boxes.push(box('xml ', Buffer.from(xmp, 'utf8')));
  return Buffer.concat([...boxes, box('jxlc', codestream)]);
}
