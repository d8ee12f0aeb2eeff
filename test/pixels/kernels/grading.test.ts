import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../../src/pixels/colour/profiles.ts';
import { applyColour } from '../../../src/pixels/kernels/colour.ts';
import { BAND_HUES, bandValue } from '../../../src/pixels/kernels/colour-ops/hue-bands.ts';
import { splineCurve } from '../../../src/pixels/kernels/colour-ops/spline.ts';
import { colourFunction } from '../../../src/pixels/kernels/colour-ops.ts';
import { type HslOp, HUE_BANDS, type LevelsOp, type PerBand } from '../../../src/workflow/plan/grading-ops.ts';
import type { ColourOp, ProfileName } from '../../../src/workflow/plan/steps.ts';
import { developed } from '../../reference/colour.ts';
import { difference } from '../../reference/difference.ts';
import { clipped, fromRaster } from '../../reference/float-picture.ts';
import { fromOklab, toOklab } from '../../reference/oklab.ts';
import { TEST_LUT, TEST_LUTS } from '../../support/cubes.ts';
import { photo } from '../../support/pictures.ts';

type Rgb = [number, number, number];
const sRgb = builtInProfile('srgb');

function through(op: ColourOp, rgb: Rgb, profile: ProfileName = 'srgb'): Rgb {
  const pixel = Float64Array.from(rgb);
  colourFunction([op], builtInProfile(profile), TEST_LUTS).apply(pixel);
  return [...pixel] as Rgb;
}

const none = Object.fromEntries(HUE_BANDS.map((band) => [band, 0])) as PerBand;
const hsl = (more: Partial<HslOp>): HslOp => ({ op: 'hsl', hue: none, saturation: none, luminance: none, ...more });
const levels = (more: Partial<LevelsOp>): LevelsOp => ({
  op: 'levels',
  channel: 'rgb',
  black: 0,
  white: 255,
  gamma: 1,
  outputBlack: 0,
  outputWhite: 255,
  ...more,
});
const colourAt = (L: number, chroma: number, degrees: number): Rgb => {
  const angle = (degrees * Math.PI) / 180;
  return fromOklab(sRgb, [L, chroma * Math.cos(angle), chroma * Math.sin(angle)]).map((v) =>
    sRgb.curves[0].encode(v),
  ) as Rgb;
};
const oklchOf = (rgb: Rgb): Rgb => {
  const [L, a, b] = toOklab(sRgb, rgb.map((v) => sRgb.curves[0].decode(v)) as Rgb);
  return [L, Math.hypot(a, b), ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360];
};

describe('levels', () => {
  it('follows its formula: 128 between 28 and 228 at gamma 2 is √½', () => {
    expect(through(levels({ black: 28, white: 228, gamma: 2 }), [128 / 255, 0, 1])[0]).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('cuts what lies beyond its points, and puts the rest between its outputs', () => {
    const op = levels({ black: 50, white: 200, outputBlack: 10, outputWhite: 240 });
    expect(through(op, [20 / 255, 1.4, 125 / 255]).map((v) => v * 255)).toEqual([
      expect.closeTo(10, 9),
      expect.closeTo(240, 9),
      expect.closeTo(125, 9),
    ]);
  });

  it('works on one channel alone, and turns a picture negative', () => {
    expect(through(levels({ channel: 'green', white: 127.5 }), [0.3, 0.3, 0.3])).toEqual([
      0.3,
      expect.closeTo(0.6, 12),
      0.3,
    ]);
    expect(through(levels({ outputBlack: 255, outputWhite: 0 }), [0, 0.25, 1])).toEqual([1, 0.75, 0]);
  });
});

describe('curves', () => {
  it('goes through its points and never swings over them', () => {
    const points = [
      [0, 0],
      [60, 10],
      [70, 200],
      [255, 210],
    ] as const;
    const curve = splineCurve(points);
    for (const [from, to] of points) expect(curve(from / 255)).toBeCloseTo(to / 255, 12);
    let before = 0;
    for (let x = 0; x <= 1; x += 0.001) {
      expect(curve(x)).toBeGreaterThanOrEqual(before - 1e-12);
      before = curve(x);
    }
    expect(curve(1)).toBeLessThanOrEqual(210 / 255 + 1e-12);
  });

  it('is level beside points further in, and goes on straight beyond 0 and 255', () => {
    const inner = splineCurve([
      [20, 30],
      [200, 220],
    ]);
    expect(inner(0)).toBeCloseTo(30 / 255, 12);
    expect(inner(1.2)).toBeCloseTo(220 / 255, 12);
    const line = splineCurve([
      [0, 0],
      [255, 127.5],
    ]);
    expect(line(1.5)).toBeCloseTo(0.75, 12);
    expect(line(-0.2)).toBeCloseTo(-0.1, 12);
  });
});

describe('the colour mixer', () => {
  it('gives neighbouring bands weights that add up to 1', () => {
    const all = bandValue(Object.fromEntries(HUE_BANDS.map((band) => [band, 40])) as PerBand);
    for (let degrees = -180; degrees <= 180; degrees += 7)
      expect(all.at((degrees * Math.PI) / 180)).toBeCloseTo(0.4, 9);
  });

  it('scales the chroma of a band by 1 + s/100 and leaves the opposite colour alone', () => {
    const op = hsl({ saturation: { ...none, blue: -50 } });
    const blue = oklchOf(through(op, colourAt(0.6, 0.1, BAND_HUES.blue)));
    expect(blue[1]).toBeCloseTo(0.05, 4);
    expect(blue[0]).toBeCloseTo(0.6, 4);
    const yellow = colourAt(0.8, 0.1, BAND_HUES.yellow);
    through(op, yellow).forEach((value, c) => {
      expect(value).toBeCloseTo(yellow[c]!, 6);
    });
  });

  it('turns red at +100 by 0.6 of the way to orange', () => {
    const [, chroma, hue] = oklchOf(through(hsl({ hue: { ...none, red: 100 } }), colourAt(0.6, 0.15, BAND_HUES.red)));
    expect(hue).toBeCloseTo(29 + 0.6 * 31, 1);
    expect(chroma).toBeCloseTo(0.15, 4);
  });

  it('moves the lightness of a full colour by 0.16 at most, and no grey at all', () => {
    const op = hsl({ luminance: { ...none, green: 100 } });
    const [L] = oklchOf(through(op, colourAt(0.5, 0.12, BAND_HUES.green)));
    expect(L).toBeCloseTo(0.5 + (0.16 * 0.12 ** 2) / (0.12 ** 2 + 0.025 ** 2), 4);
    for (const value of through(op, [0.4, 0.4, 0.4])) expect(value).toBeCloseTo(0.4, 9);
  });
});

describe('black and white', () => {
  it('makes exact greys, by colours and by channels, in every profile', () => {
    const bands = { ...none, red: 80, blue: -60 };
    const tint = { hue: 0, strength: 0 };
    for (const profile of ['srgb', 'prophoto-rgb'] as const) {
      for (const mix of [
        { by: 'bands', bands },
        { by: 'channels', red: 40, green: 40, blue: 20 },
      ] as const) {
        const [r, g, b] = through({ op: 'blackWhite', mix, tint }, [0.8, 0.3, 0.4], profile);
        expect(g).toBeCloseTo(r, 9);
        expect(b).toBeCloseTo(r, 9);
      }
    }
  });

  it('adds light by channels: half of red is half its light', () => {
    const mix = { by: 'channels', red: 50, green: 0, blue: 0 } as const;
    const [grey] = through({ op: 'blackWhite', mix, tint: { hue: 0, strength: 0 } }, [1, 0.7, 0.2]);
    expect(sRgb.curves[0].decode(grey)).toBeCloseTo(0.5, 9);
  });

  it('tints the middle with its chroma and leaves black and white neutral', () => {
    const op: ColourOp = { op: 'blackWhite', mix: { by: 'bands', bands: none }, tint: { hue: 60, strength: 50 } };
    const [L, chroma, hue] = oklchOf(through(op, [0.5, 0.5, 0.5]));
    expect(chroma).toBeCloseTo(0.05 * (1 - (2 * L - 1) ** 4), 3);
    expect(hue).toBeCloseTo(60, 1);
    for (const end of [0, 1]) for (const value of through(op, [end, end, end])) expect(value).toBeCloseTo(end, 6);
  });
});

describe('colour grading', () => {
  it('adds chroma by its weights and keeps lightness, black and white', () => {
    const tone = { hue: 0, saturation: 0 };
    const op: ColourOp = {
      op: 'splitTone',
      shadows: { hue: 250, saturation: 50 },
      midtones: tone,
      highlights: tone,
      balance: 0,
    };
    const dark = colourAt(0.3, 0, 0);
    const [L, chroma, hue] = oklchOf(through(op, dark));
    expect(L).toBeCloseTo(0.3, 4);
    expect(chroma).toBeCloseTo(0.06 * 0.7 ** 2 * (1 - 0.4 ** 4), 4);
    expect(hue).toBeCloseTo(250, 1);
    for (const end of [0, 1]) for (const value of through(op, [end, end, end])) expect(value).toBeCloseTo(end, 6);
  });
});

describe('a colour table', () => {
  it('is mixed in by its strength', () => {
    const op: ColourOp = { op: 'lut', path: TEST_LUT, strength: 50, space: 'srgb' };
    const [r] = through(op, [0.4, 0.6, 0.2]);
    expect(r).toBeCloseTo((0.4 + 0.05 + 0.85 * 0.4 + 0.05 * 0.6) / 2, 6);
  });

  it('is looked up in the space it was made for', () => {
    const op: ColourOp = { op: 'lut', path: TEST_LUT, strength: 100, space: 'srgb' };
    const p3 = through({ op: 'convertProfile', profile: 'display-p3' }, [0.4, 0.6, 0.2]);
    const there = through(op, p3, 'display-p3');
    const back = through({ op: 'convertProfile', profile: 'srgb' }, there, 'display-p3');
    through(op, [0.4, 0.6, 0.2]).forEach((value, c) => {
      expect(back[c]).toBeCloseTo(value, 4);
    });
  });
});

const ALL: readonly ColourOp[] = [
  levels({ black: 12, white: 240, gamma: 1.15, outputBlack: 8 }),
  {
    op: 'curves',
    master: [
      [0, 10],
      [80, 70],
      [190, 205],
      [255, 250],
    ],
    red: [
      [0, 0],
      [120, 128],
      [255, 255],
    ],
    green: [
      [0, 0],
      [255, 255],
    ],
    blue: [
      [0, 6],
      [255, 248],
    ],
  },
  hsl({ hue: { ...none, blue: -30 }, saturation: { ...none, orange: 30 }, luminance: { ...none, aqua: 40 } }),
  {
    op: 'splitTone',
    shadows: { hue: 250, saturation: 30 },
    midtones: { hue: 60, saturation: 10 },
    highlights: { hue: 70, saturation: 25 },
    balance: 20,
  },
  { op: 'lut', path: TEST_LUT, strength: 60, space: 'srgb' },
];
const GREYS: ColourOp = {
  op: 'blackWhite',
  mix: { by: 'bands', bands: { ...none, red: 40 } },
  tint: { hue: 60, strength: 20 },
};

/** The reference takes its time: enough pixels for every colour of the scene. */
const SMALL = { width: 60, height: 40 };

describe('grading on a picture', () => {
  it.each([
    ['8 bits', photo(SMALL)],
    ['16 bits', photo({ ...SMALL, depth: 16 })],
    ['16 bits in ProPhoto', photo({ ...SMALL, depth: 16, profile: 'prophoto-rgb' })],
    ['8 bits with alpha', photo({ ...SMALL, alpha: 'translucent' })],
  ])('looks like the slow reference, each alone and all in one pass: %s', (_, source) => {
    for (const ops of [...ALL.map((op) => [op]), [GREYS], ALL, [{ op: 'exposure', ev: 0.4 } as const, ...ALL, GREYS]]) {
      const meant = clipped(developed(fromRaster(source), ops));
      const { mean, max } = difference(fromRaster(applyColour(source, ops, { luts: TEST_LUTS })), meant);
      const names = ops.map(({ op }) => op).join(' ');
      expect(mean, names).toBeLessThan(0.5);
      expect(max, names).toBeLessThan(3);
    }
  });

  it('keeps greys grey to the level in all that only change colours', () => {
    const source = photo({ width: 256, height: 1 });
    source.data.forEach((_, i) => {
      source.data[i] = Math.floor(i / 3);
    });
    const op = hsl({
      hue: { ...none, red: 60 },
      saturation: { ...none, blue: 80 },
      luminance: { ...none, green: -70 },
    });
    expect(applyColour(source, [op]).data).toEqual(source.data);
  });
});
