import type { AutoLevelsStep } from '../../../workflow/plan/detail-steps.ts';
import type { LevelsOp } from '../../../workflow/plan/grading-ops.ts';
import type { Raster } from '../../raster.ts';
import { applyColour } from '../colour.ts';

/** Tones are never spread more than fourfold: what is nearly even, fog or a grey card, shall stay so. */
const SMALLEST_SPAN = 64;

/** Levels 0–255 between which the tones lie. */
export interface ToneRange {
  black: number;
  white: number;
}

/**
 * Spreads the tones over the range: black where `clipShadows` per cent of all pixels are darker, white where `clipHighlights` per cent
 * are brighter, on encoded values of luma (BT.601) or of each channel; both moved by strength/100 of the way. A range of less
 * than 64 levels counts as one of 64 around its middle. Pixels count by their alpha.
 *
 * Gives the picture and what was found: `black` and `white` of luma and of each channel, levels 0–255, with the strength in
 * them, so that the levels node can take them over.
 */
export function autoLevels(
  raster: Raster,
  step: AutoLevelsStep,
  options: { owned?: boolean } = {},
): { raster: Raster; fields: Record<string, number> } {
  const found = toneRanges(raster, step);
  const share = step.strength / 100;
  const eased = found.map(({ black, white }) => ({ black: black * share, white: 255 + (white - 255) * share }));
  const [luma, red, green, blue] = eased as [ToneRange, ToneRange, ToneRange, ToneRange];
  const neutral = { op: 'levels', gamma: 1, outputBlack: 0, outputWhite: 255 } as const;
  const ops: LevelsOp[] =
    step.by === 'luma'
      ? [{ ...neutral, channel: 'rgb', ...luma }]
      : [
          { ...neutral, channel: 'red', ...red },
          { ...neutral, channel: 'green', ...green },
          { ...neutral, channel: 'blue', ...blue },
        ];
  return {
    raster: applyColour(raster, ops, options),
    fields: {
      ...named('', luma),
      ...named('Red', red),
      ...named('Green', green),
      ...named('Blue', blue),
    },
  };
}

function named(channel: string, { black, white }: ToneRange): Record<string, number> {
  return { [`black${channel}`]: rounded(black), [`white${channel}`]: rounded(white) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The ranges of luma, red, green and blue, levels of 255. */
function toneRanges(raster: Raster, step: AutoLevelsStep): ToneRange[] {
  const { data, channels, depth } = raster;
  const levels = depth === 8 ? 256 : 65536;
  const counts = [0, 1, 2, 3].map(() => new Float64Array(levels)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < data.length; i += channels) {
    const weight = channels === 3 ? 1 : data[i + 3]!;
    const r = data[i]!;
    const g = data[i + 1]!;
    const b = data[i + 2]!;
    counts[0][(0.299 * r + 0.587 * g + 0.114 * b + 0.5) | 0]! += weight;
    counts[1][r]! += weight;
    counts[2][g]! += weight;
    counts[3][b]! += weight;
  }
  return counts.map((count) => {
    const total = count.reduce((sum, n) => sum + n, 0);
    const black = levelAt(count, (total * step.clipShadows) / 100);
    const white = levels - 1 - levelAt(count.toReversed(), (total * step.clipHighlights) / 100);
    return atLeast((black * 255) / (levels - 1), (white * 255) / (levels - 1));
  });
}

/** The first level at which more than this many pixels have been counted. */
function levelAt(counts: Float64Array, limit: number): number {
  let sum = 0;
  for (let level = 0; level < counts.length; level++) {
    sum += counts[level]!;
    if (sum > limit) return level;
  }
  return 0;
}

function atLeast(black: number, white: number): ToneRange {
  const lack = SMALLEST_SPAN - (white - black);
  if (lack <= 0) return { black, white };
  const middle = Math.min(255 - SMALLEST_SPAN / 2, Math.max(SMALLEST_SPAN / 2, (black + white) / 2));
  return { black: middle - SMALLEST_SPAN / 2, white: middle + SMALLEST_SPAN / 2 };
}
