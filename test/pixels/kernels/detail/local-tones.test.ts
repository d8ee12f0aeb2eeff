import { describe, expect, it } from 'vitest';
import { applyDetail } from '../../../../src/pixels/kernels/detail.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';
import type { DetailStep } from '../../../../src/workflow/plan/detail-steps.ts';
import { difference } from '../../../reference/difference.ts';
import { clipped, fromRaster } from '../../../reference/float-picture.ts';
import { corrected } from '../../../reference/local-tones.ts';
import { photo } from '../../../support/pictures.ts';
import { drawn, isGrey, levelAt } from './flat.ts';

const tones = { kind: 'highlightsShadows', highlights: 0, shadows: 0, whites: 0, blacks: 0 } as const;
const made = (raster: Raster, step: DetailStep): Raster => applyDetail(raster, step).raster;
const grey = (level: number) => drawn(40, 30, () => [level, level, level]);
const light = (level: number): number => ((level / 255 + 0.055) / 1.055) ** 2.4;

const STEPS: [string, DetailStep][] = [
  ['shadows and highlights', { ...tones, shadows: 60, highlights: -60 }],
  ['whites and blacks', { ...tones, whites: 50, blacks: -40 }],
  ['clarity', { kind: 'clarity', clarity: 60, texture: 0 }],
  ['texture', { kind: 'clarity', clarity: 0, texture: -60 }],
  ['a vignette', { kind: 'vignette', amount: -60, midpoint: 40, roundness: 30, feather: 50 }],
  ['a square vignette', { kind: 'vignette', amount: 40, midpoint: 60, roundness: -80, feather: 30 }],
];

describe.each(STEPS)('%s', (_, step) => {
  it.each([
    ['8 bits', photo()],
    ['16 bits', photo({ depth: 16 })],
    ['16 bits in Adobe RGB', photo({ depth: 16, profile: 'adobe-rgb' })],
    ['a cut-out', photo({ alpha: 'cut-out' })],
  ])('looks like the slow reference: %s', (_name, source) => {
    const { mean, max } = difference(fromRaster(made(source, step)), clipped(corrected(fromRaster(source), step)));
    expect(mean).toBeLessThan(0.4);
    expect(max).toBeLessThan(2);
  });

  it('keeps greys grey, alpha as it is, and the given pixels unless it owns them', () => {
    const ramp = drawn(64, 48, (x, y) => [x * 3 + y, x * 3 + y, x * 3 + y]);
    expect(isGrey(made(ramp, step))).toBe(true);
    const source = photo({ alpha: 'translucent' });
    const before = source.data.slice();
    const { data } = made(source, step);
    expect(source.data).toEqual(before);
    for (let i = 3; i < data.length; i += 4) expect(data[i]).toBe(before[i]);
    expect(applyDetail(source, step, { owned: true }).raster.data).toEqual(data);
    expect(source.data).toEqual(data);
  });
});

describe('highlights and shadows in even areas', () => {
  it('multiply light by 2^stops, as the formula says', () => {
    const p = Math.sqrt(light(60));
    const t = p / 0.7;
    const stops = 0.8 * (1 - t * t * (3 - 2 * t));
    const level = levelAt(made(grey(60), { ...tones, shadows: 50 }), 20, 15);
    expect(light(level) / light(60)).toBeCloseTo(2 ** stops, 1);
  });

  it('never let a darker tone overtake a brighter one, not at the strongest settings', () => {
    for (const step of [
      { ...tones, shadows: 100, highlights: -100 },
      { ...tones, shadows: 100, highlights: -100, whites: -100, blacks: 100 },
    ]) {
      const levels = Array.from({ length: 52 }, (_, i) => levelAt(made(grey(i * 5), step), 20, 15));
      levels.forEach((level, i) => {
        expect(level).toBeGreaterThanOrEqual(levels[i - 1] ?? 0);
      });
    }
  });

  it('draw no halo at a strong edge: each side has the tone of an even area', () => {
    const edge = drawn(200, 60, (x) => (x < 100 ? [40, 40, 40] : [220, 220, 220]));
    const step = { ...tones, shadows: 80, highlights: -80 };
    const result = made(edge, step);
    const [dark, bright] = [levelAt(made(grey(40), step), 5, 5), levelAt(made(grey(220), step), 5, 5)];
    for (let x = 0; x < 100; x++) expect(Math.abs(levelAt(result, x, 30) - dark)).toBeLessThanOrEqual(8);
    for (let x = 100; x < 200; x++) expect(Math.abs(levelAt(result, x, 30) - bright)).toBeLessThanOrEqual(8);
  });

  it('leave pure black and white in their places', () => {
    expect(levelAt(made(grey(0), { ...tones, shadows: 100, blacks: 100 }), 5, 5)).toBe(0);
    expect(levelAt(made(grey(255), { ...tones, shadows: 100, blacks: 100 }), 5, 5)).toBe(255);
  });
});

describe('clarity and texture', () => {
  const wave = (pitch: number) =>
    drawn(300, 40, (x) => Array(3).fill(120 + 8 * Math.sin((x / pitch) * 2 * Math.PI)) as [number, number, number]);
  const swing = (raster: Raster): number => {
    const row = Array.from({ length: 300 }, (_, x) => levelAt(raster, x, 20)).slice(50, 250);
    return Math.max(...row) - Math.min(...row);
  };

  it('raise the contrast of small differences, and lower it below 0', () => {
    expect(swing(made(wave(8), { kind: 'clarity', clarity: 60, texture: 0 }))).toBeGreaterThan(swing(wave(8)) * 1.3);
    expect(swing(made(wave(8), { kind: 'clarity', clarity: -60, texture: 0 }))).toBeLessThan(swing(wave(8)) * 0.75);
    expect(swing(made(wave(4), { kind: 'clarity', clarity: 0, texture: 60 }))).toBeGreaterThan(swing(wave(4)) * 1.2);
  });

  it('leave even areas as they are, to the level', () => {
    for (const level of [0, 1, 60, 128, 254, 255]) {
      expect(made(grey(level), { kind: 'clarity', clarity: 100, texture: 100 }).data).toEqual(grey(level).data);
    }
  });
});

describe('a vignette', () => {
  it('is light times 2^(2·amount) at the corners and 1 in the middle', () => {
    const source = drawn(100, 100, () => [200, 200, 200]);
    const result = made(source, { kind: 'vignette', amount: -50, midpoint: 30, roundness: 0, feather: 50 });
    expect(levelAt(result, 50, 50)).toBe(200);
    expect(light(levelAt(result, 0, 0)) / light(200)).toBeCloseTo(0.5, 1);
    expect(levelAt(result, 0, 0)).toBe(levelAt(result, 99, 99));
  });

  it('with roundness 100 is a circle also in a wide picture', () => {
    const source = drawn(301, 101, () => [200, 200, 200]);
    const circle = made(source, { kind: 'vignette', amount: -50, midpoint: 0, roundness: 100, feather: 60 });
    expect(Math.abs(levelAt(circle, 150 + 40, 50) - levelAt(circle, 150, 50 + 40))).toBeLessThanOrEqual(1);
  });
});
