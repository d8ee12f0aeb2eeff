import type { Box } from '../../../workflow/plan/geometry.ts';
import type { SkinSmoothStep } from '../../../workflow/plan/retouch-steps.ts';
import type { Raster } from '../../raster.ts';
import { boxMean, type Plane } from '../box-mean.ts';
import { resizedPlane, taps, type WorkingPlanes, workingPlanes } from '../cutout/working-planes.ts';
import { guidedFilter } from '../guided-filter.ts';
import { keepToFaces } from './keep-to-faces.ts';
import { skinLikelihood } from './skin-likelihood.ts';

/** Blemishes are this many pixels of the working planes large, which decides on their size. */
const RADIUS = 6;
/** Largest long edge of the working planes, px. */
const EDGE = 2048;
/** Contrast (0–1) from which an edge is a feature of the face and stays. */
const FEATURE = 0.06;

/** Where skin may be smoothed; null where that does not matter. */
export interface SkinLimits {
  /** White where it may, as a picture. */
  mask: Raster | null;
  /** Px of the picture. */
  faces: readonly Box[] | null;
}

/**
 * Frequency separation, the retoucher's way: a picture is its forms (an edge-preserving blur by the guided filter), its blemishes (what is
 * finer than forms, down to a sixth of `radius`) and its texture (pores, hair). On skin the blemishes are taken out by
 * `strength`, the texture stays by `texture`. `limits` keep it to a part of the picture. Alpha is left alone. Answers how much of the picture
 * is skin, 0–1.
 */
export async function skinSmooth(
  raster: Raster,
  step: Pick<SkinSmoothStep, 'strength' | 'radius' | 'texture'>,
  { mask, faces }: SkinLimits,
): Promise<{ raster: Raster; skin: number }> {
  const radius = (step.radius / 100) * Math.min(raster.width, raster.height);
  const longEdge = Math.max(raster.width, raster.height);
  const picture = await workingPlanes(raster, Math.min(EDGE, Math.max(64, Math.round((longEdge * RADIUS) / radius))));
  const skin = skinLikelihood(picture, raster.profile);
  if (mask !== null) {
    const limit = await workingPlanes(mask, Math.max(picture.width, picture.height));
    const inside = resizedPlane(limit.colour[0], limit, picture);
    for (let i = 0; i < skin.length; i++) skin[i] = skin[i]! * inside[i]!;
  }
  if (faces !== null) keepToFaces(skin, picture, faces, raster);
  const reach = Math.max(1, Math.round((radius * Math.max(picture.width, picture.height)) / longEdge));
  const fine = picture.colour.map((plane) => boxMean(plane, picture, 1));
  const changes = fine.map((plane) => {
    const forms = guidedFilter(plane, plane, picture, { radius: reach, epsilon: FEATURE ** 2 });
    for (let i = 0; i < forms.length; i++) forms[i] = (forms[i]! - plane[i]!) * (step.strength / 100) * skin[i]!;
    return forms;
  });
  const share = skin.reduce((sum, value) => sum + value, 0) / skin.length;
  const flatten = (1 - step.texture / 100) * (step.strength / 100);
  return { raster: changed(raster, picture, { skin, changes, fine, flatten }), skin: share };
}

interface Change {
  skin: Plane;
  /** What to add, each channel. */
  changes: readonly Plane[];
  /** The picture without its texture, each channel. */
  fine: readonly Plane[];
  /** How much of the texture goes, 0–1. */
  flatten: number;
}

function changed(raster: Raster, size: WorkingPlanes, { skin, changes, fine, flatten }: Change): Raster {
  const { width, height, channels, depth } = raster;
  const top = depth === 8 ? 255 : 65535;
  const data = raster.data.slice();
  const across = taps(size.width, width);
  const down = taps(size.height, height);
  for (let y = 0, i = 0; y < height; y++) {
    const above = down.first[y]! * size.width;
    const below = down.second[y]! * size.width;
    const v = down.share[y]!;
    for (let x = 0; x < width; x++, i += channels) {
      const a = above + across.first[x]!;
      const b = above + across.second[x]!;
      const c = below + across.first[x]!;
      const d = below + across.second[x]!;
      if (skin[a] === 0 && skin[b] === 0 && skin[c] === 0 && skin[d] === 0) continue;
      const u = across.share[x]!;
      const w = u * v;
      const wa = 1 - u - v + w;
      const at = (plane: Plane): number => plane[a]! * wa + plane[b]! * (u - w) + plane[c]! * (v - w) + plane[d]! * w;
      const away = flatten === 0 ? 0 : flatten * at(skin);
      for (let channel = 0; channel < 3; channel++) {
        const old = data[i + channel]! / top;
        const texture = away === 0 ? 0 : (old - at(fine[channel]!)) * away;
        const value = old + at(changes[channel]!) - texture;
        data[i + channel] = Math.round(Math.min(1, Math.max(0, value)) * top);
      }
    }
  }
  return { ...raster, data };
}
