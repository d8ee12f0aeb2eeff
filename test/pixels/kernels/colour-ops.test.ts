import { describe, expect, it } from 'vitest';
import { apply, BRADFORD, D50, invert } from '../../../src/pixels/colour/matrix.ts';
import { builtInProfile } from '../../../src/pixels/colour/profiles.ts';
import { lightXyz, planckianXy } from '../../../src/pixels/kernels/colour-ops/white-balance.ts';
import { colourFunction } from '../../../src/pixels/kernels/colour-ops.ts';
import type { ColourOp, ProfileName } from '../../../src/workflow/plan/steps.ts';

type Rgb = [number, number, number];

function through(ops: ColourOp[], rgb: Rgb, profile: ProfileName = 'srgb'): Rgb {
  const pixel = Float64Array.from(rgb);
  colourFunction(ops, builtInProfile(profile)).apply(pixel);
  return [...pixel] as Rgb;
}

const levels = (rgb: Rgb): Rgb => rgb.map((value) => value * 255) as Rgb;
const grey = (level: number): Rgb => [level / 255, level / 255, level / 255];

describe('exposure', () => {
  it('doubles light with each EV: grey 100 becomes 138', () => {
    expect(levels(through([{ op: 'exposure', ev: 1 }], grey(100)))[0]).toBeCloseTo(138.18, 1);
  });

  it('may leave the range and comes back without loss', () => {
    const there = through([{ op: 'exposure', ev: 1 }], [0.9, 0.5, 0.1]);
    expect(there[0]).toBeGreaterThan(1);
    const chain = colourFunction(
      [
        { op: 'exposure', ev: 1 },
        { op: 'exposure', ev: -1 },
      ],
      builtInProfile('srgb'),
    );
    expect(chain.identity).toBe(true);
  });
});

describe('white balance', () => {
  const warmth = ([r, , b]: Rgb): number => r - b;

  it('changes nothing at 6500 K without tint', () => {
    const chain = colourFunction([{ op: 'whiteBalance', kelvin: 6500, tint: 0 }], builtInProfile('srgb'));
    expect(chain.identity).toBe(true);
  });

  it('gets warmer with kelvin and cooler below 6500 K', () => {
    expect(warmth(through([{ op: 'whiteBalance', kelvin: 8000, tint: 0 }], grey(128)))).toBeGreaterThan(0.02);
    expect(warmth(through([{ op: 'whiteBalance', kelvin: 4000, tint: 0 }], grey(128)))).toBeLessThan(-0.05);
  });

  it('turns to magenta with positive tint and to green with negative', () => {
    const [r, g, b] = through([{ op: 'whiteBalance', kelvin: 6500, tint: 50 }], grey(128));
    expect(Math.min(r, b)).toBeGreaterThan(g);
    const green = through([{ op: 'whiteBalance', kelvin: 6500, tint: -50 }], grey(128));
    expect(green[1]).toBeGreaterThan(Math.max(green[0], green[2]));
  });

  it('makes the light the picture was taken in neutral', () => {
    // White paper by lamplight, in a picture whose white is 6500 K: Bradford cones scaled the other way.
    const lamp = apply(BRADFORD, lightXyz(3000, 0));
    const noon = apply(BRADFORD, lightXyz(6500, 0));
    const paper = apply(BRADFORD, D50).map((cone, n) => (0.2 * cone * lamp[n]!) / noon[n]!);
    const srgb = builtInProfile('srgb');
    const light = apply(srgb.fromXyzD50, apply(invert(BRADFORD)!, paper as Rgb));
    const encoded = light.map((value, channel) => srgb.curves[channel]!.encode(value)) as Rgb;
    expect(encoded[0] - encoded[2]).toBeGreaterThan(0.2);
    const [r, g, b] = through([{ op: 'whiteBalance', kelvin: 3000, tint: 0 }], encoded);
    expect(r).toBeCloseTo(g, 4);
    expect(b).toBeCloseTo(g, 4);
  });

  it('keeps the luminance of greys', () => {
    const { toXyzD50, curves } = builtInProfile('srgb');
    const luminance = (rgb: Rgb): number =>
      rgb.reduce((sum, value, channel) => sum + toXyzD50[3 + channel]! * curves[channel]!.decode(value), 0);
    const after = through([{ op: 'whiteBalance', kelvin: 3200, tint: 30 }], grey(128));
    expect(luminance(after)).toBeCloseTo(luminance(grey(128)), 6);
  });

  it('knows the black body: 6500 K and 2856 K (illuminant A) have their chromaticities', () => {
    const distance = (kelvin: number, x: number, y: number): number =>
      Math.hypot(planckianXy(kelvin).x - x, planckianXy(kelvin).y - y);
    expect(distance(6500, 0.3135, 0.3237)).toBeLessThan(0.001);
    expect(distance(2856, 0.4476, 0.4074)).toBeLessThan(0.001);
  });
});

describe('contrast and brightness', () => {
  const tone = (contrast: number, brightness: number, x: number): number =>
    through([{ op: 'contrast', contrast, brightness }], [x, x, x])[0];

  it('keeps black, white and (contrast alone) mid grey', () => {
    for (const contrast of [-100, -30, 40, 100]) {
      expect(tone(contrast, 0, 0)).toBeCloseTo(0, 12);
      expect(tone(contrast, 0, 0.5)).toBeCloseTo(0.5, 12);
      expect(tone(contrast, 0, 1)).toBeCloseTo(1, 12);
    }
  });

  it('follows the sigmoid: at +100 a quarter becomes ½ − tanh(¾)/(2·tanh(1½))', () => {
    expect(tone(100, 0, 0.25)).toBeCloseTo(0.5 - Math.tanh(0.75) / (2 * Math.tanh(1.5)), 12);
  });

  it('undoes contrast with the same contrast negative', () => {
    expect(tone(-60, 0, tone(60, 0, 0.2))).toBeCloseTo(0.2, 12);
  });

  it('takes mid grey to ¾ at brightness +100 and to ¼ at −100', () => {
    expect(tone(0, 100, 0.5)).toBeCloseTo(0.75, 12);
    expect(tone(0, -100, 0.5)).toBeCloseTo(0.25, 12);
  });

  it('goes on in straight lines outside the range', () => {
    const step = tone(50, 20, 1.2) - tone(50, 20, 1.1);
    expect(tone(50, 20, 1.5) - tone(50, 20, 1.4)).toBeCloseTo(step, 9);
    expect(tone(50, 20, -0.1)).toBeLessThan(0);
  });
});

describe('saturation and vibrance', () => {
  it('gives greys of the same lightness at −100', () => {
    const [r, g, b] = through([{ op: 'saturation', saturation: -100, vibrance: 0 }], [0.8, 0.3, 0.1]);
    expect(r).toBeCloseTo(g, 10);
    expect(b).toBeCloseTo(g, 10);
    // Ottosson's published matrix from linear sRGB, first row of the second one; a grey of lightness L has light L³.
    const { decode } = builtInProfile('srgb').curves[0];
    const [x, y, z] = [decode(0.8), decode(0.3), decode(0.1)];
    const l = Math.cbrt(0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z);
    const m = Math.cbrt(0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z);
    const s = Math.cbrt(0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z);
    expect(decode(g)).toBeCloseTo((0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s) ** 3, 4);
  });

  it('leaves greys alone', () => {
    const after = through([{ op: 'saturation', saturation: 80, vibrance: 50 }], grey(90));
    for (const value of levels(after)) expect(value).toBeCloseTo(90, 6);
  });

  it('moves muted colours with vibrance more than full ones', () => {
    const growth = (rgb: Rgb): number => {
      const spread = (c: Rgb): number => Math.max(...c) - Math.min(...c);
      return spread(through([{ op: 'saturation', saturation: 0, vibrance: 60 }], rgb)) / spread(rgb);
    };
    expect(growth([0.5, 0.45, 0.42])).toBeGreaterThan(1.4);
    expect(growth([0.9, 0.1, 0.8])).toBeLessThan(1.1);
  });
});

describe('convertProfile', () => {
  it('takes sRGB red to its place in Display P3 and back', () => {
    const p3 = through([{ op: 'convertProfile', profile: 'display-p3' }], [1, 0, 0]);
    expect(levels(p3).map(Math.round)).toEqual([234, 51, 35]);
    const back = through([{ op: 'convertProfile', profile: 'srgb' }], p3, 'display-p3');
    expect(back[0]).toBeCloseTo(1, 6);
    expect(back[1]).toBeCloseTo(0, 4);
  });

  it('keeps white white in every space', () => {
    for (const profile of ['display-p3', 'adobe-rgb', 'prophoto-rgb', 'rec2020'] as const) {
      for (const value of through([{ op: 'convertProfile', profile }], [1, 1, 1])) expect(value).toBeCloseTo(1, 4);
    }
  });

  it('is nothing at all into the same space', () => {
    const chain = colourFunction([{ op: 'convertProfile', profile: 'adobe-rgb' }], builtInProfile('adobe-rgb'));
    expect(chain.identity).toBe(true);
  });
});
