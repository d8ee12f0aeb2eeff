import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../../../src/pixels/colour/profiles.ts';
import { spotHeal } from '../../../../src/pixels/kernels/retouch/spot-heal.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';

const WIDTH = 300;
const HEIGHT = 200;

/** A sky that grows darker downwards, with some grain; and the same with dark soft dust. */
function sky(depth: 8 | 16, dust: readonly (readonly [number, number, number])[] = []): Raster {
  const top = depth === 8 ? 255 : 65535;
  const data = depth === 8 ? new Uint8Array(WIDTH * HEIGHT * 3) : new Uint16Array(WIDTH * HEIGHT * 3);
  let state = 5;
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      const grain = (state / 0x80000000 - 0.5) * 0.012;
      const shade = dust.reduce((least, [cx, cy, radius]) => {
        const away = Math.hypot(x - cx, y - cy) / radius;
        return Math.min(least, away < 1 ? 0.75 + 0.25 * away ** 4 : 1);
      }, 1);
      for (const base of [0.5, 0.6, 0.8]) {
        data[i++] = Math.round(Math.min(1, (base - (0.3 * y) / HEIGHT + grain) * shade) * top);
      }
    }
  }
  return { data, width: WIDTH, height: HEIGHT, channels: 3, depth, profile: builtInProfile('srgb'), orientation: 1 };
}

const DUST = [
  [60, 50, 4],
  [200, 90, 3],
  [250, 160, 5],
] as const;

/** Largest difference of two pictures in levels of 255. */
function difference(a: Raster, b: Raster): number {
  const scale = a.depth === 8 ? 1 : 257;
  let most = 0;
  for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(a.data[i]! - b.data[i]!) / scale);
  return most;
}

describe('spotHeal', () => {
  it.each([8, 16] as const)('finds the dust and nothing else, and leaves no trace of it, in %s bits', async (depth) => {
    const dusty = sky(depth, DUST);
    const { raster, healed } = await spotHeal(dusty, { spots: [], detect: { sensitivity: 60, size: 4 } });
    expect(healed).toHaveLength(3);
    for (const [x, y] of DUST) {
      expect(healed.some((spot) => Math.hypot(spot.x * WIDTH - x, spot.y * HEIGHT - y) < 2)).toBe(true);
    }
    expect(difference(dusty, sky(depth))).toBeGreaterThan(25);
    // Grain from beside is not the grain that was there.
    expect(difference(raster, sky(depth))).toBeLessThan(6);
  });

  it('finds nothing in a clean sky, and hands it back as it is', async () => {
    const clean = sky(8);
    const { raster, healed } = await spotHeal(clean, { spots: [], detect: { sensitivity: 60, size: 4 } });
    expect(healed).toEqual([]);
    expect(raster).toBe(clean);
  });

  it('leaves a broken line alone', async () => {
    const line = Array.from({ length: 32 }, (_, k) => [20 + 8 * k, 100, 3] as const);
    const { healed } = await spotHeal(sky(8, line), { spots: [], detect: { sensitivity: 60, size: 4 } });
    expect(healed).toEqual([]);
  });

  it('heals listed spots only, without touching anything around them', async () => {
    const dusty = sky(8, DUST);
    const spots = [{ x: 60 / WIDTH, y: 50 / HEIGHT, radius: 6 / WIDTH }];
    const { raster, healed } = await spotHeal(dusty, { spots, detect: null });
    expect(healed).toEqual(spots);
    raster.data.forEach((value, i) => {
      const x = Math.floor(i / 3) % WIDTH;
      const y = Math.floor(i / 3 / WIDTH);
      if (Math.hypot(x - 60, y - 50) > 8) expect(value).toBe(dusty.data[i]);
    });
    expect(Math.abs(raster.data[(50 * WIDTH + 60) * 3]! - sky(8).data[(50 * WIDTH + 60) * 3]!)).toBeLessThan(6);
  });

  it('keeps alpha', async () => {
    const plain = sky(8, DUST);
    const data = new Uint8Array(WIDTH * HEIGHT * 4);
    for (let i = 0; i < WIDTH * HEIGHT; i++) data.set([...plain.data.subarray(i * 3, i * 3 + 3), i % 256], i * 4);
    const spots = [{ x: 0.2, y: 0.25, radius: 0.02 }];
    const { raster } = await spotHeal({ ...plain, data, channels: 4 }, { spots, detect: null });
    for (let i = 0; i < WIDTH * HEIGHT; i++) expect(raster.data[i * 4 + 3]).toBe(i % 256);
  });
});
