/**
 * Steps that cut a subject out, put something behind it, and retouch it. Lengths are px of the picture, strengths per cent.
 * Masks travel as grey pictures, white where the subject is.
 */

export const CUTOUT_METHODS = ['auto', 'model', 'key'] as const;
/** Finds the subject: makes its mask. */
export interface CutoutMaskStep {
  kind: 'cutoutMask';
  method: (typeof CUTOUT_METHODS)[number];
  /** Name of the model; its content belongs to the signature. */
  model: string;
}

/** Moves a mask's edge (outwards above 0) and softens it. */
export interface ShapeMaskStep {
  kind: 'shapeMask';
  shift: number;
  /** Standard deviation, px. */
  feather: number;
}

/** Gives the picture (its first input) the mask (its second) as alpha. */
export interface ApplyMaskStep {
  kind: 'applyMask';
  /** How much of the background's colour is taken out of the rim, 0–100 %. */
  decontaminate: number;
}

/** A mask as a picture to look at or deliver. */
export interface MaskPictureStep {
  kind: 'maskPicture';
  invert: boolean;
}

/** Lays the picture on something by its alpha. `blur` takes its background from the second input, else from under the alpha. */
export interface BackdropStep {
  kind: 'backdrop';
  fill: { by: 'colour'; color: string } | { by: 'file'; path: string } | { by: 'blur'; radius: number };
  /** The picture before it was cut out is the second input. */
  original: boolean;
}

/** Puts a shadow or reflection below a picture with transparency. Lengths are per cent of the long edge. */
export interface ShadowStep {
  kind: 'shadow';
  shadow:
    | { by: 'drop'; angle: number; distance: number; blur: number }
    | { by: 'contact'; blur: number; height: number }
    | { by: 'reflection'; height: number; gap: number };
  opacity: number;
  color: string;
  /** Make the canvas larger where the shadow would be cut off. */
  grow: boolean;
}

/** Evens skin out, by frequency separation. */
export interface SkinSmoothStep {
  kind: 'skinSmooth';
  strength: number;
  /** What counts as a blemish: per cent of the short edge. */
  radius: number;
  /** Per cent of the fine texture that stays. */
  texture: number;
  /** Only where faces are. */
  faces: boolean;
  /** A mask is the second input: nothing outside it is touched. */
  masked: boolean;
}

/** A spot, in parts of the picture: x of the width, y of the height, radius of the long edge. */
export interface Spot {
  x: number;
  y: number;
  radius: number;
}
/** Takes spots out. */
export interface SpotHealStep {
  kind: 'spotHeal';
  spots: Spot[];
  /** Look for dust, too: how faint a spot may be (0–100) and how large (per cent of the long edge); null: do not. */
  detect: { sensitivity: number; size: number } | null;
}

/** Enlarges by a whole factor. */
export interface UpscaleStep {
  kind: 'upscale';
  factor: number;
  /** Name of an upscaling model of the user's, else Lanczos. */
  model: string | null;
  /** Crispness given back to enlarged detail, 0–100 %. */
  detail: number;
}

export type RetouchStep =
  | CutoutMaskStep
  | ShapeMaskStep
  | ApplyMaskStep
  | MaskPictureStep
  | BackdropStep
  | ShadowStep
  | SkinSmoothStep
  | SpotHealStep
  | UpscaleStep;
export type RetouchKind = RetouchStep['kind'];

const RETOUCH_KINDS: ReadonlySet<string> = new Set<RetouchKind>([
  'cutoutMask',
  'shapeMask',
  'applyMask',
  'maskPicture',
  'backdrop',
  'shadow',
  'skinSmooth',
  'spotHeal',
  'upscale',
]);

export function isRetouchStep<Other extends { kind: string }>(step: RetouchStep | Other): step is RetouchStep {
  return RETOUCH_KINDS.has(step.kind);
}

/** Steps that make a mask beside the picture. */
export const MAKES_MASK: ReadonlySet<string> = new Set<RetouchKind>(['cutoutMask', 'shapeMask']);

/** Prefix of a model's name among the files that signatures depend on. */
const MODEL = 'model:';

/** What a step uses beside its params whose content can change: paths of files, and models as `model:<name>`. */
export function usedByRetouch(step: RetouchStep): string[] {
  switch (step.kind) {
    case 'cutoutMask':
      return step.method === 'key' ? [] : [MODEL + step.model];
    case 'upscale':
      return step.model === null ? [] : [MODEL + step.model];
    case 'backdrop':
      return step.fill.by === 'file' ? [step.fill.path] : [];
    default:
      return [];
  }
}

/** The name of the model that such a file name means; null for a path. */
export function modelIn(file: string): string | null {
  return file.startsWith(MODEL) ? file.slice(MODEL.length) : null;
}
