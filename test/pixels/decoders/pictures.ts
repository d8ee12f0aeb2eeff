import sharp from 'sharp';
import { decode } from '../../../src/pixels/decoders/decode.ts';
import type { DecodeOptions } from '../../../src/pixels/decoders/port.ts';
import { probe } from '../../../src/pixels/decoders/probe.ts';
import { setupSharp } from '../../../src/pixels/decoders/sharp-setup.ts';
import type { Raster } from '../../../src/pixels/raster.ts';

setupSharp();

export type Rgb = readonly [number, number, number];
export const RED: Rgb = [230, 20, 20];
export const GREEN: Rgb = [20, 230, 20];
export const BLUE: Rgb = [20, 20, 230];
export const WHITE: Rgb = [240, 240, 240];
export const BLACK: Rgb = [10, 10, 10];
export const YELLOW: Rgb = [230, 230, 20];

/** Blocks of colour, row by row, each `block` px wide and high. */
export function blocks(rows: Rgb[][], block = 16): { data: Uint8Array; width: number; height: number; channels: 3 } {
  const width = rows[0]!.length * block;
  const height = rows.length * block;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set(rows[Math.floor(y / block)]![Math.floor(x / block)]!, (y * width + x) * 3);
    }
  }
  return { data, width, height, channels: 3 };
}

/** Two wide, three high; all six blocks differ, so that each of the eight orientations looks different. */
export const UPRIGHT: Rgb[][] = [
  [RED, GREEN],
  [BLUE, WHITE],
  [BLACK, YELLOW],
];

/** The stored picture that shows `rows` upright when the orientation is applied (EXIF 2.32, tag 0x112). */
export function storedFor(orientation: number, rows: Rgb[][]): Rgb[][] {
  const mirrored = (m: Rgb[][]): Rgb[][] => m.map((row) => [...row].reverse());
  const transposed = (m: Rgb[][]): Rgb[][] => m[0]!.map((_, x) => m.map((row) => row[x]!));
  switch (orientation) {
    case 2:
      return mirrored(rows);
    case 3:
      return mirrored([...rows].reverse());
    case 4:
      return [...rows].reverse();
    case 5:
      return transposed(rows);
    case 6:
      return [...transposed(rows)].reverse();
    case 7:
      return mirrored([...transposed(rows)].reverse());
    case 8:
      return mirrored(transposed(rows));
    default:
      return rows;
  }
}

/** A sharp pipeline over raw pixels, without anything embedded. */
export function picture(pixels: {
  data: Uint8Array | Uint16Array;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}) {
  const { data, ...raw } = pixels;
  return sharp(data, { raw });
}

/** A smooth colourful picture: encoders behave on it much as on photographs. */
export function gradient(width: number, height: number, channels: 3 | 4 = 3): Uint8Array {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      data[at] = (x * 255) / width;
      data[at + 1] = (y * 255) / height;
      data[at + 2] = 128 + 100 * Math.sin((x + y) / 9);
      if (channels === 4) data[at + 3] = (x * 255) / width;
    }
  }
  return data;
}

/** Probe and decode with usual options. */
export async function open(
  bytes: Uint8Array,
  options: Partial<DecodeOptions> = {},
): Promise<{ raster: Raster; notes: string[] }> {
  const name = options.name ?? 'picture';
  const facts = await probe(bytes, name);
  return decode(bytes, facts, { name, orient: true, tolerant: false, maxPixels: 1e8, ...options });
}

/** Sample at a pixel, as 8-bit values. */
export function pixelAt(raster: Raster, x: number, y: number): number[] {
  const at = (y * raster.width + x) * raster.channels;
  const scale = raster.depth === 16 ? 257 : 1;
  return Array.from(raster.data.slice(at, at + raster.channels), (v) => v / scale);
}

/** A JPEG segment's worth of EXIF with a camera, a date, a copyright and a position. */
export const CAMERA_EXIF = {
  IFD0: {
    Make: 'Acme',
    Model: 'Box 1',
    Artist: 'Ada Example',
    Copyright: 'Ada Example 2026',
    ImageDescription: 'A box',
  },
  IFD2: {
    ISOSpeedRatings: '400',
    FNumber: '28/10',
    ExposureTime: '1/125',
    FocalLength: '50/1',
    DateTimeOriginal: '2025:03:04 05:06:07',
    LensModel: 'Lens 50',
  },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '51/1 29/1 3333/100',
    GPSLongitudeRef: 'W',
    GPSLongitude: '0/1 7/1 2525/100',
    GPSAreaInformation: 'SECRETPLACE',
  },
};

export function xmpWithPosition(more = ''): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" tiff:Orientation="6" exif:GPSLatitude="51,29.5N" xmp:Rating="4"><exif:GPSLongitude>0,7.4W</exif:GPSLongitude><exif:GPSTimeStamp>2025-03-04T05:06:07Z</exif:GPSTimeStamp><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Boxes &amp; more</rdf:li></rdf:Alt></dc:title><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">Ada owns it</rdf:li></rdf:Alt></dc:rights>${more}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}
