import type { Box } from '../../../workflow/plan/geometry.ts';
import { boundsWhere } from '../bounds-where.ts';
import { boxMean, type Plane, type PlaneSize } from '../box-mean.ts';
import { ColourGuide } from './colour-guide.ts';
import { croppedPlane, resizedPlane, type WorkingPlanes } from './working-planes.ts';

/** What is known before matting: `alpha` 0–1 everywhere, and how much it is to be trusted. */
export interface MattePrior {
  alpha: Plane;
  /** 0: found by colour alone; large (`CERTAIN`): stays as it is. */
  trust: Plane;
}

export const CERTAIN = 100;

interface Level {
  /** Size of the level, of the working size. */
  scale: number;
  /** Radius of the windows in which alpha is a linear function of colour, px. */
  radius: number;
  iterations: number;
}

/** From coarse, where a window sees across wide hair, to fine. */
const LEVELS: readonly Level[] = [
  { scale: 0.25, radius: 5, iterations: 24 },
  { scale: 0.5, radius: 4, iterations: 14 },
  { scale: 1, radius: 3, iterations: 6 },
];
/** Variance of colour (0–1) that counts as noise: 2.5 of 255 levels. */
const EPSILON = 1e-4;
/** What the coarsest windows see beyond the open part, px of the working size. */
const MARGIN = 44;
/** Half the side of the squares in which a level is asked whether alpha is flat, px of the level. */
const FLAT_RADIUS = 4;
/** Standard deviation of alpha below which a half transparent area is no hair but a doubt. */
const FLAT = 0.12;
/** How much the decision about a flat area counts. */
const DECIDED = 0.1;

/**
 * Opacity of the subject where it mixes with the background, by the closed-form matting Laplacian: inside every window alpha is a
 * linear function of colour. Solves (L + T) α = T α₀ by conjugate gradients, T being the trust. L = 1 − W, where W is the
 * colour guided filter, so that an iteration takes the same time whatever the windows' size.
 *
 * A. Levin, D. Lischinski, Y. Weiss: A Closed-Form Solution to Natural Image Matting, IEEE PAMI 30(2), 2008; K. He, J. Sun,
 * X. Tang: Fast Matting Using Large Kernel Matting Laplacian Matrices, CVPR 2010; L = 1 − W: He, Sun, Tang 2013, section 3.5.
 */
export function matte(picture: WorkingPlanes, prior: MattePrior): Plane {
  const alpha = prior.alpha.slice();
  const box = openBox(picture, prior.trust);
  if (box === null) return alpha;
  const crop = (plane: Plane): Plane => croppedPlane(plane, picture, box);
  const solution = solveLevels(picture.colour.map(crop) as [Plane, Plane, Plane], box, {
    alpha: crop(prior.alpha),
    trust: crop(prior.trust),
  });
  for (let y = 0, from = 0; y < box.height; y++) {
    for (let x = 0, i = (box.top + y) * picture.width + box.left; x < box.width; x++, i++, from++) {
      if (prior.trust[i]! < CERTAIN) alpha[i] = Math.min(1, Math.max(0, solution[from]!));
    }
  }
  return alpha;
}

function solveLevels(colour: readonly [Plane, Plane, Plane], whole: PlaneSize, prior: MattePrior): Plane {
  let { alpha, trust } = prior;
  let solution = alpha;
  let size = whole;
  for (const { scale, radius, iterations } of LEVELS) {
    const before = size;
    size = {
      width: Math.max(1, Math.round(whole.width * scale)),
      height: Math.max(1, Math.round(whole.height * scale)),
    };
    const at = (plane: Plane, from: PlaneSize): Plane => resizedPlane(plane, from, size);
    const [red, green, blue] = colour;
    const levelColour = [at(red, whole), at(green, whole), at(blue, whole)] as const;
    const guide = new ColourGuide(levelColour, size, { radius, epsilon: EPSILON });
    const known = { alpha: at(alpha, whole), trust: at(trust, whole) };
    const start = at(solution, before).slice();
    for (let i = 0; i < start.length; i++) if (known.trust[i]! >= CERTAIN) start[i] = known.alpha[i]!;
    solution = solve(guide, known, start, iterations);
    if (scale < 1) ({ alpha, trust } = decided({ alpha, trust }, whole, solution, size));
  }
  return solution;
}

/** Takes a side where a level found a flat half transparency: glass and ghosts of the model, not hair. */
function decided(prior: MattePrior, whole: PlaneSize, solution: Plane, size: PlaneSize): MattePrior {
  const mean = boxMean(solution, size, FLAT_RADIUS);
  const squares = boxMean(
    solution.map((value) => value * value),
    size,
    FLAT_RADIUS,
  );
  for (let i = 0; i < squares.length; i++) {
    squares[i] = Math.max(0, 1 - Math.sqrt(Math.max(0, squares[i]! - mean[i]! ** 2)) / FLAT);
  }
  const flat = resizedPlane(squares, size, whole);
  const level = resizedPlane(mean, size, whole);
  const alpha = prior.alpha.slice();
  const trust = prior.trust.slice();
  for (let i = 0; i < alpha.length; i++) {
    const weight = DECIDED * flat[i]!;
    if (trust[i]! >= weight) continue;
    trust[i] = weight;
    alpha[i] = level[i]! > 0.5 ? 1 : 0;
  }
  return { alpha, trust };
}

/** The part that is open, with room for the windows around it; null when nothing is. */
function openBox(size: PlaneSize, trust: Plane): Box | null {
  const open = boundsWhere(size, (pixel) => trust[pixel]! < CERTAIN);
  if (open === null) return null;
  const left = Math.max(0, open.left - MARGIN);
  const top = Math.max(0, open.top - MARGIN);
  return {
    left,
    top,
    width: Math.min(size.width, open.left + open.width + MARGIN) - left,
    height: Math.min(size.height, open.top + open.height + MARGIN) - top,
  };
}

/** Conjugate gradients from `start`, which is overwritten. Preconditioned by the diagonal, of which the Laplacian's part is about 1. */
function solve(guide: ColourGuide, { alpha, trust }: MattePrior, start: Plane, iterations: number): Plane {
  const count = start.length;
  const apply = (plane: Plane): Plane => {
    const result = guide.filter(plane);
    for (let i = 0; i < count; i++) result[i] = plane[i]! - result[i]! + trust[i]! * plane[i]!;
    return result;
  };
  const residual = apply(start);
  const direction = new Float32Array(count);
  let energy = 0;
  for (let i = 0; i < count; i++) {
    residual[i] = trust[i]! * alpha[i]! - residual[i]!;
    direction[i] = residual[i]! / (1 + trust[i]!);
    energy += residual[i]! * direction[i]!;
  }
  const enough = 1e-7 * count;
  for (let iteration = 0; iteration < iterations && energy > enough; iteration++) {
    const moved = apply(direction);
    let curvature = 0;
    for (let i = 0; i < count; i++) curvature += direction[i]! * moved[i]!;
    if (curvature <= 0) break;
    const step = energy / curvature;
    let next = 0;
    for (let i = 0; i < count; i++) {
      start[i] = start[i]! + step * direction[i]!;
      residual[i] = residual[i]! - step * moved[i]!;
      next += (residual[i]! * residual[i]!) / (1 + trust[i]!);
    }
    const keep = next / energy;
    energy = next;
    for (let i = 0; i < count; i++) direction[i] = residual[i]! / (1 + trust[i]!) + keep * direction[i]!;
  }
  return start;
}
