import type { Spot } from '../../../workflow/plan/retouch-steps.ts';
import { boxMean, type Plane } from '../box-mean.ts';
import { connectedRegions } from '../cutout/regions.ts';
import type { WorkingPlanes } from '../cutout/working-planes.ts';

/** Most spots that are taken out of one picture: more is texture, not dust. */
const MOST = 200;
/** Differences from the surroundings that are a spot, in local noise: at sensitivity 0 and at 100. */
const LEAST_SENSITIVE = 14;
const MOST_SENSITIVE = 4.5;
/** Noise (0–1) that every sensor has at least. */
const QUIET = 0.0035;
/** A spot fills this part of the square around it, at least; hairs and twigs do not. */
const ROUND = 0.45;
/** Its sides differ by this factor at most. */
const LONG = 2.6;
/** Around a spot it is calm: no more than this share of the ring stands out half as much. A line in pieces has neighbours. */
const CROWD = 0.05;

/**
 * Finds dust and blemishes: small round places that differ from smooth surroundings. The difference of two box means (a fast difference of
 * Gaussians, Lindeberg 1998) is compared with how much it varies around the place, so that foliage and fabric give no
 * spots. `size`: largest diameter, per cent of the long edge; `sensitivity` 0–100.
 */
export function findSpots(picture: WorkingPlanes, options: { sensitivity: number; size: number }): Spot[] {
  const { width, height } = picture;
  const longEdge = Math.max(width, height);
  const largest = Math.max(3, (options.size / 100) * longEdge);
  const luma = lumaOf(picture);
  const inner = boxMean(luma, picture, Math.max(1, largest / 6));
  const outer = boxMean(luma, picture, Math.max(3, largest));
  const difference = inner.map((value, i) => value - outer[i]!);
  const noise = localNoise(difference, picture, Math.max(8, 3 * largest));
  const limit = LEAST_SENSITIVE + (MOST_SENSITIVE - LEAST_SENSITIVE) * (options.sensitivity / 100);
  const found: { spot: Spot; strength: number }[] = [];
  for (const sign of [-1, 1]) {
    const stands = (i: number): boolean => sign * difference[i]! > limit * noise[i]!;
    const { labels, regions } = connectedRegions(stands, picture);
    for (const box of boxesOf(labels, regions.length, width)) {
      const across = box.right - box.left + 1;
      const down = box.bottom - box.top + 1;
      const { pixels, touchesBorder } = regions[box.label - 1]!;
      const isRound = pixels >= ROUND * across * down && Math.max(across, down) <= LONG * Math.min(across, down);
      if (touchesBorder || !isRound || pixels < 2 || Math.max(across, down) > largest * 1.3) continue;
      if (!isAlone(box, (i) => sign * difference[i]! > (limit / 2) * noise[i]!, labels, picture)) continue;
      found.push({
        spot: {
          x: (box.left + across / 2) / width,
          y: (box.top + down / 2) / height,
          radius: (Math.max(across, down) * 0.75 + 1) / longEdge,
        },
        strength: box.strongest(difference, noise),
      });
    }
  }
  return found
    .sort((a, b) => b.strength - a.strength)
    .slice(0, MOST)
    .map(({ spot }) => spot);
}

function lumaOf({ colour: [red, green, blue] }: WorkingPlanes): Plane {
  return red.map((value, i) => 0.299 * value + 0.587 * green[i]! + 0.114 * blue[i]!);
}

/**
 * How much the differences vary around each place: the mean of their sizes, large ones counted as three times the mean only, so that a
 * spot does not hide itself.
 */
function localNoise(difference: Plane, size: WorkingPlanes, radius: number): Plane {
  const sizes = difference.map(Math.abs);
  const first = boxMean(sizes, size, radius);
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.min(sizes[i]!, 3 * first[i]!);
  const second = boxMean(sizes, size, radius, sizes);
  for (let i = 0; i < second.length; i++) second[i] = Math.max(QUIET / 3, second[i]! * 1.25);
  return second;
}

interface LabelBox {
  label: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Largest difference in noise. */
  strongest(difference: Plane, noise: Plane): number;
}

/** Is the share of the surroundings that stands out (to the same side: a spot has a halo of the other) small? They are a square five times as wide as the spot, without itself and its rim. */
function isAlone(
  box: LabelBox,
  standsOut: (pixel: number) => boolean,
  labels: Int32Array,
  { width, height }: WorkingPlanes,
): boolean {
  const side = Math.max(box.right - box.left + 1, box.bottom - box.top + 1);
  const reach = Math.max(6, 2 * side);
  const rim = side / 3 + 1;
  let all = 0;
  let out = 0;
  for (let y = Math.max(0, box.top - reach); y <= Math.min(height - 1, box.bottom + reach); y++) {
    for (let x = Math.max(0, box.left - reach); x <= Math.min(width - 1, box.right + reach); x++) {
      const isOwn = x >= box.left - rim && x <= box.right + rim && y >= box.top - rim && y <= box.bottom + rim;
      if (isOwn || labels[y * width + x] === box.label) continue;
      all++;
      if (standsOut(y * width + x)) out++;
    }
  }
  return out <= CROWD * all;
}

function boxesOf(labels: Int32Array, count: number, width: number): LabelBox[] {
  const boxes = Array.from({ length: count }, (_, k) => ({
    label: k + 1,
    left: width,
    right: -1,
    top: Number.MAX_SAFE_INTEGER,
    bottom: -1,
  }));
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label === 0) continue;
    const box = boxes[label - 1]!;
    const x = i % width;
    const y = (i - x) / width;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return boxes.map((box) => ({
    ...box,
    strongest(difference, noise) {
      let most = 0;
      for (let y = box.top; y <= box.bottom; y++) {
        for (let x = box.left; x <= box.right; x++) {
          const i = y * width + x;
          if (labels[i] === box.label) most = Math.max(most, Math.abs(difference[i]!) / noise[i]!);
        }
      }
      return most;
    },
  }));
}
