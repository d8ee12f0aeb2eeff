import { inflateSync } from 'node:zlib';
import type { PsdDocument } from './document.ts';

const COMPRESSION = { none: 0, runs: 1, zip: 2, zipPredicted: 3 } as const;

/**
 * The first `wanted` planes of the composite, as stored: one after the other, big-endian. Null when the data ends early or
 * is damaged.
 */
export function readPlanes(document: PsdDocument, wanted: number): Uint8Array | null {
  const { composite, height, channels } = document;
  if (composite.length < 2) return null;
  const row = rowBytes(document);
  const size = row * height * wanted;
  const data = composite.subarray(2);
  switch ((composite[0]! << 8) | composite[1]!) {
    case COMPRESSION.none:
      return data.length < size ? null : data.subarray(0, size);
    case COMPRESSION.runs:
      return readRuns(data, { ...document, row, wanted });
    case COMPRESSION.zip:
      return inflated(data, row * height * channels)?.subarray(0, size) ?? null;
    case COMPRESSION.zipPredicted: {
      const planes = inflated(data, row * height * channels);
      if (planes === null || document.bits === 32) return null;
      undoPrediction(planes, row, document.bits);
      return planes.subarray(0, size);
    }
    default:
      return null;
  }
}

/** Bytes of a row of one plane; rows of bitmaps are filled up to whole bytes. */
function rowBytes({ width, bits }: PsdDocument): number {
  return Math.ceil((width * bits) / 8);
}

function readRuns(
  data: Uint8Array,
  { height, channels, large, row, wanted }: PsdDocument & { row: number; wanted: number },
): Uint8Array | null {
  const lengthBytes = large ? 4 : 2;
  let at = height * channels * lengthBytes;
  if (at > data.length) return null;
  const lengths = new DataView(data.buffer, data.byteOffset, at);
  const planes = new Uint8Array(row * height * wanted);
  for (let line = 0; line < height * wanted; line++) {
    const length = large ? lengths.getUint32(line * 4) : lengths.getUint16(line * 2);
    if (at + length > data.length) return null;
    unpackBits(data.subarray(at, at + length), planes.subarray(line * row, (line + 1) * row));
    at += length;
  }
  return planes;
}

/** PackBits (TIFF 6.0, section 9). Stops where either side ends. */
function unpackBits(packed: Uint8Array, row: Uint8Array): void {
  let to = 0;
  for (let at = 0; at < packed.length && to < row.length; ) {
    const head = packed[at++]!;
    if (head < 128) {
      const literal = packed.subarray(at, Math.min(at + head + 1, at + row.length - to));
      row.set(literal, to);
      to += literal.length;
      at += head + 1;
    } else if (head > 128) {
      row.fill(packed[at++] ?? 0, to, to + 257 - head);
      to += 257 - head;
    }
  }
}

function inflated(data: Uint8Array, size: number): Uint8Array | null {
  try {
    const planes = inflateSync(data, { maxOutputLength: size });
    return planes.length < size ? null : new Uint8Array(planes.buffer, planes.byteOffset, planes.byteLength);
  } catch {
    return null;
  }
}

/** Each sample was stored as the difference to its left neighbour. */
function undoPrediction(planes: Uint8Array, row: number, bits: number): void {
  const view = new DataView(planes.buffer, planes.byteOffset, planes.byteLength);
  for (let start = 0; start < planes.length; start += row) {
    if (bits === 8) for (let i = start + 1; i < start + row; i++) planes[i] = planes[i]! + planes[i - 1]!;
    else for (let i = start + 2; i < start + row; i += 2) view.setUint16(i, view.getUint16(i) + view.getUint16(i - 2));
  }
}
