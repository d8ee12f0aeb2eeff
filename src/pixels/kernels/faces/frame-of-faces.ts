import type { Box, Size } from '../../../workflow/plan/geometry.ts';

/** Faces look right a little above the middle of a frame: the eyes on its upper third. */
const HEIGHT_OF_FACES = 0.42;

/**
 * Where a frame of this size is taken so that it holds the faces: as many as fit together, the largest first, their middle in
 * the middle of the frame, a little above it. Px; inside the picture. Null without faces.
 */
export function frameOfFaces(faces: readonly Box[], picture: Size, frame: Size): Box | null {
  const [largest, ...others] = faces.toSorted((a, b) => b.width * b.height - a.width * a.height);
  if (largest === undefined) return null;
  let group: Box = largest;
  for (const face of others) {
    const together = union(group, face);
    if (together.width <= frame.width && together.height <= frame.height) group = together;
  }
  const left = placed(group.left + group.width / 2 - frame.width / 2, picture.width - frame.width);
  // A group that is nearly as high as the frame must not stick out at the top.
  const wanted = Math.min(group.top, group.top + group.height / 2 - frame.height * HEIGHT_OF_FACES);
  const top = placed(Math.max(wanted, group.top + group.height - frame.height), picture.height - frame.height);
  return { left, top, width: frame.width, height: frame.height };
}

function union(a: Box, b: Box): Box {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  };
}

function placed(wanted: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(wanted)));
}
