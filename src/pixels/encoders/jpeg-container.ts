import { createHash } from 'node:crypto';
import { iptcSegment } from '../metadata/iptc.ts';
import { packet } from '../metadata/xmp.ts';
import type { Attachments } from './attachments.ts';

const MARKER_APP0 = 0xe0;
/** A segment's length field counts itself and is 16 bits. */
const MAX_PAYLOAD = 65533;
const EXIF_HEAD = Buffer.from('Exif\0\0', 'latin1');
const XMP_HEAD = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const EXTENSION_HEAD = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1');
const ICC_HEAD = Buffer.from('ICC_PROFILE\0', 'latin1');

/** Largest EXIF block that fits into its one segment. */
export const MAX_JPEG_EXIF = MAX_PAYLOAD - EXIF_HEAD.length;

function segment(marker: number, ...payload: Uint8Array[]): Buffer {
  const length = payload.reduce((sum, part) => sum + part.length, 2);
  const head = Buffer.from([0xff, marker, length >> 8, length & 0xff]);
  return Buffer.concat([head, ...payload]);
}

/**
 * Puts profile and metadata into an encoded JPEG that has none (JFIF 1.02; EXIF 2.32 4.5.4; XMP part 3 1.1.3; ICC.1 annex B),
 * in the order that readers expect. The density goes into JFIF's own field.
 */
export function assembleJpeg(jpeg: Uint8Array, attachments: Attachments): Uint8Array {
  const { exif, xmp, iptc, icc, dpi } = attachments;
  const hasJfif = jpeg[2] === 0xff && jpeg[3] === MARKER_APP0;
  const bodyStart = hasJfif ? 4 + ((jpeg[4]! << 8) | jpeg[5]!) : 2;
  const head = Buffer.from(jpeg.subarray(0, bodyStart));
  if (hasJfif && dpi !== null) {
    const density = Math.min(65535, Math.max(1, Math.round(dpi)));
    head[13] = 1; // dots per inch
    head.writeUInt16BE(density, 14);
    head.writeUInt16BE(density, 16);
  }
  const parts: Uint8Array[] = [head];
  if (exif) parts.push(segment(0xe1, EXIF_HEAD, exif));
  if (xmp) parts.push(...xmpSegments(xmp));
  if (icc.length > 0) parts.push(...iccSegments(icc));
  if (iptc) {
    const payload = iptcSegment(iptc);
    if (payload.length <= MAX_PAYLOAD) parts.push(segment(0xed, payload));
  }
  parts.push(jpeg.subarray(bodyStart));
  return Buffer.concat(parts);
}

/** One segment, or, for packets that are too long, a stub and an extended packet in pieces (XMP part 3 1.1.3.1). */
function xmpSegments(xmp: string): Buffer[] {
  const whole = Buffer.from(withoutPadding(xmp), 'utf8');
  if (whole.length <= MAX_PAYLOAD - XMP_HEAD.length) return [segment(0xe1, XMP_HEAD, whole)];
  const extended = Buffer.from(withoutWrapper(xmp), 'utf8');
  const guid = createHash('md5').update(extended).digest('hex').toUpperCase();
  const stub = packet(
    `<rdf:Description rdf:about="" xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="${guid}"/>`,
  );
  const segments = [segment(0xe1, XMP_HEAD, Buffer.from(stub, 'utf8'))];
  const room = MAX_PAYLOAD - EXTENSION_HEAD.length - 40;
  for (let at = 0; at < extended.length; at += room) {
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(extended.length, 0);
    numbers.writeUInt32BE(at, 4);
    const piece = extended.subarray(at, at + room);
    segments.push(segment(0xe1, EXTENSION_HEAD, Buffer.from(guid, 'latin1'), numbers, piece));
  }
  return segments;
}

/** Writers leave blanks for editing in place; ours is written anew anyway. */
function withoutPadding(xmp: string): string {
  const end = xmp.lastIndexOf('<?xpacket end=');
  return end < 0 ? xmp : `${xmp.slice(0, end).trimEnd()}\n${xmp.slice(end)}`;
}

/** An extended packet stands without `<?xpacket?>`. */
function withoutWrapper(xmp: string): string {
  return xmp.replace(/<\?xpacket[^>]*\?>/g, '').trim();
}

/** Numbered pieces (ICC.1:2022 B.4). */
function iccSegments(icc: Uint8Array): Buffer[] {
  const room = MAX_PAYLOAD - ICC_HEAD.length - 2;
  const count = Math.ceil(icc.length / room);
  return Array.from({ length: count }, (_, i) =>
    segment(0xe2, ICC_HEAD, Buffer.from([i + 1, count]), icc.subarray(i * room, (i + 1) * room)),
  );
}
