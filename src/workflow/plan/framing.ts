import type { SheetLayout } from '../../contract/pixel-tasks.ts';
import type { BorderStep, FillFrameStep } from './framing-steps.ts';
import type { Box, Size } from './geometry.ts';

const atLeastOne = (n: number): number => Math.max(1, Math.round(n));

/** Where the subject's frame lies in the picture, and what becomes of it. */
export interface FilledFrame {
  /** The frame in the picture's pixels; may reach out of the picture. */
  window: Box;
  /** Size of the result, px. */
  size: Size;
  /** Result px for each picture px. */
  scale: number;
  /** The frame was asked for larger than the subject allows without enlarging it. */
  short: boolean;
}

/**
 * The frame around a subject (its box, px): the subject lies in the middle and its width or its height, whichever is nearer,
 * is `fill` per cent of the frame's. A frame given in pixels is made smaller in proportion where it would have to enlarge the
 * picture and may not.
 */
export function filledFrame(step: FillFrameStep, subject: Box): FilledFrame {
  const share = step.fill / 100;
  const aspect = step.size.by === 'aspect' ? step.size.aspect : step.size.width / step.size.height;
  const width = Math.max(subject.width / share, (subject.height / share) * aspect);
  const height = width / aspect;
  const window = {
    left: subject.left + subject.width / 2 - width / 2,
    top: subject.top + subject.height / 2 - height / 2,
    width,
    height,
  };
  const wanted = step.size.by === 'pixels' ? step.size.width / width : 1;
  const short = wanted > 1 && !step.enlarge;
  if (step.size.by === 'pixels' && !short) {
    return { window, size: { width: step.size.width, height: step.size.height }, scale: wanted, short };
  }
  return { window, size: { width: atLeastOne(width), height: atLeastOne(height) }, scale: 1, short };
}

/** Largest size that `filledFrame` gives for a picture of this size. */
export function largestFrame(step: FillFrameStep, size: Size): Size {
  if (step.size.by === 'pixels' && step.enlarge) return { width: step.size.width, height: step.size.height };
  const whole = filledFrame(step, { left: 0, top: 0, width: size.width, height: size.height }).size;
  if (step.size.by === 'aspect') return whole;
  return { width: Math.min(step.size.width, whole.width), height: Math.min(step.size.height, whole.height) };
}

/** The parts of a picture with a border, px. */
export interface Bordered {
  canvas: Size;
  /** Width of the line around the picture. */
  line: number;
  /** Left, right and top; the lower one is wider by the caption's room. */
  margin: number;
  /** Height of the area below line and picture. */
  bottom: number;
  /** Height of the caption's letters. */
  letters: number;
}

/** Room for a caption, in heights of its letters. */
const CAPTION_ROOM = 2;

export function bordered(step: BorderStep, size: Size): Bordered {
  const long = Math.max(size.width, size.height);
  const length = (value: number): number => Math.round(step.unit === 'px' ? value : (long * value) / 100);
  const margin = length(step.width);
  const line = step.line === null ? 0 : Math.max(step.line.width > 0 ? 1 : 0, length(step.line.width));
  const letters = step.caption === null ? 0 : Math.max(1, (long * step.caption.size) / 100);
  const bottom = margin + Math.round(letters * CAPTION_ROOM);
  return {
    canvas: { width: size.width + 2 * (margin + line), height: size.height + 2 * line + margin + bottom },
    line,
    margin,
    bottom,
    letters,
  };
}

/** Room for a line of text, in heights of its letters. */
const LINE_ROOM = 1.8;

/** Size of a whole sheet, px. */
export function sheetSize(layout: SheetLayout): Size {
  const rows = Math.ceil(layout.cells / layout.columns);
  const { cellWidth, gap } = layout;
  return {
    width: layout.columns * cellWidth + (layout.columns + 1) * gap,
    height: titleRoom(layout) + rows * (layout.cellHeight + captionRoom(layout)) + (rows + 1) * gap,
  };
}

/** Where a cell's picture area lies on its sheet, px; its caption is right below. */
export function cellBox(layout: SheetLayout, index: number): Box {
  const { cellWidth, cellHeight, gap } = layout;
  const column = index % layout.columns;
  const row = Math.floor(index / layout.columns);
  return {
    left: gap + column * (cellWidth + gap),
    top: titleRoom(layout) + gap + row * (cellHeight + captionRoom(layout) + gap),
    width: cellWidth,
    height: cellHeight,
  };
}

export function captionRoom({ captionSize }: SheetLayout): number {
  return Math.round(captionSize * LINE_ROOM);
}

export function titleRoom({ titleSize }: SheetLayout): number {
  return Math.round(titleSize * LINE_ROOM);
}
