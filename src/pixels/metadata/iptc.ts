import { plainText } from './exif-structure.ts';

/** IPTC-IIM 4.2 records and their wrapping in Photoshop image resources. */

const RESOURCE_IPTC = 0x0404;
const HEADER = 'Photoshop 3.0\0';

/**
 * IIM records out of a JPEG's APP13 payload, a block of Photoshop resources, or records as TIFF holds them. Null when there
 * are none. Other resources (among them a thumbnail of the unedited picture) are left behind.
 */
export function photoshopIptc(block: Uint8Array): Uint8Array | null {
  const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  if (buffer[0] === 0x1c) return block;
  let at = buffer.toString('latin1', 0, HEADER.length) === HEADER ? HEADER.length : 0;
  while (at + 12 <= buffer.length && buffer.toString('latin1', at, at + 4) === '8BIM') {
    const id = buffer.readUInt16BE(at + 4);
    // Pascal string, padded to even
    const name = (buffer[at + 6]! + 2) & ~1;
    const start = at + 6 + name + 4;
    if (start > buffer.length) return null;
    const size = buffer.readUInt32BE(start - 4);
    if (start + size > buffer.length) return null;
    if (id === RESOURCE_IPTC) return size > 0 ? block.subarray(start, start + size) : null;
    at = start + ((size + 1) & ~1);
  }
  return null;
}

/** The payload of a JPEG APP13 segment with these records. */
export function iptcSegment(records: Uint8Array): Buffer {
  const head = Buffer.alloc(12);
  head.write('8BIM', 0, 'latin1');
  head.writeUInt16BE(RESOURCE_IPTC, 4);
  head.writeUInt32BE(records.length, 8);
  const padding = Buffer.alloc(records.length & 1);
  return Buffer.concat([Buffer.from(HEADER, 'latin1'), head, records, padding]);
}

/** Texts of the application record (record 2) by dataset number, in order; at most 32 kB each. */
export function iptcTexts(records: Uint8Array, dataset: number): string[] {
  const found: string[] = [];
  let at = 0;
  while (at + 5 <= records.length && records[at] === 0x1c) {
    const size = (records[at + 3]! << 8) | records[at + 4]!;
    // A set high bit announces an extended length, which no text field has.
    if (size > 0x7fff || at + 5 + size > records.length) break;
    if (records[at + 1] === 2 && records[at + 2] === dataset) {
      const text = plainText(records.subarray(at + 5, at + 5 + size));
      if (text) found.push(text);
    }
    at += 5 + size;
  }
  return found;
}

export const IPTC = { title: 5, byline: 80, credit: 110, copyright: 116, caption: 120 } as const;
