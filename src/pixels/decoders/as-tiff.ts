import { TAG } from '../metadata/exif-structure.ts';
import { bytesEntry, directoryBytes, longEntry, type NewEntry, shortEntry } from '../metadata/exif-write.ts';

/** Interleaved samples as a decoder hands them out; 16-bit ones over their full range. */
export interface Samples {
  data: Uint8Array | Uint16Array;
  width: number;
  height: number;
  /** CMYK: 0 is no ink. Lab: a and b are signed, as TIFF has them. */
  space: 'rgb' | 'grey' | 'cmyk' | 'lab';
  /** The last sample of each pixel is straight alpha. */
  alpha: boolean;
  icc: Uint8Array | null;
  /** EXIF orientation of the samples. */
  orientation: number;
}

/** TIFF 6.0 PhotometricInterpretation. */
const PHOTOMETRIC = { grey: 1, rgb: 2, cmyk: 5, lab: 8 } as const;
const COLOURS = { grey: 1, rgb: 3, cmyk: 4, lab: 3 } as const;
const BITS_PER_SAMPLE = 0x102;
const COMPRESSION = 0x103;
const SAMPLES_PER_PIXEL = 0x115;
const ROWS_PER_STRIP = 0x116;
const EXTRA_SAMPLES = 0x152;
const STRAIGHT_ALPHA = 2;

/**
 * Samples as an uncompressed little-endian TIFF in memory (TIFF 6.0), so that pictures of foreign decoders take the same
 * way into the program as any other: profile, CMYK, Lab, grey, orientation and geometry are libvips' business and
 * `sharp-picture.ts`'s, once.
 */
export function tiffOf({ data, width, height, space, alpha, icc, orientation }: Samples): Uint8Array {
  const count = COLOURS[space] + (alpha ? 1 : 0);
  const size = width * height * count * data.BYTES_PER_ELEMENT;
  const entries: NewEntry[] = [
    longEntry(TAG.imageWidth, width),
    longEntry(TAG.imageHeight, height),
    shortsEntry(BITS_PER_SAMPLE, Array<number>(count).fill(data.BYTES_PER_ELEMENT * 8)),
    shortEntry(COMPRESSION, 1),
    shortEntry(TAG.photometric, PHOTOMETRIC[space]),
    shortEntry(TAG.orientation, orientation),
    shortEntry(SAMPLES_PER_PIXEL, count),
    longEntry(ROWS_PER_STRIP, height),
    longEntry(TAG.stripSizes, size),
    ...(alpha ? [shortEntry(EXTRA_SAMPLES, STRAIGHT_ALPHA)] : []),
    ...(icc ? [bytesEntry(TAG.icc, icc)] : []),
  ];
  const place = 8;
  const withStrip = (offset: number) => directoryBytes([...entries, longEntry(TAG.stripOffsets, offset)], place);
  const pixels = (place + withStrip(0).length + 15) & ~15;
  const result = new Uint8Array(pixels + size);
  result.set([0x49, 0x49, 42, 0, place, 0, 0, 0]);
  result.set(withStrip(pixels), place);
  result.set(new Uint8Array(data.buffer, data.byteOffset, size), pixels);
  return result;
}

function shortsEntry(tag: number, values: number[]): NewEntry {
  const value = Buffer.alloc(values.length * 2);
  for (const [i, one] of values.entries()) value.writeUInt16LE(one, i * 2);
  return { tag, type: 3, count: values.length, value };
}
