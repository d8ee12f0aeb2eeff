import { brotliDecompressSync } from 'node:zlib';
import type { MetadataBlocks } from '../../metadata/blocks.ts';
import { openExif } from '../../metadata/exif-structure.ts';

/** Largest metadata box that is unpacked. */
const MAX_BOX = 16 << 20;

export interface JxlFile {
  /** The codestream, or as much of it as comes first; its header lies in it. */
  codestream: Uint8Array;
  blocks: MetadataBlocks;
  /** A box goes beyond the end of the file. */
  endsEarly: boolean;
}

/**
 * Takes a JPEG XL file apart: a bare codestream, or boxes (ISO/IEC 18181-2). Orientation in the Exif box means nothing: the
 * codestream's own counts.
 */
export function openJxl(bytes: Uint8Array): JxlFile {
  const blocks: MetadataBlocks = { exif: null, xmp: null, iptc: null };
  if (bytes[0] === 0xff && bytes[1] === 0x0a) return { codestream: bytes, blocks, endsEarly: false };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let codestream: Uint8Array = new Uint8Array(0);
  let endsEarly = false;
  for (let at = 0; at + 8 <= buffer.length; ) {
    let size = buffer.readUInt32BE(at);
    let head = 8;
    if (size === 1 && at + 16 <= buffer.length) {
      size = Number(buffer.readBigUInt64BE(at + 8));
      head = 16;
    }
    if (size === 0) size = buffer.length - at;
    if (size < head) break;
    endsEarly ||= at + size > buffer.length;
    const content = bytes.subarray(at + head, Math.min(bytes.length, at + size));
    let type = buffer.toString('latin1', at + 4, at + 8);
    if (type === 'jxlc' && codestream.length === 0) codestream = content;
    if (type === 'jxlp' && codestream.length === 0) codestream = content.subarray(4);
    let plain = content;
    if (type === 'brob') {
      type = Buffer.from(content.subarray(0, 4)).toString('latin1');
      plain = unpacked(content.subarray(4));
    }
    if (type === 'Exif') blocks.exif ??= exifOf(plain);
    if (type === 'xml ') blocks.xmp ??= xmpOf(plain);
    at += size;
  }
  return { codestream, blocks, endsEarly };
}

function unpacked(content: Uint8Array): Uint8Array {
  try {
    return brotliDecompressSync(content, { maxOutputLength: MAX_BOX });
  } catch {
    return new Uint8Array(0);
  }
}

/** The box starts with the offset of the TIFF header. */
function exifOf(content: Uint8Array): Uint8Array | null {
  if (content.length < 12) return null;
  const offset = new DataView(content.buffer, content.byteOffset).getUint32(0);
  const exif = content.subarray(4 + offset);
  return openExif(exif) ? exif : null;
}

function xmpOf(content: Uint8Array): string | null {
  const text = Buffer.from(content).toString('utf8').replace(/\0+$/, '').trim();
  return text.startsWith('<') ? text : null;
}
