import type { ImageFacts } from '../../contract/run.ts';
import { isDetailStep } from './detail-steps.ts';
import type { LaterStep } from './draft.ts';
import { bordered, largestFrame, sheetSize } from './framing.ts';
import { resizedSize, type Size, sizeAfter } from './geometry.ts';
import { rectified } from './keystone.ts';
import { shapeAfterRetouch } from './retouch-shapes.ts';
import { isRetouchStep } from './retouch-steps.ts';
import type { ColourStep, DecodeStep, GeometryStep, PlannedStep, ProfileName, ResizeStep } from './steps.ts';

/** What is known of a picture from the facts of its source, without decoding it. */
export interface Shape extends Size {
  depth: 8 | 16;
  /** Bits that say anything: the lower ones of an 8-bit source in a wide profile are copies until something is computed with them. */
  bits: 8 | 16;
  alpha: boolean;
  /** EXIF orientation still to be applied. */
  pending: number;
  /** The working profile where it is certain; null when only the decoder can tell. */
  profile: ProfileName | null;
  /** What is to be seen decides on the size; it is at most this, or about this where something was made to fit later. */
  unsure?: true;
}

interface ShapedStep {
  id: string;
  step: PlannedStep | LaterStep;
  inputs: readonly string[];
}

/**
 * The shape of each step's picture; a step that makes no picture, or waits for results, has the shape of its input.
 * Steps whose source's facts are not known are absent.
 */
export function shapesOf(
  steps: readonly ShapedStep[],
  facts: Readonly<Record<string, ImageFacts>>,
): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { id, step, inputs } of steps) {
    const shape = shapeAfter(step, shapes.get(inputs[0] ?? ''), facts);
    if (shape !== undefined) shapes.set(id, shape);
  }
  return shapes;
}

/** The shape after one step; undefined when the shape before it is not known. */
export function shapeAfter(
  step: PlannedStep | LaterStep,
  before: Shape | undefined,
  facts: Readonly<Record<string, ImageFacts>>,
): Shape | undefined {
  if (isDetailStep(step)) return before === undefined ? undefined : { ...before, bits: before.depth };
  if (isRetouchStep(step)) return before === undefined ? undefined : shapeAfterRetouch(step, before);
  switch (step.kind) {
    case 'decode': {
      const fact = facts[step.inputNode];
      return fact === undefined ? undefined : shapeOfSource(fact, step);
    }
    case 'load': {
      const fact = facts[step.decode.inputNode];
      const source = fact === undefined ? undefined : shapeOfSource(fact, step.decode);
      return source === undefined ? undefined : step.steps.reduce(shapeAfterGeometry, source);
    }
    case 'geometry':
      return before === undefined ? undefined : step.steps.reduce(shapeAfterGeometry, before);
    case 'orient':
    case 'resize':
    case 'crop':
    case 'rotate':
    case 'flip':
    case 'pad':
      return before === undefined ? undefined : shapeAfterGeometry(before, step);
    case 'colour':
      return before === undefined ? undefined : shapeAfterColour(before, step);
    case 'sharpen':
      return before === undefined ? undefined : { ...before, bits: before.depth };
    case 'trim':
      return before === undefined ? undefined : { ...before, unsure: true };
    case 'fillFrame':
      return before === undefined ? undefined : resampled(before, largestFrame(step, before), step.color, true);
    case 'perspective': {
      const laid = step.autocrop ? '' : step.background;
      return before === undefined ? undefined : resampled(before, rectified(step, before).size, laid, false);
    }
    case 'border': {
      const { canvas } = before === undefined ? { canvas: undefined } : bordered(step, before);
      return before && canvas && { ...before, ...canvas, alpha: before.alpha || isTransparent(step.color) };
    }
    case 'collage':
      return before && certain(resampled(before, sheetSize(step.layout), step.background, false));
    case 'metadata':
    case 'check':
    case 'overlay':
    case 'analyze':
    case 'encode':
    case 'later':
      return before;
  }
}

/** True when a resize makes a side longer; where the size before it is not known, when it may. */
export function enlarges(step: ResizeStep, before: Size | undefined): boolean {
  if (before === undefined) return step.enlarge;
  const { width, height } = resizedSize(step, before);
  return width > before.width || height > before.height;
}

/**
 * The picture a decoder gives. Sources with more than 8 bits, and with a profile that may be wider than sRGB, are
 * worked on in 16 bits; only a source without profile in RGB is sRGB for certain.
 */
function shapeOfSource(fact: ImageFacts, { orient, raw }: DecodeStep): Shape {
  const turned = !orient && fact.orientation >= 5;
  if (raw?.source === 'preview' && fact.embedded) {
    const { width, height } = fact.embedded;
    const pending = orient ? 1 : fact.orientation;
    const size = turned ? { width: height, height: width } : { width, height };
    return { ...size, depth: 8, bits: 8, alpha: false, pending, profile: null };
  }
  const rgb = fact.space === 'srgb' || fact.space === 'rgb16' || fact.space === 'rgb';
  return {
    width: turned ? fact.height : fact.width,
    height: turned ? fact.width : fact.height,
    depth: fact.depth > 8 || (fact.profile !== null && !/srgb/i.test(fact.profile)) ? 16 : 8,
    bits: fact.depth > 8 ? 16 : 8,
    alpha: fact.hasAlpha,
    pending: orient ? 1 : fact.orientation,
    profile: fact.profile === null && rgb ? 'srgb' : null,
  };
}

export function shapeAfterGeometry(before: Shape, step: GeometryStep): Shape {
  const transparent =
    (step.kind === 'pad' && isTransparent(step.color)) ||
    (step.kind === 'rotate' && !step.autocrop && step.angle % 90 !== 0 && isTransparent(step.background));
  return {
    ...before,
    ...sizeAfter(step, before, before.pending),
    bits: step.kind === 'resize' || (step.kind === 'rotate' && step.angle % 90 !== 0) ? before.depth : before.bits,
    alpha: before.alpha || transparent,
    pending: step.kind === 'orient' ? 1 : before.pending,
  };
}

/** A picture whose pixels were computed anew, perhaps on a canvas of a colour. */
function resampled(before: Shape, size: Size, colour: string, unsure: boolean): Shape {
  const alpha = before.alpha || isTransparent(colour);
  return { ...before, ...size, bits: before.depth, alpha, ...(unsure ? { unsure } : {}) };
}

function certain({ unsure: _, ...shape }: Shape): Shape {
  return shape;
}

function isTransparent(colour: string): boolean {
  return colour.length === 9 && !/ff$/i.test(colour);
}

function shapeAfterColour(before: Shape, step: ColourStep): Shape {
  let { depth, profile } = before;
  for (const op of step.ops) {
    if (op.op !== 'convertProfile') continue;
    profile = op.profile;
  }
  return { ...before, depth, bits: depth, profile };
}
