/** Writing of IPTC-IIM 4.2 application records. */

/** 1:90 Coded Character Set: UTF-8 (ISO 2022 escape ESC % G). */
const UTF8 = Buffer.from([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47]);

/** Longest text of a dataset in bytes (IIM 4.2); others are as long as they like, up to 2000. */
const LONGEST: Readonly<Record<number, number>> = { 5: 64, 25: 64, 80: 32, 110: 32, 116: 128, 120: 2000 };

/**
 * Records with these texts by dataset of record 2; an empty list removes them. All texts become UTF-8, which is said in 1:90. Texts
 * longer than the standard allows are cut.
 */
export function setIptcTexts(records: Uint8Array, texts: ReadonlyMap<number, readonly string[]>): Uint8Array {
  const kept: Buffer[] = [];
  let at = 0;
  while (at + 5 <= records.length && records[at] === 0x1c) {
    const [record, number] = [records[at + 1]!, records[at + 2]!];
    const size = (records[at + 3]! << 8) | records[at + 4]!;
    if (size > 0x7fff || at + 5 + size > records.length) break;
    const value = Buffer.from(records.subarray(at + 5, at + 5 + size));
    if (record === 2 && !texts.has(number)) kept.push(dataset(2, number, asUtf8(value)));
    else if (record !== 2 && !(record === 1 && number === 90)) kept.push(dataset(record, number, value));
    at += 5 + size;
  }
  const added = [...texts].flatMap(([number, list]) =>
    list.map((text) => dataset(2, number, cut(text, LONGEST[number] ?? 2000))),
  );
  const head = kept.filter((one) => one[1] === 1);
  return new Uint8Array(Buffer.concat([UTF8, ...head, ...kept.filter((one) => one[1] !== 1), ...added]));
}

function dataset(record: number, number: number, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x1c, record, number, value.length >> 8, value.length & 0xff]), value]);
}

/** Old files are Latin-1 without saying so; binary datasets of record 2 (its version) are short and stay as they are. */
function asUtf8(value: Buffer): Buffer {
  if (value.length <= 2) return value;
  const text = value.toString('utf8');
  return text.includes('\uFFFD') ? Buffer.from(value.toString('latin1'), 'utf8') : value;
}

/** Not in the middle of a character. */
function cut(text: string, longest: number): Buffer {
  let end = text.length;
  while (Buffer.byteLength(text.slice(0, end)) > longest) end -= 1;
  return Buffer.from(text.slice(0, end).replace(/[\uD800-\uDBFF]$/, ''), 'utf8');
}
