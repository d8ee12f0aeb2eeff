/**
 * Steps that look at more than one pixel at a time, or at where it is: local tones and contrast, haze, noise, vignette and
 * grain, and the corrections that measure the picture first. They change no sizes. Strengths are −100…100 or 0…100 unless
 * said otherwise.
 */

/** Tones of dark and bright areas by what surrounds them (highlights, shadows), and the ends of the range (whites, blacks). */
export interface HighlightsShadowsStep {
  kind: 'highlightsShadows';
  highlights: number;
  shadows: number;
  whites: number;
  blacks: number;
}

/** Local contrast: `clarity` of large forms, `texture` of fine ones. */
export interface ClarityStep {
  kind: 'clarity';
  clarity: number;
  texture: number;
}

/** Takes haze out (above 0) or puts it in. */
export interface DehazeStep {
  kind: 'dehaze';
  amount: number;
}

/** Takes noise out: of brightness, of colour; `detail` is how much fine structure is spared. */
export interface DenoiseStep {
  kind: 'denoise';
  luma: number;
  chroma: number;
  detail: number;
}

/** Darkens (below 0) or brightens the corners. */
export interface VignetteStep {
  kind: 'vignette';
  amount: number;
  midpoint: number;
  roundness: number;
  feather: number;
}

/** Film grain; the same seed gives the same grain. */
export interface GrainStep {
  kind: 'grain';
  amount: number;
  size: number;
  roughness: number;
  seed: number;
}

/** Finds the darkest and brightest tones and spreads them over the range. */
export interface AutoLevelsStep {
  kind: 'autoLevels';
  /** `luma`: the same for all channels, which keeps colours; `channels`: each by itself, which takes out casts. */
  by: 'luma' | 'channels';
  /** Per cent of all pixels that may become black, and white. */
  clipShadows: number;
  clipHighlights: number;
  /** 0 measures only. */
  strength: number;
}

export const WHITE_BALANCE_METHODS = ['shades-of-grey', 'grey-world', 'white-patch'] as const;
/** Finds the colour of the light and takes it out. */
export interface AutoWhiteBalanceStep {
  kind: 'autoWhiteBalance';
  method: (typeof WHITE_BALANCE_METHODS)[number];
  /** 0 measures only. */
  strength: number;
}

export type DetailStep =
  | HighlightsShadowsStep
  | ClarityStep
  | DehazeStep
  | DenoiseStep
  | VignetteStep
  | GrainStep
  | AutoLevelsStep
  | AutoWhiteBalanceStep;
export type DetailKind = DetailStep['kind'];

/** Every kind of step of this file. */
export const DETAIL_KINDS: ReadonlySet<string> = new Set<DetailKind>([
  'highlightsShadows',
  'clarity',
  'dehaze',
  'denoise',
  'vignette',
  'grain',
  'autoLevels',
  'autoWhiteBalance',
]);

export function isDetailStep<Other extends { kind: string }>(step: DetailStep | Other): step is DetailStep {
  return DETAIL_KINDS.has(step.kind);
}
