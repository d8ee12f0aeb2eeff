import { SafelightError } from '../../../contract/errors.ts';
import type { Box } from '../../../workflow/plan/geometry.ts';
import { findModel } from '../../models/find-model.ts';
import { type Saliency, saliency } from '../../models/saliency.ts';
import type { Raster } from '../../raster.ts';
import { boundsWhere } from '../bounds-where.ts';
import type { Plane } from '../box-mean.ts';
import { type Backdrop, fitBackdrop } from './backdrop.ts';
import { fullSizeMask } from './full-size-mask.ts';
import { type KeyedSubject, keyPrior, keySubject } from './key-prior.ts';
import { labPlanes } from './lab-planes.ts';
import { type MattePrior, matte } from './matting.ts';
import { modelPrior } from './model-prior.ts';
import { resizedPlane, type WorkingPlanes, workingPlanes } from './working-planes.ts';

/** Long edge of the planes that are worked on, px: hair is told from backdrop there, and placed exactly in full size. */
export const WORKING_EDGE = 1280;

/** A backdrop counts as plain from this share of the border on, and up to this noise (ΔE). */
const PLAIN_SHARE = 0.8;
const PLAIN_NOISE = 4;
/** The key must find this much of what the model found … */
const AGREED = 0.8;
/** … and not more than this many times as much. */
const NOT_MORE = 2.2;
/** Less than this part of a picture is no subject. */
const NOTHING = 5e-4;

export interface FoundSubject {
  /** Opacity of each pixel, 0–65535. */
  mask: Uint16Array;
  /** What found it. */
  method: 'model' | 'key';
  /** How sure it is, 0–1. Below about 0.6 the cut-out is worth a look. */
  confidence: number;
}

/**
 * Finds the subject of a picture and the opacity of each of its pixels. `key` looks at the backdrop's colour alone; `model` asks a neural
 * network; `auto` asks both and takes the key where the backdrop is plain and both mean the same subject, because its edges
 * are exact, else the model. Either answer is refined by matting (matting.ts), so that hair holds.
 *
 * Throws `no_subject` when there is nothing to be found.
 */
export async function findSubject(
  raster: Raster,
  options: { method: 'auto' | 'model' | 'key'; model: string },
): Promise<FoundSubject> {
  const picture = await workingPlanes(raster, WORKING_EDGE);
  const opinion = options.method === 'key' ? null : await saliency(raster, await findModel(options.model, 'cutout'));
  const likely = opinion === null ? null : resizedPlane(opinion.plane, opinion, picture);
  const keyed = options.method === 'model' ? null : keyedBefore(raster, picture, likely);
  const byKey = keyed !== null && (opinion === null || isTrusted(keyed, likely!));
  const prior = byKey ? keyPrior(keyed, picture) : modelPrior(opinion!, picture);
  if (mean(prior.alpha) < NOTHING) throw nothingFound(options.method);
  const alpha = matte(picture, withinPicture(prior, picture));
  return {
    mask: fullSizeMask(raster, picture, alpha),
    method: byKey ? 'key' : 'model',
    confidence: round(byKey ? keyConfidence(keyed, likely) : modelConfidence(opinion!)),
  };
}

/** The key's answer; null where there is a model and the backdrop is not plain, so that it would not be asked. */
function keyedBefore(raster: Raster, picture: WorkingPlanes, likely: Plane | null): KeyedSubject | null {
  const lab = labPlanes(picture, raster.profile);
  const backdrop = fitBackdrop(lab, picture);
  return likely === null || isPlain(backdrop) ? keySubject(lab, picture, backdrop, likely) : null;
}

function isPlain({ share, noise }: Backdrop): boolean {
  return share >= PLAIN_SHARE && noise <= PLAIN_NOISE;
}

/** What is transparent already is no subject. */
function withinPicture(prior: MattePrior, { alpha: cover }: WorkingPlanes): MattePrior {
  if (cover === null) return prior;
  return { alpha: prior.alpha.map((value, i) => (cover[i]! < 0.02 ? 0 : value)), trust: prior.trust };
}

/** Do key and model mean the same thing? */
function isTrusted(keyed: KeyedSubject, likely: Plane): boolean {
  const { keyedShare, modelShare, both } = overlap(keyed.subject, likely);
  // A model that sees nothing has no say about a clear picture.
  if (modelShare < NOTHING) return keyedShare >= NOTHING;
  return both >= AGREED * modelShare && keyedShare <= NOT_MORE * modelShare;
}

function overlap(subject: Plane, likely: Plane): { keyedShare: number; modelShare: number; both: number } {
  let keyed = 0;
  let model = 0;
  let both = 0;
  for (let i = 0; i < subject.length; i++) {
    const inModel = likely[i]! > 0.5;
    if (subject[i] === 1) keyed++;
    if (inModel) model++;
    if (inModel && subject[i] === 1) both++;
  }
  const count = subject.length;
  return { keyedShare: keyed / count, modelShare: model / count, both: both / count };
}

/** How plain the backdrop is, and how far key and model agree (intersection over union) where there was a model. */
function keyConfidence({ backdrop, subject }: KeyedSubject, likely: Plane | null): number {
  const plain = Math.min(1, backdrop.share) * Math.min(1, PLAIN_NOISE / Math.max(PLAIN_NOISE, backdrop.noise));
  if (likely === null) return plain;
  const { keyedShare, modelShare, both } = overlap(subject, likely);
  const agreement = both / Math.max(1e-9, keyedShare + modelShare - both);
  return plain * (0.5 + 0.5 * agreement);
}

/** How much of what the model took for subject, wholly or in part, it was sure of. */
function modelConfidence({ plane }: Saliency): number {
  let sure = 0;
  let touched = 0;
  for (const value of plane) {
    if (value < 0.1) continue;
    touched++;
    if (value > 0.9) sure++;
  }
  return touched === 0 ? 0 : sure / touched;
}

/** The box around what is at least half opaque, px, and the share of the picture that is covered. */
export function extentOf(mask: Uint16Array, width: number, height: number): { bounds: Box; coverage: number } {
  let sum = 0;
  for (const value of mask) sum += value;
  const bounds = boundsWhere({ width, height }, (pixel) => mask[pixel]! >= 32768);
  return {
    bounds: bounds ?? { left: 0, top: 0, width: 0, height: 0 },
    coverage: round(sum / 65535 / (width * height)),
  };
}

function nothingFound(method: 'auto' | 'model' | 'key'): SafelightError {
  const advice =
    method === 'key'
      ? 'The backdrop’s colour reaches everywhere: use the method “model”.'
      : 'Choose another model, crop the picture closer, or give this node a fallback.';
  return new SafelightError('no_subject', `No subject was found to cut out. ${advice}`);
}

function mean(plane: Plane): number {
  let sum = 0;
  for (const value of plane) sum += value;
  return sum / plane.length;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
