import { TAG } from '../../../src/pixels/metadata/exif-structure.ts';
import {
  directoryBytes,
  longEntry,
  type NewEntry,
  shortEntry,
  textEntry,
} from '../../../src/pixels/metadata/exif-write.ts';

export interface DngOptions {
  width?: number;
  height?: number;
  orientation?: number;
  /** Sensor values 0–1 of a pixel, red, green, blue: what the camera, whose colours are linear sRGB, saw there. */
  colour?: (x: number, y: number) => readonly number[];
  /** What the camera calls neutral. */
  neutral?: readonly [number, number, number];
  model?: string;
}

/** XYZ → linear sRGB, IEC 61966-2-1: the camera's ColorMatrix. */
const CAMERA = [3.2404542, -1.5371385, -0.4985314, -0.969266, 1.8760108, 0.041556, 0.0556434, -0.2040259, 1.0572252];

/** A camera RAW file made of thin air: an uncompressed DNG with an RGGB sensor of 16 bits (DNG 1.4). */
export function dng(options: DngOptions = {}): Uint8Array {
  const { width = 96, height = 64, orientation = 1, colour = () => [0.25, 0.25, 0.25] } = options;
  const { neutral = [1, 1, 1], model = 'Thin Air' } = options;
  const sensor = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) sensor[y * width + x] = Math.round(colour(x, y)[(x & 1) + (y & 1)]! * 65535);
  }
  const entries: NewEntry[] = [
    longEntry(0xfe, 0),
    longEntry(TAG.imageWidth, width),
    longEntry(TAG.imageHeight, height),
    shortEntry(0x102, 16),
    shortEntry(0x103, 1),
    shortEntry(TAG.photometric, 32803),
    textEntry(TAG.make, 'Safelight'),
    textEntry(TAG.model, model),
    textEntry(TAG.copyright, 'Jane Doe'),
    shortEntry(TAG.orientation, orientation),
    shortEntry(0x115, 1),
    longEntry(0x116, height),
    longEntry(TAG.stripSizes, sensor.byteLength),
    shortEntry(0x11c, 1),
    bytes(33421, 3, [2, 0, 2, 0], 2),
    bytes(33422, 1, [0, 1, 1, 2], 4),
    bytes(50706, 1, [1, 4, 0, 0], 4),
    textEntry(50708, `Safelight ${model}`),
    rationals(50721, 10, CAMERA),
    longEntry(50717, 65535),
    rationals(50728, 5, neutral),
    shortEntry(50778, 21),
  ];
  const directory = (strip: number): Buffer => directoryBytes([...entries, longEntry(TAG.stripOffsets, strip)], 8);
  const strip = 8 + directory(0).length;
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return new Uint8Array(Buffer.concat([header, directory(strip), new Uint8Array(sensor.buffer)]));
}

function bytes(tag: number, type: number, values: number[], count: number): NewEntry {
  return { tag, type, count, value: Uint8Array.from(values) };
}

function rationals(tag: number, type: 5 | 10, values: readonly number[]): NewEntry {
  const value = Buffer.alloc(values.length * 8);
  for (const [i, one] of values.entries()) {
    value.writeInt32LE(Math.round(one * 1e6), i * 8);
    value.writeInt32LE(1e6, i * 8 + 4);
  }
  return { tag, type, count: values.length, value };
}
