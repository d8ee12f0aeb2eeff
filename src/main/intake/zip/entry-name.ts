import { crc32 } from 'node:zlib';
import { decodeCp437 } from './cp437.ts';

const UTF8_FLAG = 0x800;
/** Info-ZIP Unicode Path (APPNOTE.TXT 4.6.9): version 1, CRC-32 of the plain name, the name in UTF-8. */
const UNICODE_PATH = 0x7075;

export interface RawName {
  flags: number;
  name: Buffer;
  extraFields: readonly { id: number; data: Buffer }[];
}

/**
 * The text of an entry's name. Archives seldom say in which encoding it is, so in this order: the Unicode Path field
 * where it belongs to this name; UTF-8 where the flag says so or the bytes are valid UTF-8 (macOS sets no flag);
 * Shift-JIS where code page 437 would show line drawings and Shift-JIS shows Japanese; else code page 437.
 */
export function decodeEntryName({ flags, name, extraFields }: RawName): string {
  const unicodePath = extraFields.find(({ id }) => id === UNICODE_PATH)?.data;
  if (unicodePath && unicodePath.length > 5 && unicodePath[0] === 1 && unicodePath.readUInt32LE(1) === crc32(name)) {
    const path = decodeStrictly('utf-8', unicodePath.subarray(5));
    if (path !== null) return path;
  }
  if ((flags & UTF8_FLAG) !== 0) return name.toString('utf8');
  const utf8 = decodeStrictly('utf-8', name);
  if (utf8 !== null) return utf8;
  const cp437 = decodeCp437(name);
  if (/[\u2500-\u259F]/.test(cp437)) {
    const japanese = decodeStrictly('shift_jis', name);
    if (japanese !== null && /[\u3041-\u30FF\u4E00-\u9FFF]/.test(japanese)) return japanese;
  }
  return cp437;
}

function decodeStrictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
