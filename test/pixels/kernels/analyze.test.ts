import { describe, expect, it } from 'vitest';
import type { ImageFacts } from '../../../src/contract/run.ts';
import { analyze } from '../../../src/pixels/kernels/analyze.ts';
import { applyGeometry } from '../../../src/pixels/kernels/geometry.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import { photo } from '../../support/pictures.ts';

const facts = (exif: ImageFacts['exif'] = {}): ImageFacts => ({
  format: 'jpeg',
  width: 1,
  height: 1,
  orientation: 1,
  depth: 8,
  channels: 3,
  hasAlpha: false,
  pages: 1,
  space: 'srgb',
  profile: null,
  bytes: 1,
  exif,
});

function painted(width: number, height: number, at: (x: number, y: number) => number[], more: Partial<Raster> = {}) {
  const channels = at(0, 0).length as 3 | 4;
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), (y * width + x) * channels);
  return { ...photo(), data, width, height, channels, ...more } satisfies Raster;
}

describe('analyze', () => {
  it('finds the main colours and their shares', () => {
    const raster = painted(100, 40, (x) => (x < 60 ? [200, 30, 30] : x < 90 ? [20, 40, 180] : [255, 255, 255]));
    expect(analyze(raster, facts())).toMatchObject({
      width: 100,
      height: 40,
      format: 'jpeg',
      dominantColor: '#c81e1e',
      palette: [
        { color: '#c81e1e', share: 0.6 },
        { color: '#1428b4', share: 0.3 },
        { color: '#ffffff', share: 0.1 },
      ],
      hasAlpha: false,
    });
  });

  it('tells colours in sRGB whatever the picture’s space', () => {
    const { profile } = photo({ profile: 'display-p3' });
    const raster = painted(20, 20, () => [234, 51, 35], { profile });
    expect(analyze(raster, facts())['dominantColor']).toMatch(/^#f[ef]0[0-3]0[0-3]$/);
  });

  it('measures brightness as mean lightness: mid grey 119 is L* 50', () => {
    expect(
      analyze(
        painted(8, 8, () => [119, 119, 119]),
        facts(),
      )['brightness'],
    ).toBeCloseTo(0.5, 2);
    expect(
      analyze(
        painted(8, 8, () => [0, 0, 0]),
        facts(),
      )['brightness'],
    ).toBe(0);
    expect(
      analyze(
        painted(8, 8, () => [255, 255, 255]),
        facts(),
      )['brightness'],
    ).toBe(1);
  });

  it('calls a blurred picture less sharp', async () => {
    const crisp = painted(64, 64, (x, y) => (((x >> 2) + (y >> 2)) % 2 ? [220, 220, 220] : [30, 30, 30]));
    const size = (pixels: number) =>
      ({ kind: 'resize', target: { by: 'longEdge', pixels }, kernel: 'linear', enlarge: true }) as const;
    const soft = await applyGeometry(crisp, [size(12), size(64)]);
    const sharpness = (raster: Raster): number => Number(analyze(raster, facts())['sharpness']);
    expect(sharpness(crisp)).toBeGreaterThan(5 * sharpness(soft));
    expect(sharpness(painted(64, 64, () => [90, 90, 90]))).toBe(0);
  });

  it('reports alpha only where some pixel is not opaque, and weighs by it', () => {
    const opaque = painted(10, 10, () => [10, 20, 30, 255]);
    expect(analyze(opaque, facts())['hasAlpha']).toBe(false);
    const clear = painted(10, 10, (x) => (x < 5 ? [10, 20, 30, 255] : [255, 255, 255, 0]));
    expect(analyze(clear, facts())).toMatchObject({
      hasAlpha: true,
      palette: [{ color: '#0a141e', share: 1 }],
    });
  });

  it('hands on EXIF basics, with the maker once', () => {
    const exif = { make: 'Canon', model: 'Canon EOS 450D', iso: 200, lens: 'EF 50mm', software: 'x' };
    const result = analyze(photo(), facts(exif));
    expect(result).toMatchObject({ camera: 'Canon EOS 450D', iso: 200, lens: 'EF 50mm' });
    expect(result).not.toHaveProperty('software');
    expect(analyze(photo(), facts({ make: 'Leica', model: 'T' }))['camera']).toBe('Leica T');
    expect(analyze(photo(), facts())).not.toHaveProperty('camera');
  });

  it('gives the same result each time, at any size and depth', () => {
    const big = photo({ width: 1500, height: 700 });
    expect(analyze(big, facts())).toEqual(analyze(photo({ width: 1500, height: 700 }), facts()));
    expect(analyze(photo({ width: 1, height: 1 }), facts())).toMatchObject({ sharpness: 0 });
    const eight = analyze(photo(), facts());
    const sixteen = analyze(photo({ depth: 16 }), facts());
    expect(sixteen['brightness']).toBeCloseTo(Number(eight['brightness']), 2);
  });
});
