import type { SheetLayout } from '../../contract/pixel-tasks.ts';

/**
 * Steps that look at what is in the picture, or put something around it. Each has to see its own picture whole, so none of
 * them is fused with others. Colours are `#rrggbb` or `#rrggbbaa` in sRGB.
 */

/** What tells the subject from what is around it. */
export type Ground =
  /** Transparent where the border is, else the colour that the border has. */
  { by: 'auto' } | { by: 'alpha' } | { by: 'colour'; color: string };

/** Cuts a uniform border off. */
export interface TrimStep {
  kind: 'trim';
  ground: Ground;
  /** Largest difference from the border that still is border, per cent of the range of a channel. */
  tolerance: number;
  /** Kept around what was found, px. */
  margin: number;
}

/** Puts the subject in the middle of a frame, so large that it fills `fill` per cent of the frame's width or height. */
export interface FillFrameStep {
  kind: 'fillFrame';
  ground: Ground;
  tolerance: number;
  fill: number;
  size: { by: 'aspect'; aspect: number } | { by: 'pixels'; width: number; height: number };
  /** `auto`: transparent or the colour of the border, as the subject was found. */
  color: string;
  enlarge: boolean;
}

/** A point in the picture: 0, 0 is its upper left corner, 1, 1 its lower right one. */
export type RelativePoint = readonly [x: number, y: number];
/** Upper left, upper right, lower right, lower left. */
export type Corners = readonly [RelativePoint, RelativePoint, RelativePoint, RelativePoint];

/** Makes a rectangle of a part of the picture that was seen from an angle. */
export interface PerspectiveStep {
  kind: 'perspective';
  shape: { by: 'keystone'; vertical: number; horizontal: number } | { by: 'corners'; corners: Corners };
  kernel: 'bilinear' | 'lanczos';
  /** Only the rectangle; else everything that was in the picture, on `background`. */
  autocrop: boolean;
  background: string;
}

/** A border of even width, with a line inside and a caption below. */
export interface BorderStep {
  kind: 'border';
  /** Px, or per cent of the picture's long edge; the line likewise. */
  unit: 'px' | '%';
  width: number;
  color: string;
  line: { width: number; color: string } | null;
  /** `size`: height of the letters, per cent of the picture's long edge. */
  caption: { text: string; color: string; size: number } | null;
}

/** Several pictures in a grid, each fitted into its cell, with a label below. */
export interface CollageStep {
  kind: 'collage';
  layout: SheetLayout;
  labels: string[];
  background: string;
  textColor: string;
}

export type FramingStep = TrimStep | FillFrameStep | PerspectiveStep | BorderStep | CollageStep;
