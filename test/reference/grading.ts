import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import type { RgbProfile } from '../../src/pixels/raster.ts';
import type { CurvePoint, GradingOp, PerBand } from '../../src/workflow/plan/grading-ops.ts';
import { toEncoded, toLight } from './light.ts';
import { fromOklab, toOklab } from './oklab.ts';
import { rows, solved, type Triple, times } from './three-by-three.ts';

/**
 * The grading operations straight from their definitions: no tables, no merging. Shares nothing with the program but profiles and
 * the colour table of tests, which is a formula here (`TEST_LOOK`).
 */
export function graded(op: GradingOp, profile: RgbProfile): (encoded: Triple) => Triple {
  switch (op.op) {
    case 'levels': {
      const tone = (x: number): number => {
        const t = Math.min(1, Math.max(0, (x * 255 - op.black) / (op.white - op.black)));
        return (op.outputBlack + (op.outputWhite - op.outputBlack) * t ** (1 / op.gamma)) / 255;
      };
      const on = ['red', 'green', 'blue'].map((channel) => op.channel === 'rgb' || op.channel === channel);
      return (encoded) => encoded.map((value, c) => (on[c] ? tone(value) : value)) as Triple;
    }
    case 'curves':
      return ([r, g, b]) => {
        const own = [alongPoints(op.red, r), alongPoints(op.green, g), alongPoints(op.blue, b)];
        return own.map((value) => alongPoints(op.master, value)) as Triple;
      };
    case 'hsl':
      return inOklch(profile, (L, chroma, hue) => {
        const more = 0.16 * share(op.luminance, hue) * (chroma ** 2 / (chroma ** 2 + 0.025 ** 2)) * middle(L);
        const darker = more < 0 ? (L + more) / L : 1;
        return [L + more, chroma * (1 + share(op.saturation, hue)) * darker, hue + turn(op.hue, hue)];
      });
    case 'blackWhite': {
      const { mix, tint } = op;
      if (mix.by === 'bands') {
        return inOklch(profile, (L, chroma, hue) => {
          const lightness = L + 0.2 * share(mix.bands, hue) * (chroma ** 2 / (chroma ** 2 + 0.025 ** 2)) * middle(L);
          return [lightness, ((0.1 * tint.strength) / 100) * inside(lightness), tint.hue];
        });
      }
      return (encoded) => {
        const [r, g, b] = toLight(profile, encoded);
        const L = Math.cbrt((mix.red * r + mix.green * g + mix.blue * b) / 100);
        const chroma = ((0.1 * tint.strength) / 100) * inside(L);
        return toEncoded(profile, fromOklab(profile, [L, ...polar(chroma, tint.hue)]));
      };
    }
    case 'splitTone':
      return (encoded) => {
        const [L, a, b] = toOklab(profile, toLight(profile, encoded));
        const t = 0.5 + op.balance / 400;
        const u = L / ((1 / t - 2) * (1 - L) + 1);
        const weights = [(1 - u) ** 2, 2 * u * (1 - u), u ** 2];
        const added = [op.shadows, op.midtones, op.highlights].map((tone, i) =>
          polar(((0.12 * tone.saturation) / 100) * weights[i]! * inside(L), tone.hue),
        );
        const sum = (at: 0 | 1): number => added.reduce((total, part) => total + part[at], 0);
        return toEncoded(profile, fromOklab(profile, inside(L) === 0 ? [L, a, b] : [L, a + sum(0), b + sum(1)]));
      };
    case 'lut': {
      const space = builtInProfile(op.space);
      return (encoded) => {
        const there = converted(profile, space, encoded);
        const look = TEST_LOOK(there.map((value) => Math.min(1, Math.max(0, value))) as Triple);
        const mixed = there.map((value, c) => value + (op.strength / 100) * (look[c]! - value)) as Triple;
        return converted(space, profile, mixed);
      };
    }
  }
}

/** The look of the colour table that law tests use: linear in each channel, so that any grid of it is exact. */
export const TEST_LOOK = ([r, g, b]: Triple): Triple => [
  0.05 + 0.85 * r + 0.05 * g,
  0.03 + 0.9 * g + 0.02 * b,
  0.1 + 0.7 * b + 0.05 * r,
];

function converted(from: RgbProfile, to: RgbProfile, encoded: Triple): Triple {
  if (from.key === to.key) return encoded;
  const xyz = times(rows(from.toXyzD50), toLight(from, encoded));
  return toEncoded(to, solved(rows(to.toXyzD50), xyz));
}

type Lch = [lightness: number, chroma: number, degrees: number];

function inOklch(
  profile: RgbProfile,
  change: (lightness: number, chroma: number, degrees: number) => Lch,
): (encoded: Triple) => Triple {
  return (encoded) => {
    const [L, a, b] = toOklab(profile, toLight(profile, encoded));
    const [l, chroma, degrees] = change(L, Math.hypot(a, b), ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360);
    return toEncoded(profile, fromOklab(profile, [l, ...polar(chroma, degrees)]));
  };
}

function polar(chroma: number, degrees: number): [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

const middle = (L: number): number => (L > 0 && L < 1 ? 16 * L ** 2 * (1 - L) ** 2 : 0);
const inside = (L: number): number => (L > 0 && L < 1 ? 1 - (2 * L - 1) ** 4 : 0);

/** Middles of the bands in Oklch, degrees. */
const BANDS = [
  ['red', 29],
  ['orange', 60],
  ['yellow', 105],
  ['green', 142],
  ['aqua', 195],
  ['blue', 255],
  ['purple', 298],
  ['magenta', 335],
  ['red', 389],
] as const;

/** Raised cosine between the two bands that the hue lies between. */
function weigh(hue: number, value: (index: number) => number): number {
  const h = hue < 29 ? hue + 360 : hue;
  const i = BANDS.findIndex((_, at) => h >= BANDS[at]![1] && h <= BANDS[at + 1]![1]);
  const way = (h - BANDS[i]![1]) / (BANDS[i + 1]![1] - BANDS[i]![1]);
  const second = (1 - Math.cos(Math.PI * way)) / 2;
  return (1 - second) * value(i) + second * value(i + 1);
}

function share(bands: PerBand, hue: number): number {
  return weigh(hue, (i) => bands[BANDS[i]![0]] / 100);
}

function turn(bands: PerBand, hue: number): number {
  return weigh(hue, (i) => {
    const value = bands[BANDS[i]![0]] / 100;
    const at = i % 8;
    const before = at === 0 ? 29 + 360 - 335 : BANDS[at]![1] - BANDS[at - 1]![1];
    const after = BANDS[at + 1]![1] - BANDS[at]![1];
    return value * 0.6 * (value < 0 ? before : after);
  });
}

/** Fritsch and Carlson's curve, as in their paper: Hermite basis functions and slopes limited to a circle of radius 3. */
function alongPoints(points: readonly CurvePoint[], value: number): number {
  const x = points.map((point) => point[0] / 255);
  const y = points.map((point) => point[1] / 255);
  const n = x.length;
  const delta = (i: number): number => (y[i + 1]! - y[i]!) / (x[i + 1]! - x[i]!);
  const m = x.map((_, i) => {
    if (i === 0) return delta(0);
    if (i === n - 1) return delta(n - 2);
    return delta(i - 1) * delta(i) <= 0 ? 0 : (delta(i - 1) + delta(i)) / 2;
  });
  for (let i = 0; i < n - 1; i++) {
    if (delta(i) === 0) m[i] = m[i + 1] = 0;
    else {
      const [a, b] = [m[i]! / delta(i), m[i + 1]! / delta(i)];
      if (a ** 2 + b ** 2 > 9) {
        const tau = 3 / Math.sqrt(a ** 2 + b ** 2);
        m[i] = tau * a * delta(i);
        m[i + 1] = tau * b * delta(i);
      }
    }
  }
  if (value < x[0]!) return y[0]! + (x[0] === 0 ? value * m[0]! : 0);
  if (value > x[n - 1]!) return y[n - 1]! + (x[n - 1] === 1 ? (value - 1) * m[n - 1]! : 0);
  const i = Math.max(
    0,
    Math.min(
      n - 2,
      x.findLastIndex((from) => from <= value),
    ),
  );
  const h = x[i + 1]! - x[i]!;
  const t = (value - x[i]!) / h;
  return (
    (2 * t ** 3 - 3 * t ** 2 + 1) * y[i]! +
    (t ** 3 - 2 * t ** 2 + t) * h * m[i]! +
    (-2 * t ** 3 + 3 * t ** 2) * y[i + 1]! +
    (t ** 3 - t ** 2) * h * m[i + 1]!
  );
}
