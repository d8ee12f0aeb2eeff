import type { Box } from '../../../workflow/plan/geometry.ts';
import { runModel } from '../../models/session.ts';
import { FACE_CELLS, FACE_INPUT, tinyFace } from '../../models/tiny-face.ts';
import type { Raster } from '../../raster.ts';
import { colourFunction } from '../colour-ops.ts';
import { rasterOf, sharpOf } from '../raw-sharp.ts';

/** A face: its box in px of the picture, brow to chin, and how sure the detector is, 0–1. */
export interface Face extends Box {
  score: number;
}

/** Below this a face may be anything. */
const LEAST_SCORE = 0.55;
/** Two boxes that have more than this part of their union in common are one face. */
const SAME_FACE = 0.4;
/** Sizes of the boxes that a cell's answers are multiples of, in cells. */
const ANCHORS = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
] as const;
/** What the training pictures were on average, R, G, B of 255. */
const MEAN = [117.001, 114.697, 97.404] as const;

/**
 * Faces in the picture, the surest first: upright ones from about a twentieth of the long edge on. The picture is scaled to the
 * detector's square, black below or beside it, as it was trained (face-api.js, YOLO v2 boxes: Redmon and Farhadi, 2017).
 */
export async function detectFaces(raster: Raster): Promise<Face[]> {
  const scale = FACE_INPUT / Math.max(raster.width, raster.height);
  const size = {
    width: Math.max(1, Math.round(raster.width * scale)),
    height: Math.max(1, Math.round(raster.height * scale)),
  };
  const small = await rasterOf(sharpOf(raster).resize({ ...size, fit: 'fill', kernel: 'linear' }), raster);
  const { data } = await runModel(await tinyFace(), { data: inputOf(small), dims: [1, 3, FACE_INPUT, FACE_INPUT] });
  const found = boxesIn(data)
    .map((box) => ({
      ...clipped(box, size),
      score: box.score,
    }))
    .filter(({ width, height }) => width > 0 && height > 0);
  return distinct(found).map((face) => ({
    left: face.left / scale,
    top: face.top / scale,
    width: face.width / scale,
    height: face.height / scale,
    score: face.score,
  }));
}

/** In sRGB, less the mean, planar. */
function inputOf(small: Raster): Float32Array {
  const { data, width, height, channels, depth } = small;
  const top = depth === 8 ? 255 : 65535;
  const toSrgb = colourFunction([{ op: 'convertProfile', profile: 'srgb' }], small.profile);
  const area = FACE_INPUT ** 2;
  const input = new Float32Array(3 * area);
  for (let channel = 0; channel < 3; channel++) {
    input.fill(-MEAN[channel]! / 255, channel * area, (channel + 1) * area);
  }
  const pixel = new Float64Array(3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += channels) {
      for (let channel = 0; channel < 3; channel++) pixel[channel] = data[i + channel]! / top;
      if (!toSrgb.identity) toSrgb.apply(pixel);
      const cover = channels === 4 ? data[i + 3]! / top : 1;
      for (let channel = 0; channel < 3; channel++) {
        const value = Math.min(1, Math.max(0, pixel[channel]!)) * cover + 0.5 * (1 - cover);
        input[channel * area + y * FACE_INPUT + x] = value - MEAN[channel]! / 255;
      }
    }
  }
  return input;
}

/** The boxes of the detector's answer, in px of its input. */
function boxesIn(answer: Float32Array): Face[] {
  const cells = FACE_CELLS ** 2;
  const cell = FACE_INPUT / FACE_CELLS;
  const boxes: Face[] = [];
  for (const [index, [anchorWidth, anchorHeight]] of ANCHORS.entries()) {
    for (let at = 0; at < cells; at++) {
      const value = (which: number): number => answer[(index * 5 + which) * cells + at]!;
      const score = logistic(value(4));
      if (!(score > LEAST_SCORE)) continue;
      const width = Math.exp(value(2)) * anchorWidth * cell;
      const height = Math.exp(value(3)) * anchorHeight * cell;
      const x = ((at % FACE_CELLS) + logistic(value(0))) * cell;
      const y = (Math.floor(at / FACE_CELLS) + logistic(value(1))) * cell;
      boxes.push({ left: x - width / 2, top: y - height / 2, width, height, score });
    }
  }
  return boxes.sort((a, b) => b.score - a.score);
}

function clipped({ left, top, width, height }: Box, size: { width: number; height: number }): Box {
  const from = { left: Math.max(0, left), top: Math.max(0, top) };
  return {
    ...from,
    width: Math.min(size.width, left + width) - from.left,
    height: Math.min(size.height, top + height) - from.top,
  };
}

/** Of boxes around the same face the surest; `faces` are sorted. */
function distinct(faces: readonly Face[]): Face[] {
  const kept: Face[] = [];
  for (const face of faces) {
    if (kept.every((other) => overlap(face, other) <= SAME_FACE)) kept.push(face);
  }
  return kept;
}

/** Intersection over union, 0–1. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
