import { deflateSync } from 'node:zlib';

export interface PsdOptions {
  width: number;
  height: number;
  /** One for each channel, samples 0–255 or 0–65535 as Photoshop stores them (inks inverted). */
  planes: (Uint8Array | Uint16Array)[];
  /** 1 grey, 2 indexed, 3 RGB, 4 CMYK, 9 Lab. */
  mode: number;
  compression?: 'none' | 'runs' | 'zip' | 'predicted';
  /** PSB. */
  large?: boolean;
  palette?: Uint8Array;
  resources?: Record<number, Uint8Array>;
  /** The last plane is the transparency. */
  transparent?: boolean;
}

/** A Photoshop document without layers, as the file format specification describes it. */
export function psd(options: PsdOptions): Uint8Array {
  const { width, height, planes, mode, large = false, palette, resources = {}, transparent = false } = options;
  const header = Buffer.alloc(26);
  header.write('8BPS', 0, 'latin1');
  header.writeUInt16BE(large ? 2 : 1, 4);
  header.writeUInt16BE(planes.length, 12);
  header.writeUInt32BE(height, 14);
  header.writeUInt32BE(width, 18);
  header.writeUInt16BE(planes[0]!.BYTES_PER_ELEMENT * 8, 22);
  header.writeUInt16BE(mode, 24);
  const blocks = Object.entries(resources).flatMap(([id, data]) => {
    const head = Buffer.alloc(12);
    head.write('8BIM', 0, 'latin1');
    head.writeUInt16BE(Number(id), 4);
    head.writeUInt32BE(data.length, 8);
    return [head, data, Buffer.alloc(data.length & 1)];
  });
  // Layer info with a negative count and nothing in it says that there is transparency.
  const layers = transparent ? Buffer.from(large ? [0, 0, 0, 0, 0, 0, 0, 2, 255, 255] : [0, 0, 0, 2, 255, 255]) : null;
  return new Uint8Array(
    Buffer.concat([
      header,
      sized(palette ?? Buffer.alloc(0)),
      sized(Buffer.concat(blocks)),
      // Longer than what is in it, as Photoshop pads it.
      sized(layers ? Buffer.concat([layers, Buffer.alloc(8)]) : Buffer.alloc(0), large),
      composite(options),
    ]),
  );
}

function sized(content: Uint8Array, large = false): Buffer {
  const length = Buffer.alloc(large ? 8 : 4);
  length.writeUInt32BE(content.length, large ? 4 : 0);
  return Buffer.concat([length, content]);
}

function composite({ planes, width, height, compression = 'none', large = false }: PsdOptions): Buffer {
  const deep = planes[0] instanceof Uint16Array;
  const bytes = Buffer.concat(planes.map((plane) => (deep ? bigEndian(plane as Uint16Array) : Buffer.from(plane))));
  const word = (value: number): Buffer => Buffer.from([0, value]);
  switch (compression) {
    case 'none':
      return Buffer.concat([word(0), bytes]);
    case 'runs': {
      const row = width * (deep ? 2 : 1);
      const rows = Array.from({ length: height * planes.length }, (_, i) =>
        packBits(bytes.subarray(i * row, (i + 1) * row)),
      );
      const lengths = Buffer.alloc(rows.length * (large ? 4 : 2));
      for (const [i, { length }] of rows.entries()) {
        if (large) lengths.writeUInt32BE(length, i * 4);
        else lengths.writeUInt16BE(length, i * 2);
      }
      return Buffer.concat([word(1), lengths, ...rows]);
    }
    case 'zip':
      return Buffer.concat([word(2), deflateSync(bytes)]);
    case 'predicted': {
      const predicted = Buffer.from(bytes);
      const step = deep ? 2 : 1;
      for (let row = 0; row < bytes.length; row += width * step) {
        for (let at = row + step; at < row + width * step; at += step) {
          if (deep) predicted.writeUInt16BE((bytes.readUInt16BE(at) - bytes.readUInt16BE(at - 2)) & 0xffff, at);
          else predicted[at] = bytes[at]! - bytes[at - 1]!;
        }
      }
      return Buffer.concat([word(3), deflateSync(predicted)]);
    }
  }
}

function bigEndian(plane: Uint16Array): Buffer {
  const bytes = Buffer.alloc(plane.length * 2);
  for (const [i, value] of plane.entries()) bytes.writeUInt16BE(value, i * 2);
  return bytes;
}

/** Runs of equal bytes, and literals one by one. */
function packBits(row: Buffer): Buffer {
  const packed: number[] = [];
  for (let at = 0; at < row.length; ) {
    let length = 1;
    while (at + length < row.length && row[at + length] === row[at] && length < 128) length++;
    if (length > 1) packed.push(257 - length, row[at]!);
    else packed.push(0, row[at]!);
    at += length;
  }
  return Buffer.from(packed);
}
