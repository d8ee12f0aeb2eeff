import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/pixels/decoders/decode.ts';
import { probe } from '../../../src/pixels/decoders/probe.ts';
import { DEFAULT_DEVELOPMENT } from '../../../src/pixels/decoders/raw/development.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import type { RawDevelopment } from '../../../src/workflow/plan/steps.ts';
import { type DngOptions, dng } from './dng.ts';

const NAME = 'shot.dng';
const AS_SHOT: RawDevelopment = { ...DEFAULT_DEVELOPMENT, autoBrightness: false };

async function develop(options: DngOptions, raw?: RawDevelopment, orient = true) {
  const bytes = dng(options);
  const facts = await probe(bytes, NAME);
  const decoded = await decode(bytes, facts, { name: NAME, orient, tolerant: false, maxPixels: 1e8, raw });
  return { ...decoded, facts };
}

/** Light of a pixel: linear ProPhoto, 0–1. */
function light(raster: Raster, x: number, y: number): number[] {
  const at = (y * raster.width + x) * 3;
  return [...raster.data.subarray(at, at + 3)].map((value) => (value / 65535) ** 1.8);
}

function expectLight(actual: number[], expected: number[]): void {
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 3);
}

describe('developing a camera RAW file', () => {
  it('gives 16 bits in ProPhoto, in which the sensor’s light is kept', async () => {
    const { raster, facts } = await develop({ colour: () => [0.25, 0.25, 0.25] }, AS_SHOT);
    expect(raster).toMatchObject({ width: 96, height: 64, channels: 3, depth: 16, orientation: 1 });
    expect(raster.profile.key).toBe('prophoto-rgb');
    expect(facts).toMatchObject({ format: 'raw', depth: 16, profile: 'ProPhoto RGB compatible' });
    expectLight(light(raster, 40, 30), [0.25, 0.25, 0.25]);
  });

  it('takes the camera’s colours to ProPhoto’s', async () => {
    const { raster } = await develop({ colour: () => [0.5, 0.1, 0.1] }, AS_SHOT);
    // sRGB → ProPhoto with Bradford's adaptation, D65 to D50
    expectLight(light(raster, 40, 30), [
      0.529317 * 0.5 + 0.330092 * 0.1 + 0.140588 * 0.1,
      0.098368 * 0.5 + 0.873465 * 0.1 + 0.028169 * 0.1,
      0.016879 * 0.5 + 0.117663 * 0.1 + 0.865457 * 0.1,
    ]);
  });

  it('adds exposure in stops of light', async () => {
    const { raster } = await develop({ colour: () => [0.1, 0.1, 0.1] }, { ...AS_SHOT, exposure: 2 });
    expectLight(light(raster, 40, 30), [0.4, 0.4, 0.4]);
  });

  it('makes what the camera calls neutral grey', async () => {
    const cast = { neutral: [0.5, 1, 0.8], colour: () => [0.125, 0.25, 0.2] } as const;
    expectLight(light((await develop(cast, AS_SHOT)).raster, 40, 30), [0.25, 0.25, 0.25]);
  });

  it('takes the white balance from the picture’s average on demand', async () => {
    const cast = { colour: () => [0.1, 0.2, 0.15] } as const;
    const [r, g, b] = light((await develop(cast, { ...AS_SHOT, whiteBalance: { by: 'auto' } })).raster, 40, 30);
    expect(Math.abs(r! - g!) + Math.abs(b! - g!)).toBeLessThan(0.01);
  });

  it('balances for a given light: grey under 3000 K comes out blue when it was shot in daylight', async () => {
    const warm = await develop({}, { ...AS_SHOT, whiteBalance: { by: 'light', kelvin: 3000, tint: 0 } });
    const [r, g, b] = light(warm.raster, 40, 30);
    expect(b! / g!).toBeGreaterThan(1.5);
    expect(r! / g!).toBeLessThan(0.95);
    const daylight = await develop({}, { ...AS_SHOT, whiteBalance: { by: 'light', kelvin: 6500, tint: 0 } });
    // A black body of 6500 K is a little more magenta than D65.
    for (const value of light(daylight.raster, 40, 30)) expect(Math.abs(value - 0.25)).toBeLessThan(0.02);
    const green = await develop({}, { ...AS_SHOT, whiteBalance: { by: 'light', kelvin: 6500, tint: 100 } });
    expect(light(green.raster, 40, 30)[1]).toBeLessThan(light(green.raster, 40, 30)[0]!);
  });

  it('brightens by itself unless told otherwise', async () => {
    const dark = { colour: (x: number) => (x < 8 ? [0.4, 0.4, 0.4] : [0.1, 0.1, 0.1]) };
    expect(light((await develop(dark)).raster, 40, 30)[1]).toBeGreaterThan(0.2);
    expect(light((await develop(dark, AS_SHOT)).raster, 40, 30)[1]).toBeCloseTo(0.1, 3);
  });

  it('keeps highlights that one channel lost on demand', async () => {
    const blown = { neutral: [0.5, 1, 0.5], colour: () => [0.6, 1, 0.6] } as const;
    const clipped = light((await develop(blown, AS_SHOT)).raster, 40, 30);
    expectLight(clipped, [1, 1, 1]);
    const unclipped = light((await develop(blown, { ...AS_SHOT, highlights: 'unclip' })).raster, 40, 30);
    expect(Math.max(...unclipped)).toBeLessThan(0.99);
  });
});

describe('orientation of RAW files', () => {
  // Dark on the stored left.
  const colour = (x: number) => (x < 48 ? ([0.1, 0.1, 0.1] as const) : ([0.4, 0.4, 0.4] as const));
  const dark: Record<number, [number, number]> = { 1: [10, 30], 3: [85, 30], 6: [30, 10], 8: [30, 85] };

  it.each([1, 3, 6, 8])('%i is applied', async (orientation) => {
    const { raster, facts } = await develop({ orientation, colour }, AS_SHOT);
    expect([facts.width, facts.height]).toEqual(orientation >= 5 ? [64, 96] : [96, 64]);
    expect([raster.width, raster.height, raster.orientation]).toEqual([facts.width, facts.height, 1]);
    expect(light(raster, ...dark[orientation]!)[1]).toBeCloseTo(0.1, 2);
  });

  it.each([1, 3, 6, 8])('%i can be left pending', async (orientation) => {
    const { raster } = await develop({ orientation, colour }, AS_SHOT, false);
    expect([raster.width, raster.height, raster.orientation]).toEqual([96, 64, orientation]);
    expect(light(raster, 10, 30)[1]).toBeCloseTo(0.1, 2);
  });
});

describe('what a RAW file tells', () => {
  it('is read from its TIFF structure', async () => {
    expect((await probe(dng({ model: 'Thin Air II' }), NAME)).exif).toMatchObject({
      make: 'Safelight',
      model: 'Thin Air II',
      copyright: 'Jane Doe',
    });
  });

  it('is recognised without an extension that says so', async () => {
    expect((await probe(dng(), 'shot.tif')).format).toBe('raw');
  });
});

describe('damaged RAW files', () => {
  it.each([0.3, 0.9])('cut off at %f are called incomplete', async (part) => {
    const whole = dng();
    const bytes = whole.slice(0, whole.length * part);
    const opened = probe(bytes, NAME).then((facts) =>
      decode(bytes, facts, { name: NAME, orient: true, tolerant: false, maxPixels: 1e8 }),
    );
    await expect(opened).rejects.toMatchObject({ code: 'image_truncated', message: expect.stringContaining(NAME) });
  });

  it('that are none are called damaged', async () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251);
    await expect(probe(noise, 'shot.nef')).rejects.toMatchObject({ code: 'image_corrupt' });
  });

  it('do no harm to the next file', async () => {
    await expect(probe(new Uint8Array(4000).fill(200), 'shot.raw')).rejects.toMatchObject({ code: 'image_corrupt' });
    expect((await develop({}, AS_SHOT)).raster.width).toBe(96);
  });
});

it('too large a RAW file is refused before it is developed', async () => {
  const bytes = dng();
  const facts = await probe(bytes, NAME);
  await expect(
    decode(bytes, facts, { name: NAME, orient: true, tolerant: false, maxPixels: 1000 }),
  ).rejects.toMatchObject({ code: 'image_too_large' });
});
