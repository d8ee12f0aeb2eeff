import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../../../src/pixels/colour/profiles.ts';
import { castShadow } from '../../../../src/pixels/kernels/cutout/shadow.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';
import type { ShadowStep } from '../../../../src/workflow/plan/retouch-steps.ts';

/** A red square of 20 px, 40 px from the left and top of a clear picture of 100 px. */
function square(depth: 8 | 16 = 8, side = 100): Raster {
  const top = depth === 8 ? 255 : 65535;
  const data = depth === 8 ? new Uint8Array(side * side * 4) : new Uint16Array(side * side * 4);
  for (let y = 40; y < 60; y++) for (let x = 40; x < 60; x++) data.set([top, 0, 0, top], (y * side + x) * 4);
  return { data, width: side, height: side, channels: 4, depth, profile: builtInProfile('srgb'), orientation: 1 };
}

const step = (shadow: ShadowStep['shadow'], more: Partial<ShadowStep> = {}): ShadowStep => ({
  kind: 'shadow',
  shadow,
  opacity: 50,
  color: '#000000',
  grow: true,
  ...more,
});
const pixel = ({ data, width }: Raster, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

describe('castShadow', () => {
  it.each([8, 16] as const)('throws the outline away from the light, under the picture, in %s bits', (depth) => {
    const { raster } = castShadow(square(depth), step({ by: 'drop', angle: 135, distance: 10, blur: 0 }));
    const top = depth === 8 ? 255 : 65535;
    expect([raster.width, raster.height]).toEqual([100, 100]);
    // Light from above left: seven px to the right and down.
    const [r, g, b, a] = pixel(raster, 64, 64);
    expect([r, g, b]).toEqual([0, 0, 0]);
    expect(a! / top).toBeCloseTo(0.5, 2);
    expect(pixel(raster, 55, 55)).toEqual([top, 0, 0, top]);
    expect(pixel(raster, 36, 36)[3]).toBe(0);
  });

  it('makes the canvas larger by what the shadow needs, and only when it may', () => {
    const drop = { by: 'drop', angle: 135, distance: 60, blur: 0 } as const;
    const { raster } = castShadow(square(), step(drop));
    // The square ends at 60 and is thrown 42 px.
    expect([raster.width, raster.height]).toEqual([102, 102]);
    expect(castShadow(square(), step(drop, { grow: false })).raster.width).toBe(100);
  });

  it('is soft with blur, and as dark in sum', () => {
    const sum = (blur: number): number => {
      const { raster } = castShadow(square(), step({ by: 'drop', angle: 90, distance: 30, blur }));
      let alpha = 0;
      for (let i = 3; i < raster.data.length; i += 4) alpha += raster.data[i]!;
      return alpha;
    };
    expect(Math.abs(sum(2) - sum(0)) / sum(0)).toBeLessThan(0.02);
  });

  it('lies at the foot as a contact shadow', () => {
    const { raster } = castShadow(square(), step({ by: 'contact', blur: 0.5, height: 6 }));
    expect(pixel(raster, 50, 60)[3]).toBeGreaterThan(60);
    expect(pixel(raster, 50, 68)[3]).toBe(0);
    expect(pixel(raster, 20, 60)[3]).toBe(0);
  });

  it('mirrors the subject in its own colours, fading', () => {
    const { raster } = castShadow(square(), step({ by: 'reflection', height: 15, gap: 0 }));
    const near = pixel(raster, 50, 61);
    const far = pixel(raster, 50, 70);
    expect(near.slice(0, 3)).toEqual([255, 0, 0]);
    expect(near[3]).toBeGreaterThan(far[3]!);
    expect(pixel(raster, 50, 76)[3]).toBe(0);
  });

  it('says when there is nothing that could throw a shadow', () => {
    const opaque = { ...square(), data: new Uint8Array(100 * 100 * 4).fill(255) };
    expect(castShadow(opaque, step({ by: 'contact', blur: 1, height: 3 }))).toEqual({ raster: opaque, found: false });
  });
});
