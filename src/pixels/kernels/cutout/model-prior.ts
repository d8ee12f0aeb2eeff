import type { Saliency } from '../../models/saliency.ts';
import { boxMean, type Plane } from '../box-mean.ts';
import { CERTAIN, type MattePrior } from './matting.ts';
import { solidSubject } from './solid-subject.ts';
import { resizedPlane, type WorkingPlanes } from './working-planes.ts';

/** Half the width of the rim that is looked at closely, in parts of the long edge: hair reaches that far beyond a model's outline. */
const RIM = 0.014;
/** How much the model's own word counts inside the rim, against the colours. */
const DOUBT = 0.03;
/** Below and above these a model means no and yes; where it is right it is so by a wide margin, and its yes is the weaker one. */
const NO = 0.12;
const YES = 0.62;

/** Where matting starts from when a model found the subject: certain inside and outside, open along the rim and where it is in doubt. */
export function modelPrior(found: Saliency, picture: WorkingPlanes): MattePrior {
  const solid = solidSubject(found.plane, found);
  const alpha = resizedPlane(solid, found, picture).slice();
  for (let i = 0; i < alpha.length; i++) alpha[i] = Math.min(1, Math.max(0, (alpha[i]! - NO) / (YES - NO)));
  const reach = Math.max(3, Math.round(RIM * Math.max(picture.width, picture.height)));
  return { alpha, trust: trustAround(alpha, picture, reach) };
}

/** Certain where everything within `reach` px is subject, or everything is background. */
function trustAround(alpha: Plane, picture: WorkingPlanes, reach: number): Plane {
  const trust = boxMean(alpha, picture, reach);
  for (let i = 0; i < trust.length; i++) {
    const all = trust[i]!;
    trust[i] = all < 1e-4 || all > 1 - 1e-4 ? CERTAIN : DOUBT * (2 * alpha[i]! - 1) ** 2;
  }
  return trust;
}
