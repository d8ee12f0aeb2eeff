import type { CheckStep, MetadataEdit, MetadataStep } from './delivery-steps.ts';
import type { DetailStep } from './detail-steps.ts';
import type { FramingStep } from './framing-steps.ts';
import type { GradingOp } from './grading-ops.ts';
import type { RetouchStep } from './retouch-steps.ts';

/**
 * The vocabulary between nodes and pixels: plain JSON, tagged by `kind`. A node compiles to a chain of steps, the
 * planner rearranges steps, the pixel host executes them. Lengths are pixels, angles degrees (clockwise), colours
 * `#rrggbb` or `#rrggbbaa` in sRGB.
 */

/** Opens an input node's image. Pixels stay in the source's own RGB encoding (see docs/architecture.md, Colour). */
export interface DecodeStep {
  kind: 'decode';
  inputNode: string;
  /** Apply the EXIF orientation at once; else the picture carries it on as pending. */
  orient: boolean;
  /** How a camera RAW file is developed; absent where it is the default, and for other files. */
  raw?: RawDevelopment;
}

/** Development of camera RAW files; other pictures are not touched by it. */
export interface RawDevelopment {
  /** `develop` the sensor's values, or take the JPEG that the camera put into the file (`preview`), which is smaller and fast. */
  source: 'develop' | 'preview';
  /** The light: as the camera measured it, as the picture's average says, or given. Kelvin 1667–25000, tint −150 to 150 (green to magenta). */
  whiteBalance: { by: 'camera' } | { by: 'auto' } | { by: 'light'; kelvin: number; tint: number };
  /** Stops added in linear light. */
  exposure: number;
  /** Brighten so that 1 % of the pixels are white, before `exposure`. */
  autoBrightness: boolean;
  /** What becomes of values that some channels could not hold. */
  highlights: 'clip' | 'unclip' | 'blend' | 'rebuild';
}

/** Applies the pending EXIF orientation; nothing to do when there is none. */
export interface OrientStep {
  kind: 'orient';
}

export type ResizeKernel =
  | 'lanczos3'
  | 'lanczos2'
  | 'mitchell'
  | 'cubic'
  | 'linear'
  | 'nearest'
  | 'mks2013'
  | 'mks2021';
export type ResizeTarget =
  | { by: 'longEdge'; pixels: number }
  | { by: 'shortEdge'; pixels: number }
  /** One of the two may be null: it follows the aspect ratio. */
  | { by: 'box'; width: number | null; height: number | null; fit: 'inside' | 'outside' | 'cover' | 'fill' }
  | { by: 'megapixels'; megapixels: number }
  | { by: 'percent'; percent: number };
export interface ResizeStep {
  kind: 'resize';
  target: ResizeTarget;
  kernel: ResizeKernel;
  enlarge: boolean;
}

export const GRAVITIES = [
  'center',
  'north',
  'northeast',
  'east',
  'southeast',
  'south',
  'southwest',
  'west',
  'northwest',
] as const;
export type Gravity = (typeof GRAVITIES)[number];
/** Where the interest may be: what draws the eye, where most detail is, at the faces (else at what draws the eye). */
export type Interest = 'attention' | 'entropy' | 'face';
/** Largest part of the given aspect, or a box of given size (cut to the picture), at a place or where the interest is. */
export interface CropStep {
  kind: 'crop';
  size: { by: 'aspect'; aspect: number } | { by: 'pixels'; width: number; height: number };
  place: { by: 'gravity'; gravity: Gravity | Interest } | { by: 'offset'; left: number; top: number };
}

export interface RotateStep {
  kind: 'rotate';
  angle: number;
  /** Cut to the largest upright rectangle without corners; else the corners take `background`. */
  autocrop: boolean;
  background: string;
}

export interface FlipStep {
  kind: 'flip';
  axis: 'horizontal' | 'vertical';
}

/** Puts the picture on a larger canvas; never cuts. */
export interface PadStep {
  kind: 'pad';
  size:
    | { by: 'aspect'; aspect: number }
    | { by: 'pixels'; width: number; height: number }
    /** Pixels, or per cent of the long edge. */
    | { by: 'margin'; margin: number; unit: 'px' | '%' };
  gravity: Gravity;
  color: string;
}

/** One point operation: the new value of a pixel depends on its own old value alone. */
export type ColourOp =
  | { op: 'exposure'; ev: number }
  | { op: 'whiteBalance'; kelvin: number; tint: number }
  | { op: 'contrast'; contrast: number; brightness: number }
  | { op: 'saturation'; saturation: number; vibrance: number }
  | { op: 'convertProfile'; profile: ProfileName }
  | GradingOp;
export interface ColourStep {
  kind: 'colour';
  ops: ColourOp[];
}

export const PROFILE_NAMES = ['srgb', 'display-p3', 'adobe-rgb', 'prophoto-rgb', 'rec2020'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** Unsharp mask on luma. */
export interface SharpenStep {
  kind: 'sharpen';
  /** Standard deviation of the Gaussian, px. */
  radius: number;
  /** Per cent of the difference added back. */
  amount: number;
  /** Differences below this many levels (of 255) stay untouched. */
  threshold: number;
}

export const POSITIONS = [
  'top-left',
  'top',
  'top-right',
  'left',
  'center',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const;
export type Position = (typeof POSITIONS)[number];
/** Blends text or a logo over its own rectangle only. */
export interface OverlayStep {
  kind: 'overlay';
  source: { by: 'text'; text: string; color: string; shadow: boolean } | { by: 'file'; path: string };
  position: Position;
  /** Width of the mark, per cent of the picture's width. */
  scale: number;
  /** 0–100. */
  opacity: number;
  /** Distance from the edge, per cent of the picture's short edge. */
  margin: number;
  tile: boolean;
}

/** Makes a JSON result and leaves the picture as it is. */
export interface AnalyzeStep {
  kind: 'analyze';
}

export type MetadataPolicy = 'all' | 'no-gps' | 'copyright' | 'none';
export type ExportFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff' | 'jxl';
export interface EncodeStep {
  kind: 'encode';
  format: ExportFormat;
  /** 1–100; PNG and TIFF are always lossless. */
  quality: number;
  chroma: '4:2:0' | '4:4:4';
  /** Encoder effort from 0 fast to 100 small. */
  effort: number;
  lossless: boolean;
  /** TIFF and PNG. `source`: 16 when the working picture has 16 bits. */
  depth: 8 | 16 | 'source';
  maxKilobytes: number | null;
  /** `source` keeps the working picture's profile. */
  profile: ProfileName | 'source';
  metadata: MetadataPolicy;
  dpi: number | null;
  /** What alpha is laid on where the format has none (JPEG). */
  background: string;
  /** Of the metadata nodes before it, in order; put there by the planner. */
  edits?: MetadataEdit[];
}

/** True when `quality` means something: JPEG always, WebP, AVIF and JPEG XL unless asked to be lossless. */
export function isLossy({ format, lossless }: Pick<EncodeStep, 'format' | 'lossless'>): boolean {
  return format === 'jpeg' || ((format === 'webp' || format === 'avif' || format === 'jxl') && !lossless);
}

export type Step =
  | DecodeStep
  | OrientStep
  | ResizeStep
  | CropStep
  | RotateStep
  | FlipStep
  | PadStep
  | ColourStep
  | SharpenStep
  | DetailStep
  | OverlayStep
  | AnalyzeStep
  | FramingStep
  | RetouchStep
  | MetadataStep
  | CheckStep
  | EncodeStep;

/** Steps that the pixel host hands to one sharp call when they follow one another in sharp's own order. */
export type GeometryStep = OrientStep | ResizeStep | CropStep | RotateStep | FlipStep | PadStep;

/** Several geometry steps in one sharp call; made by the planner only. */
export interface FusedGeometryStep {
  kind: 'geometry';
  steps: GeometryStep[];
}
/** Decoding with geometry behind it in one sharp call, so that JPEG and WebP shrink on load; made by the planner only. */
export interface LoadStep {
  kind: 'load';
  decode: DecodeStep;
  steps: GeometryStep[];
}
export type PlannedStep = Step | FusedGeometryStep | LoadStep;
