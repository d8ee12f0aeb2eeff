import type { Plane, PlaneSize } from '../box-mean.ts';
import type { LabPlanes } from './lab-planes.ts';

/** A backdrop as it would be without the subject. */
export interface Backdrop {
  lab: LabPlanes;
  /** What of the picture's border it covers, 0–1. */
  share: number;
  /** Its noise, ΔE*76 (standard deviation). */
  noise: number;
}

/** Width of the border that is asked, in parts of the long edge. */
const BORDER = 0.02;
const ROUNDS = 8;
/** Differences that still are backdrop, in noise; and at least, ΔE. */
const WITHIN = 3.5;
const AT_LEAST = 2.5;

/**
 * Fits each channel of the backdrop with a surface of second degree, which holds plain colours, gradients and vignettes, to the
 * picture's border; a subject that reaches over the border counts as outlier (iterated least squares with Tukey's biweight).
 */
export function fitBackdrop(lab: LabPlanes, size: PlaneSize): Backdrop {
  const samples = borderPixels(size);
  const weights = new Float64Array(samples.length).fill(1);
  let surfaces: number[][] = [];
  let noise = 0;
  const distances = new Float64Array(samples.length);
  for (let round = 0; round < ROUNDS; round++) {
    surfaces = lab.map((plane) => fitSurface(plane, size, samples, weights));
    samples.forEach((pixel, k) => {
      distances[k] = distanceTo(surfaces, lab, size, pixel);
    });
    noise = 0.85 * distances.toSorted()[distances.length >> 1]!;
    const reach = 4 * Math.max(noise, 0.7);
    for (let k = 0; k < weights.length; k++) {
      const part = distances[k]! / reach;
      weights[k] = part < 1 ? (1 - part * part) ** 2 : 0;
    }
  }
  const limit = backdropLimit(noise);
  const share = distances.filter((distance) => distance < limit).length / samples.length;
  const planes = surfaces.map((surface) => drawSurface(surface, size)) as [Plane, Plane, Plane];
  return { lab: planes, share, noise };
}

/** ΔE from the backdrop that is still backdrop. */
export function backdropLimit(noise: number): number {
  return Math.max(AT_LEAST, WITHIN * noise);
}

function borderPixels({ width, height }: PlaneSize): number[] {
  const depth = Math.max(1, Math.round(BORDER * Math.max(width, height)));
  const pixels: number[] = [];
  for (let y = 0; y < height; y += 2) {
    const whole = y < depth || y >= height - depth;
    for (let x = 0; x < width; x += 2) {
      if (whole || x < depth || x >= width - depth) pixels.push(y * width + x);
    }
  }
  return pixels;
}

const TERMS = 6;

/** 1, x, y, x², xy, y² with x and y from −1 to 1. */
function termsAt(pixel: number, { width, height }: PlaneSize, terms: Float64Array): void {
  const x = ((pixel % width) / Math.max(1, width - 1)) * 2 - 1;
  const y = (Math.floor(pixel / width) / Math.max(1, height - 1)) * 2 - 1;
  terms[0] = 1;
  terms[1] = x;
  terms[2] = y;
  terms[3] = x * x;
  terms[4] = x * y;
  terms[5] = y * y;
}

function fitSurface(plane: Plane, size: PlaneSize, samples: readonly number[], weights: Float64Array): number[] {
  const rows = Array.from({ length: TERMS }, (_, i) => {
    const row = new Float64Array(TERMS + 1);
    // A little towards the flat surface, for borders with few pixels left.
    row[i] = i === 0 ? 1e-9 : 1e-3;
    return row;
  });
  const terms = new Float64Array(TERMS);
  samples.forEach((pixel, k) => {
    const weight = weights[k]!;
    if (weight === 0) return;
    termsAt(pixel, size, terms);
    for (let i = 0; i < TERMS; i++) {
      const row = rows[i]!;
      for (let j = 0; j < TERMS; j++) row[j]! += weight * terms[i]! * terms[j]!;
      row[TERMS]! += weight * terms[i]! * plane[pixel]!;
    }
  });
  return solved(rows);
}

/** Gaussian elimination of a positive definite system. */
function solved(rows: Float64Array[]): number[] {
  for (let i = 0; i < TERMS; i++) {
    for (let k = i + 1; k < TERMS; k++) {
      const factor = rows[k]![i]! / rows[i]![i]!;
      for (let j = i; j <= TERMS; j++) rows[k]![j]! -= factor * rows[i]![j]!;
    }
  }
  const result = new Array<number>(TERMS).fill(0);
  for (let i = TERMS - 1; i >= 0; i--) {
    let sum = rows[i]![TERMS]!;
    for (let j = i + 1; j < TERMS; j++) sum -= rows[i]![j]! * result[j]!;
    result[i] = sum / rows[i]![i]!;
  }
  return result;
}

const scratch = new Float64Array(TERMS);

function distanceTo(surfaces: readonly number[][], lab: LabPlanes, size: PlaneSize, pixel: number): number {
  termsAt(pixel, size, scratch);
  let squares = 0;
  for (let channel = 0; channel < 3; channel++) {
    let value = 0;
    for (let i = 0; i < TERMS; i++) value += surfaces[channel]![i]! * scratch[i]!;
    squares += (lab[channel]![pixel]! - value) ** 2;
  }
  return Math.sqrt(squares);
}

function drawSurface(surface: readonly number[], size: PlaneSize): Plane {
  const plane = new Float32Array(size.width * size.height);
  for (let pixel = 0; pixel < plane.length; pixel++) {
    termsAt(pixel, size, scratch);
    let value = 0;
    for (let i = 0; i < TERMS; i++) value += surface[i]! * scratch[i]!;
    plane[pixel] = value;
  }
  return plane;
}
