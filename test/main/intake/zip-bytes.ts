import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip written byte by byte, so that every field can lie. */
export interface EntryBytes {
  name: string | Buffer;
  data?: Buffer;
  deflate?: boolean;
  /** General purpose flags; names given as strings set the UTF-8 flag unless this is given. */
  flags?: number;
  method?: number;
  /** Unix mode; written as made on Unix when given. */
  mode?: number;
  extra?: Buffer;
  /** Lies: other values in the central directory than the truth. */
  crc?: number;
  bytes?: number;
  packedBytes?: number;
  /** Points the entry at the local header of an earlier one instead of writing its own. */
  sameDataAs?: number;
}

export function zipBytes(entries: EntryBytes[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let cursor = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const data = entry.data ?? Buffer.from('data');
    const packed = entry.deflate ? deflateRawSync(data) : data;
    const flags = entry.flags ?? (typeof entry.name === 'string' ? 0x800 : 0);
    const method = entry.method ?? (entry.deflate ? 8 : 0);
    const crc = entry.crc ?? crc32(data);
    const packedBytes = entry.packedBytes ?? packed.length;
    const bytes = entry.bytes ?? data.length;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt16LE(0x6000, 6); // 12:00:00
    fields.writeUInt16LE(0x5c21, 8); // 2026-01-01
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(packedBytes, 14);
    fields.writeUInt32LE(bytes, 18);
    fields.writeUInt16LE(name.length, 22);
    fields.writeUInt16LE(0, 24);
    const offset = entry.sameDataAs === undefined ? cursor : offsets[entry.sameDataAs]!;
    offsets.push(offset);
    if (entry.sameDataAs === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed]);
      parts.push(local);
      cursor += local.length;
    }
    const extra = entry.extra ?? Buffer.alloc(0);
    fields.writeUInt16LE(extra.length, 24);
    const head = Buffer.from([0x50, 0x4b, 1, 2, 20, entry.mode === undefined ? 0 : 3]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([head, fields, rest, name, extra]));
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(cursor, 16);
  return Buffer.concat([...parts, directory, end]);
}
