import { type ExifData, entryOf, openExif } from './exif-structure.ts';
import { textEntry, writeExif } from './exif-write.ts';

/**
 * An EXIF block with these texts in IFD0; null removes one. IFD0 is written again behind the rest, so that nothing else moves
 * (MakerNotes point into the block by absolute offsets), and the old texts are zeroed. Without a block one is made.
 */
export function setExifTexts(exif: Uint8Array | null, texts: ReadonlyMap<number, string | null>): Uint8Array | null {
  const data = exif && openExif(exif.slice());
  const wanted = [...texts].filter((entry): entry is [number, string] => entry[1] !== null);
  if (!data) {
    if (wanted.length === 0) return exif;
    return writeExif({ first: wanted.map(([tag, text]) => textEntry(tag, text)) });
  }
  for (const tag of texts.keys()) {
    const old = entryOf(data.first, tag);
    if (old) data.bytes.fill(0, old.offset, old.offset + old.size);
  }
  return withDirectory(data, new Set(texts.keys()), wanted);
}

function withDirectory(
  { bytes, view, little, first }: ExifData,
  without: ReadonlySet<number>,
  texts: readonly [number, string][],
): Uint8Array {
  const count = view.getUint16(first.place, little);
  const next = view.getUint32(first.place + 2 + count * 12, little);
  const entries: { tag: number; bytes: Uint8Array }[] = [];
  for (let i = 0; i < count; i++) {
    const at = first.place + 2 + i * 12;
    const tag = view.getUint16(at, little);
    if (!without.has(tag)) entries.push({ tag, bytes: bytes.slice(at, at + 12) });
  }
  const place = (bytes.length + 1) & ~1;
  let end = place + 2 + (entries.length + texts.length) * 12 + 4;
  const values: { at: number; value: Uint8Array }[] = [];
  for (const [tag, text] of texts) {
    const { type, count: length, value } = textEntry(tag, text);
    const entry = new Uint8Array(12);
    const fields = new DataView(entry.buffer);
    fields.setUint16(0, tag, little);
    fields.setUint16(2, type, little);
    fields.setUint32(4, length, little);
    if (value.length <= 4) entry.set(value, 8);
    else {
      fields.setUint32(8, end, little);
      values.push({ at: end, value });
      end += (value.length + 1) & ~1;
    }
    entries.push({ tag, bytes: entry });
  }
  entries.sort((a, b) => a.tag - b.tag);
  const result = new Uint8Array(end);
  result.set(bytes);
  const target = new DataView(result.buffer);
  target.setUint32(4, place, little);
  target.setUint16(place, entries.length, little);
  for (const [i, entry] of entries.entries()) result.set(entry.bytes, place + 2 + i * 12);
  target.setUint32(place + 2 + entries.length * 12, next, little);
  for (const { at, value } of values) result.set(value, at);
  return result;
}
