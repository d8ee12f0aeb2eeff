import type { ImageFacts } from '../../contract/run.ts';
import { NO_METADATA } from '../metadata/blocks.ts';
import type { Samples } from './as-tiff.ts';
import { unsupportedFormat } from './failures.ts';
import { decodeSamples, foreignFailure, truncated } from './foreign.ts';
import type { Decoder } from './port.ts';

/** Windows bitmaps as the BITMAPINFOHEADER family describes them (OS/2 1.x too), uncompressed, RLE4 and RLE8. */
export const bmpDecoder: Decoder = {
  async probe(bytes, name, format): Promise<ImageFacts> {
    const { width, height, alpha } = readHeader(bytes, name);
    return {
      format,
      width,
      height,
      orientation: 1,
      depth: 8,
      channels: alpha ? 4 : 3,
      hasAlpha: alpha !== null,
      pages: 1,
      space: 'srgb',
      profile: null,
      bytes: bytes.length,
      exif: {},
    };
  },

  async decode(bytes, facts, options) {
    const header = readHeader(bytes, options.name);
    const { width, height, alpha } = header;
    const data = header.runs ? pixelsOfRuns(bytes, header) : pixelsOf(bytes, header, options.name);
    const samples: Samples = {
      data,
      width,
      height,
      space: 'rgb',
      alpha: alpha !== null,
      icc: null,
      orientation: 1,
    };
    const { raster } = await decodeSamples(samples, facts, options);
    // Windows says that a bitmap without a profile is sRGB.
    return { raster, notes: [] };
  },

  async metadata() {
    return { blocks: NO_METADATA, density: null };
  },
};

interface Header {
  width: number;
  height: number;
  topDown: boolean;
  bits: number;
  runs: boolean;
  /** Where the pixels start. */
  start: number;
  /** Red, green and blue in pixels of 16 and 32 bits. */
  masks: [Mask, Mask, Mask];
  alpha: Mask | null;
  /** RGB triples. */
  palette: Uint8Array;
}

/** Bits of a channel within a pixel's number. */
interface Mask {
  shift: number;
  top: number;
}

const COMPRESSION = { none: 0, rle8: 1, rle4: 2, masks: 3, jpeg: 4, png: 5, alphaMasks: 6 } as const;
const FILE_HEADER = 14;

function readHeader(bytes: Uint8Array, name: string): Header {
  if (bytes.length < FILE_HEADER + 12) throw truncated(name, 'BMP');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(FILE_HEADER, true);
  if (bytes.length < FILE_HEADER + size) throw truncated(name, 'BMP');
  const old = size === 12;
  if (!old && size < 16) throw foreignFailure(new Error(`header of ${size} bytes`), name, 'BMP');
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = old ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = size >= 20 ? view.getUint32(30, true) : COMPRESSION.none;
  if (compression === COMPRESSION.jpeg || compression === COMPRESSION.png) {
    throw unsupportedFormat(name, 'a JPEG-compressed BMP picture');
  }
  const height = Math.abs(signedHeight);
  if (width < 1 || height < 1 || ![1, 2, 4, 8, 16, 24, 32].includes(bits)) {
    throw foreignFailure(new Error(`${width} × ${signedHeight}, ${bits} bits`), name, 'BMP');
  }
  const start = view.getUint32(10, true);
  const given = compression === COMPRESSION.masks || compression === COMPRESSION.alphaMasks;
  // Behind the 40-byte header, or as its fields in the longer ones: the same place.
  const mask = (index: number): number =>
    54 + index * 4 + 4 <= bytes.length ? view.getUint32(54 + index * 4, true) : 0;
  const values = given ? [mask(0), mask(1), mask(2)] : bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  const hasAlpha = compression === COMPRESSION.alphaMasks || (given && size >= 56);
  return {
    width,
    height,
    topDown: signedHeight < 0,
    bits,
    runs: compression === COMPRESSION.rle8 || compression === COMPRESSION.rle4,
    start,
    masks: values.map(maskOf) as [Mask, Mask, Mask],
    alpha: hasAlpha && mask(3) !== 0 ? maskOf(mask(3)) : null,
    palette:
      bits <= 8
        ? readPalette(bytes, FILE_HEADER + size, old ? 3 : 4, Math.min(start, bytes.length))
        : new Uint8Array(0),
  };
}

function maskOf(mask: number): Mask {
  if (mask === 0) return { shift: 0, top: 0 };
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, top: (mask >>> shift) >>> 0 };
}

function readPalette(bytes: Uint8Array, from: number, stride: number, to: number): Uint8Array {
  const palette = new Uint8Array(256 * 3);
  for (let i = 0, at = from; i < 256 && at + 3 <= to; i++, at += stride) {
    palette.set([bytes[at + 2]!, bytes[at + 1]!, bytes[at]!], i * 3);
  }
  return palette;
}

/** Rows as stored, each filled up to four bytes. */
function pixelsOf(bytes: Uint8Array, header: Header, name: string): Uint8Array {
  const { width, height, bits, start, topDown, alpha, palette, masks } = header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (start + stride * (height - 1) + Math.ceil((width * bits) / 8) > bytes.length) throw truncated(name, 'BMP');
  const channels = alpha ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scaled = (value: number, { shift, top }: Mask): number =>
    top === 0 ? 0 : Math.round((((value >>> shift) & top) * 255) / top);
  for (let y = 0; y < height; y++) {
    const row = start + (topDown ? y : height - 1 - y) * stride;
    for (let x = 0, to = y * width * channels; x < width; x++, to += channels) {
      if (bits <= 8) {
        const index = (bytes[row + ((x * bits) >> 3)]! >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
        data.set(palette.subarray(index * 3, index * 3 + 3), to);
      } else if (bits === 24) {
        const at = row + x * 3;
        data[to] = bytes[at + 2]!;
        data[to + 1] = bytes[at + 1]!;
        data[to + 2] = bytes[at]!;
      } else {
        const value = bits === 16 ? view.getUint16(row + x * 2, true) : view.getUint32(row + x * 4, true);
        for (let channel = 0; channel < 3; channel++) data[to + channel] = scaled(value, masks[channel]!);
        if (alpha) data[to + 3] = scaled(value, alpha);
      }
    }
  }
  return data;
}

/** Run lengths of palette indices; what no run reaches has index 0. Ends where the data ends. */
function pixelsOfRuns(bytes: Uint8Array, { width, height, bits, start, palette }: Header): Uint8Array {
  const indices = new Uint8Array(width * height);
  let x = 0;
  let y = 0;
  const put = (index: number): void => {
    if (x < width && y < height) indices[(height - 1 - y) * width + x] = index;
    x++;
  };
  const nibble = (byte: number, i: number): number => (bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15);
  for (let at = start; at + 1 < bytes.length && y < height; ) {
    const count = bytes[at]!;
    const value = bytes[at + 1]!;
    at += 2;
    if (count > 0) for (let i = 0; i < count; i++) put(nibble(value, i));
    else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) break;
    else if (value === 2) {
      x += bytes[at] ?? 0;
      y += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      for (let i = 0; i < value; i++) put(nibble(bytes[at + (bits === 8 ? i : i >> 1)] ?? 0, i));
      // Absolute runs are filled up to 16 bits.
      const length = bits === 8 ? value : (value + 1) >> 1;
      at += length + (length & 1);
    }
  }
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < indices.length; i++) data.set(palette.subarray(indices[i]! * 3, indices[i]! * 3 + 3), i * 3);
  return data;
}
