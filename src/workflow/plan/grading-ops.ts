import type { ProfileName } from './steps.ts';

/**
 * Point operations that grade a picture: tones by curves, colours by their hue. Like all colour operations they are plain
 * JSON and are computed together with their neighbours in one pass. Levels are 0–255 whatever the depth, of encoded values.
 */

export const LEVELS_CHANNELS = ['rgb', 'red', 'green', 'blue'] as const;
/** Tones from `black` to `white` are spread over `outputBlack` to `outputWhite`; what lies outside is cut. */
export interface LevelsOp {
  op: 'levels';
  channel: (typeof LEVELS_CHANNELS)[number];
  black: number;
  white: number;
  /** Above 1 the middle gets brighter. */
  gamma: number;
  outputBlack: number;
  outputWhite: number;
}

/** Level in, level out. */
export type CurvePoint = readonly [from: number, to: number];
/** A smooth curve through points, from left to right, for each channel and then for all of them. */
export interface CurvesOp {
  op: 'curves';
  master: readonly CurvePoint[];
  red: readonly CurvePoint[];
  green: readonly CurvePoint[];
  blue: readonly CurvePoint[];
}

/** The eight bands of hue, in the order of the colour wheel. */
export const HUE_BANDS = ['red', 'orange', 'yellow', 'green', 'aqua', 'blue', 'purple', 'magenta'] as const;
export type HueBand = (typeof HUE_BANDS)[number];
/** One value for each band of hue, −100…100. */
export type PerBand = Readonly<Record<HueBand, number>>;

/** Changes colours by their hue. */
export interface HslOp {
  op: 'hsl';
  hue: PerBand;
  saturation: PerBand;
  luminance: PerBand;
}

/** Greys from colours, with or without one tint over all. */
export interface BlackWhiteOp {
  op: 'blackWhite';
  mix: { by: 'bands'; bands: PerBand } | { by: 'channels'; red: number; green: number; blue: number };
  /** Hue in degrees (Oklch), strength 0–100. */
  tint: { hue: number; strength: number };
}

/** Hue in degrees (Oklch), saturation 0–100. */
export interface Tone {
  hue: number;
  saturation: number;
}
/** Colours shadows, midtones and highlights. */
export interface SplitToneOp {
  op: 'splitTone';
  shadows: Tone;
  midtones: Tone;
  highlights: Tone;
  /** −100 gives more room to the shadows' colour, 100 to the highlights'. */
  balance: number;
}

/** A colour table from a .cube file. */
export interface LutOp {
  op: 'lut';
  path: string;
  /** 0–100. */
  strength: number;
  /** What the table's numbers mean, in and out. */
  space: ProfileName;
}

export type GradingOp = LevelsOp | CurvesOp | HslOp | BlackWhiteOp | SplitToneOp | LutOp;

/** Levels that change nothing between 0 and 255. */
export function isNeutral({
  black,
  white,
  gamma,
  outputBlack,
  outputWhite,
}: Omit<LevelsOp, 'op' | 'channel'>): boolean {
  return black === 0 && white === 255 && gamma === 1 && outputBlack === 0 && outputWhite === 255;
}

/** Points on a straight line from black to white. */
export function isStraight(points: readonly CurvePoint[]): boolean {
  const ends = points[0]?.[0] === 0 && points.at(-1)?.[0] === 255;
  return ends && points.every(([from, to]) => from === to);
}

/** All bands at 0. */
export function isZero(bands: PerBand): boolean {
  return HUE_BANDS.every((band) => bands[band] === 0);
}
