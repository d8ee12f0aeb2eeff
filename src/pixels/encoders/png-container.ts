import { crc32, deflateSync } from 'node:zlib';
import type { Attachments } from './attachments.ts';

function chunk(type: string, ...data: Uint8Array[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(body.length - 4, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc32(body), body.length + 4);
  return result;
}

/** Chunks of the encoder that ours replace or contradict; its pHYs says 25.4 dpi when nobody knows. */
const REPLACED = new Set(['iCCP', 'sRGB', 'gAMA', 'cHRM', 'eXIf', 'pHYs']);

/**
 * Puts profile and metadata into an encoded PNG (PNG 3rd edition: iCCP, eXIf, pHYs, iTXt; XMP part 3 1.1.5: iTXt), all before
 * the pixels. PNG has no place for IPTC.
 */
export function assemblePng(png: Uint8Array, attachments: Attachments): Uint8Array {
  const { exif, xmp, icc, profileName, dpi } = attachments;
  const buffer = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  // Signature and IHDR
  let at = 8 + 12 + buffer.readUInt32BE(8);
  const parts: Uint8Array[] = [png.subarray(0, at)];
  if (icc.length > 0) {
    // Keyword: Latin-1, 1–79 characters, no leading, trailing or double blanks
    const name = profileName
      .normalize('NFKD')
      .replace(/[^\x21-\x7e ]/g, '')
      .replace(/ +/g, ' ')
      .trim()
      .slice(0, 79)
      .trim();
    parts.push(chunk('iCCP', Buffer.from(`${name || 'ICC profile'}\0\0`, 'latin1'), deflateSync(icc, { level: 9 })));
  }
  if (dpi !== null) {
    const data = Buffer.alloc(9);
    const perMetre = Math.max(1, Math.round(dpi / 0.0254));
    data.writeUInt32BE(perMetre, 0);
    data.writeUInt32BE(perMetre, 4);
    data[8] = 1;
    parts.push(chunk('pHYs', data));
  }
  if (exif) parts.push(chunk('eXIf', exif));
  if (xmp) parts.push(chunk('iTXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1'), Buffer.from(xmp, 'utf8')));
  for (const { keyword, text } of attachments.texts ?? []) {
    // Language tag and translated keyword stay empty; not compressed.
    parts.push(chunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')));
  }
  while (at + 12 <= buffer.length && buffer.toString('latin1', at + 4, at + 8) !== 'IDAT') {
    const end = at + 12 + buffer.readUInt32BE(at);
    const type = buffer.toString('latin1', at + 4, at + 8);
    if (!REPLACED.has(type)) parts.push(png.subarray(at, end));
    at = end;
  }
  parts.push(png.subarray(at));
  return Buffer.concat(parts);
}
