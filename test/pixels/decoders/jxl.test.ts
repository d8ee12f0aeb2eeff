import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../../src/pixels/colour/profiles.ts';
import { readCodestreamHeader } from '../../../src/pixels/decoders/jxl/codestream-header.ts';
import { probe } from '../../../src/pixels/decoders/probe.ts';
import { encode } from '../../../src/pixels/encoders/encode.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import { NO_SOURCE, raster, step } from '../encoders/rasters.ts';
import { blocks, CAMERA_EXIF, open, picture, pixelAt, storedFor, UPRIGHT } from './pictures.ts';

const jxl = (changes: Parameters<typeof step>[0] = {}) =>
  step({ format: 'jxl', effort: 0, profile: 'srgb', ...changes });

describe('JPEG XL', () => {
  it('without loss comes back to the bit, with its transparency', async () => {
    for (const channels of [3, 4] as const) {
      const source = raster({ channels });
      const { bytes, extension } = await encode(source, jxl({ lossless: true }), NO_SOURCE);
      expect(extension).toBe('jxl');
      const { raster: again } = await open(bytes);
      expect([again.width, again.height, again.profile.key]).toEqual([64, 48, 'srgb']);
      for (const [x, y] of [
        [0, 0],
        [20, 20],
        [63, 47],
      ] as const) {
        expect(pixelAt(again, x, y).slice(0, channels)).toEqual(pixelAt(source, x, y));
      }
    }
  });

  it('gets smaller with less quality, and fits into kilobytes', async () => {
    const source = raster({ width: 256, height: 256 });
    const size = async (changes: Parameters<typeof step>[0]): Promise<number> =>
      (await encode(source, jxl(changes), NO_SOURCE)).bytes.length;
    const fine = await size({ quality: 95 });
    expect(await size({ quality: 50 })).toBeLessThan(fine);
    expect(await size({ quality: 95, maxKilobytes: Math.floor(fine / 1500) })).toBeLessThan(fine / 1.4);
  });

  it('carries EXIF and XMP in its boxes, by the policy', async () => {
    const source = await picture(blocks(UPRIGHT)).withExif(CAMERA_EXIF).jpeg().toBuffer();
    const { raster: decoded } = await open(source);
    const from = { bytes: source, format: 'jpeg' };
    const kept = await encode(decoded, jxl({ metadata: 'all' }), from);
    expect((await probe(kept.bytes, 'a.jxl')).exif).toMatchObject({ make: 'Acme', iso: 400, artist: 'Ada Example' });
    const none = await encode(decoded, jxl({ metadata: 'none' }), from);
    expect((await probe(none.bytes, 'a.jxl')).exif).toEqual({});
    // And from there into the next file.
    const again = await encode((await open(kept.bytes)).raster, step({ format: 'png', metadata: 'all' }), {
      bytes: kept.bytes,
      format: 'jxl',
    });
    expect((await probe(again.bytes, 'a.png')).exif).toMatchObject({ make: 'Acme', iso: 400 });
  });

  it('is written upright, since its readers ignore the EXIF tag', async () => {
    const { data, width, height } = blocks(storedFor(6, UPRIGHT));
    const pending: Raster = {
      data,
      width,
      height,
      channels: 3,
      depth: 8,
      profile: builtInProfile('srgb'),
      orientation: 6,
    };
    const { bytes } = await encode(pending, jxl({ lossless: true }), NO_SOURCE);
    const { raster: upright } = await open(bytes, { orient: false });
    expect([upright.width, upright.height, upright.orientation]).toEqual([32, 48, 1]);
    expect(pixelAt(upright, 4, 4).slice(0, 3)).toEqual([...UPRIGHT[0]![0]!]);
    expect(pixelAt(upright, 28, 40).slice(0, 3)).toEqual([...UPRIGHT[2]![1]!]);
  });

  it('that ends early is refused', async () => {
    const { bytes } = await encode(raster({ width: 300, height: 300 }), jxl({ lossless: true }), NO_SOURCE);
    await expect(open(bytes.slice(0, bytes.length / 2))).rejects.toMatchObject({ code: 'image_corrupt' });
    await expect(open(bytes.slice(0, 5))).rejects.toMatchObject({ code: 'image_truncated' });
  });
});

/** Writes bits as the codestream has them, from the lowest up. */
function bitsOf(...fields: [value: number, count: number][]): Uint8Array {
  const bits = fields.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** i) & 1),
  );
  const bytes = new Uint8Array(2 + Math.ceil(bits.length / 8));
  bytes.set([0xff, 0x0a]);
  for (const [i, bit] of bits.entries()) bytes[2 + (i >> 3)]! |= bit << (i & 7);
  return bytes;
}

describe('the header of a codestream', () => {
  it('tells any size and orientation', () => {
    const side = fc.integer({ min: 1, max: 2 ** 18 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 8 }), (width, height, orientation) => {
        const header = readCodestreamHeader(
          bitsOf(
            // Not small; both sides with 18 bits, no ratio.
            ...([
              [0, 1],
              [2, 2],
              [height - 1, 18],
              [0, 3],
              [2, 2],
              [width - 1, 18],
            ] as [number, number][]),
            // Not all default; extra fields: orientation, and neither intrinsic size, preview nor animation.
            ...([
              [0, 1],
              [1, 1],
              [orientation - 1, 3],
              [0, 3],
            ] as [number, number][]),
            // 10 bits, then 16-bit buffers, no extra channels, XYB, plain colours.
            ...([
              [0, 1],
              [1, 2],
              [1, 1],
              [0, 2],
              [1, 1],
              [1, 1],
            ] as [number, number][]),
          ),
        );
        expect(header).toMatchObject({ width, height, orientation, bits: 10, alpha: false, animated: false });
      }),
    );
  });

  it('knows sides in eights and common ratios', () => {
    // Small: height 8 · (9 + 1), ratio 4 is 3:2; all default.
    expect(readCodestreamHeader(bitsOf([1, 1], [9, 5], [4, 3], [1, 1]))).toMatchObject({
      width: 120,
      height: 80,
      bits: 8,
    });
  });

  it('is none in other bytes, nor where they end', () => {
    expect(readCodestreamHeader(Uint8Array.of(0xff, 0xd8, 0xff))).toBeNull();
    expect(readCodestreamHeader(Uint8Array.of(0xff, 0x0a, 0))).toBeNull();
  });
});
