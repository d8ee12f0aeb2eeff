import { describe, expect, it } from 'vitest';
import {
  clippingOverlay,
  histogramOf,
  outlineOf,
  peakOf,
} from '../../../src/renderer/components/histogram/histogram.ts';

const pixels = (...colours: [number, number, number, number?][]) =>
  new Uint8ClampedArray(colours.flatMap(([r, g, b, a = 255]) => [r, g, b, a]));

describe('histogram', () => {
  it('counts each channel, and luma after Rec. 709', () => {
    const { red, green, blue, luma, pixels: counted } = histogramOf(pixels([10, 20, 30], [10, 200, 30]));
    expect(counted).toBe(2);
    expect([red[10], green[20], green[200], blue[30]]).toEqual([2, 1, 1, 2]);
    expect(luma[Math.round(0.2126 * 10 + 0.7152 * 200 + 0.0722 * 30)]).toBe(1);
  });

  it('says how much is clipped, and leaves transparent pixels out', () => {
    const {
      shadows,
      highlights,
      pixels: counted,
    } = histogramOf(pixels([0, 50, 50], [255, 255, 255], [128, 128, 128], [128, 128, 128], [0, 0, 0, 0]));
    expect(counted).toBe(4);
    expect(shadows).toBe(0.25);
    expect(highlights).toBe(0.25);
    expect(histogramOf(pixels()).shadows).toBe(0);
  });

  it('is drawn against the highest level inside, so that clipping does not flatten it', () => {
    const histogram = histogramOf(pixels([0, 0, 0], [0, 0, 0], [0, 0, 0], [90, 90, 90]));
    expect(peakOf(histogram)).toBe(1);
    expect(outlineOf(histogram.red, 1, 256, 80)).toContain('90.4 0.0');
  });

  it('marks highlights red, shadows blue, and nothing else', () => {
    expect([...clippingOverlay(pixels([255, 9, 9], [0, 9, 9], [9, 9, 9], [0, 0, 0, 0]))]).toEqual([
      255, 48, 48, 255, 48, 112, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });
});
