import type { Corners, PerspectiveStep } from './framing-steps.ts';
import type { Size } from './geometry.ts';

/** 3×3 projective map, row-major: (x, y) → ((ax + by + c) / (gx + hy + i), (dx + ey + f) / (gx + hy + i)). */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** Keystone of 100 makes a half as wide edge as wide as the other one. */
const NARROWEST = 0.25;
/** A canvas that shows everything is at most this many times as long as the picture. */
const WIDEST = 3;

/** What a perspective correction gives: its size, and where each of its pixels comes from. */
export interface Rectified {
  size: Size;
  /** Px of the result → px of the picture, both counted from the corner of the first pixel. */
  toSource: Homography;
}

/**
 * The part of the picture that becomes the rectangle. `vertical` > 0 widens the top (buildings that lean back), < 0 the
 * bottom; `horizontal` > 0 makes the right side higher, < 0 the left.
 */
export function sourceCorners(step: PerspectiveStep): Corners {
  if (step.shape.by === 'corners') return step.shape.corners;
  const { vertical, horizontal } = step.shape;
  const top = (Math.max(0, vertical) / 100) * NARROWEST;
  const bottom = (Math.max(0, -vertical) / 100) * NARROWEST;
  const right = (Math.max(0, horizontal) / 100) * NARROWEST;
  const left = (Math.max(0, -horizontal) / 100) * NARROWEST;
  return [
    [top, left],
    [1 - top, right],
    [1 - bottom, 1 - right],
    [bottom, 1 - left],
  ];
}

export function rectified(step: PerspectiveStep, size: Size): Rectified {
  const points = sourceCorners(step).map(([x, y]) => [x * size.width, y * size.height] as const);
  const between = (a: number, b: number): number =>
    Math.hypot(points[a]![0] - points[b]![0], points[a]![1] - points[b]![1]);
  const rectangle: Size =
    step.shape.by === 'keystone'
      ? { width: size.width, height: size.height }
      : {
          width: Math.max(1, Math.round(Math.max(between(0, 1), between(3, 2)))),
          height: Math.max(1, Math.round(Math.max(between(0, 3), between(1, 2)))),
        };
  const toSource = scaledTo(squareToQuad(points), rectangle);
  return step.autocrop ? { size: rectangle, toSource } : withEverything(toSource, size);
}

/** The unit square onto four points (Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, 2.2.3). */
function squareToQuad(points: readonly (readonly [number, number])[]): Homography {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = points as [
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
  ];
  const sx = x0 - x1 + x2 - x3;
  const sy = y0 - y1 + y2 - y3;
  const dx1 = x1 - x2;
  const dx2 = x3 - x2;
  const dy1 = y1 - y2;
  const dy2 = y3 - y2;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1];
}

/** The same map from a rectangle of this size instead of the unit square. */
function scaledTo(map: Homography, { width, height }: Size): Homography {
  const [a, b, c, d, e, f, g, h, i] = map;
  return [a / width, b / height, c, d / width, e / height, f, g / width, h / height, i];
}

export function project(map: Homography, x: number, y: number): readonly [x: number, y: number] {
  const [a, b, c, d, e, f, g, h, i] = map;
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

/** The canvas that shows all of the picture, as far as it does not run off to the horizon. */
function withEverything(toSource: Homography, size: Size): Rectified {
  const back = inverse(toSource);
  const corners = [
    [0, 0],
    [size.width, 0],
    [size.width, size.height],
    [0, size.height],
  ] as const;
  const limit = (value: number, length: number): number =>
    Math.min(length * ((WIDEST + 1) / 2), Math.max(-length * ((WIDEST - 1) / 2), value));
  const xs = corners.map(([x, y]) => limit(project(back, x, y)[0], size.width));
  const ys = corners.map(([x, y]) => limit(project(back, x, y)[1], size.height));
  const left = Math.floor(Math.min(...xs));
  const top = Math.floor(Math.min(...ys));
  const [a, b, c, d, e, f, g, h, i] = toSource;
  return {
    size: { width: Math.ceil(Math.max(...xs)) - left, height: Math.ceil(Math.max(...ys)) - top },
    toSource: [a, b, a * left + b * top + c, d, e, d * left + e * top + f, g, h, g * left + h * top + i],
  };
}

function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}
