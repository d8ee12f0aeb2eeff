import { boxMean, type Plane, type PlaneSize } from '../box-mean.ts';
import { type Backdrop, backdropLimit } from './backdrop.ts';
import { filledIn } from './fill-in.ts';
import type { LabPlanes } from './lab-planes.ts';
import { CERTAIN, type MattePrior } from './matting.ts';
import { connectedRegions } from './regions.ts';

/** What the colours of the border say about the picture. */
export interface KeyedSubject {
  /** 0 or 1. */
  subject: Plane;
  /** How far each pixel is from the backdrop, in what still counts as backdrop: below 1 it looks like it. */
  distance: Plane;
  backdrop: Backdrop;
}

/** A backdrop goes on behind a shadow: as dark as this part of its lightness, and no more coloured than that, ΔE. */
const DARKEST_SHADOW = 0.35;
const SHADOW_TINT = 5;
/** Smaller than this, in parts of the largest piece, is dust. */
const DUST = 0.003;
/** Eyes of handles are kept from this size on, in parts of the picture. */
const SMALLEST_HOLE = 1e-4;
/** Half the width of the rim that is matted, in parts of the long edge. */
const RIM = 0.0045;
/** How much it counts in the rim that a pixel looks like the backdrop, or not at all like it. */
const SEEN = 0.3;
/** Where a model is surer than this all around, pale parts of the subject are no holes. */
const SURE_INSIDE = 0.97;
const INSIDE = 0.012;

/**
 * Finds the subject as what is not backdrop: pixels near the surface that was `fitted` to the border, and that hang
 * together with the border, are backdrop, and from them it is estimated again. `likely` (a model's opinion, 0–1) tells shadows and pale parts
 * apart, which colours alone cannot; null where there is none.
 */
export function keySubject(lab: LabPlanes, size: PlaneSize, fitted: Backdrop, likely: Plane | null): KeyedSubject {
  const limit = backdropLimit(fitted.noise);
  const inside = likely && boxMean(likely, size, INSIDE * Math.max(size.width, size.height));
  const opinion = likely && inside && { likely, inside };
  const first = notBackdrop(lab, fitted.lab, size, limit, opinion);
  // A little away from the subject, whose edge is mixed with it.
  const near = boxMean(first, size, 3);
  for (let i = 0; i < near.length; i++) near[i] = near[i]! > 0 ? 0 : 1;
  const backdrop = filledIn(lab, near, size) as [Plane, Plane, Plane];
  const subject = notBackdrop(lab, backdrop, size, limit, opinion);
  const distance = distances(lab, backdrop, limit);
  return { subject: withoutDust(subject, size), distance, backdrop: { ...fitted, lab: backdrop } };
}

/** Where matting starts from: open along the rim only, and there by how much a pixel looks like the backdrop. */
export function keyPrior({ subject, distance }: KeyedSubject, size: PlaneSize): MattePrior {
  const reach = Math.max(2, Math.round(RIM * Math.max(size.width, size.height)));
  const trust = boxMean(subject, size, reach);
  const alpha = subject.slice();
  for (let i = 0; i < trust.length; i++) {
    if (trust[i]! < 1e-4 || trust[i]! > 1 - 1e-4) {
      trust[i] = CERTAIN;
      continue;
    }
    const alike = Math.max(0, 1 - distance[i]!);
    if (alike > 0) alpha[i] = 0;
    trust[i] = 0.01 + SEEN * alike;
  }
  return { alpha, trust };
}

function distances(lab: LabPlanes, backdrop: LabPlanes, limit: number): Plane {
  return lab[0].map((lightness, i) => {
    const dl = lightness - backdrop[0][i]!;
    const da = lab[1][i]! - backdrop[1][i]!;
    const db = lab[2][i]! - backdrop[2][i]!;
    return Math.sqrt(dl * dl + da * da + db * db) / limit;
  });
}

function notBackdrop(
  lab: LabPlanes,
  backdrop: LabPlanes,
  size: PlaneSize,
  limit: number,
  opinion: { likely: Plane; inside: Plane } | null,
): Plane {
  const distance = distances(lab, backdrop, limit);
  const near = (i: number): boolean => {
    if (opinion !== null && opinion.inside[i]! > SURE_INSIDE) return false;
    if (distance[i]! < 1) return true;
    const darker = lab[0][i]! < backdrop[0][i]! && lab[0][i]! > DARKEST_SHADOW * backdrop[0][i]!;
    if (opinion === null || opinion.likely[i]! > 0.5 || !darker) return false;
    return Math.hypot(lab[1][i]! - backdrop[1][i]!, lab[2][i]! - backdrop[2][i]!) < SHADOW_TINT;
  };
  const { labels, regions } = connectedRegions(near, size);
  const sums = new Float64Array(regions.length + 1);
  if (opinion !== null) for (let i = 0; i < labels.length; i++) sums[labels[i]!]! += opinion.likely[i]!;
  const isGround = regions.map(
    ({ pixels, touchesBorder }, k) =>
      touchesBorder || (pixels >= SMALLEST_HOLE * labels.length && (opinion === null || sums[k + 1]! / pixels < 0.5)),
  );
  const subject = new Float32Array(labels.length);
  for (let i = 0; i < subject.length; i++) subject[i] = isGround[labels[i]! - 1] ? 0 : 1;
  return subject;
}

function withoutDust(subject: Plane, size: PlaneSize): Plane {
  const { labels, regions } = connectedRegions((i) => subject[i] === 1, size);
  const least = DUST * Math.max(0, ...regions.map(({ pixels }) => pixels));
  return subject.map((value, i) => (value === 1 && regions[labels[i]! - 1]!.pixels >= least ? 1 : 0));
}
