import type { Box, Size } from '../../../workflow/plan/geometry.ts';
import type { Plane, PlaneSize } from '../box-mean.ts';

/** Half axes of a face with forehead, ears and chin, in parts of the detected box; it lies this part of the box higher. */
const HALF_WIDTH = 0.65;
const HALF_HEIGHT = 0.85;
const HIGHER = 0.05;
/** The outer part of the ellipse in which the limit falls from 1 to 0. */
const SOFT = 0.3;

/** Sets a plane (0–1) to 0 away from the faces, in place: each is an ellipse with a soft rim. `faces` are px of `picture`. */
export function keepToFaces(plane: Plane, size: PlaneSize, faces: readonly Box[], picture: Size): void {
  const near = new Float32Array(plane.length);
  const scale = size.width / picture.width;
  for (const face of faces) {
    const halfWidth = face.width * HALF_WIDTH * scale;
    const halfHeight = face.height * HALF_HEIGHT * scale;
    const centreX = (face.left + face.width / 2) * scale;
    const centreY = (face.top + face.height * (0.5 - HIGHER)) * scale;
    const bottom = Math.min(size.height - 1, Math.ceil(centreY + halfHeight));
    const right = Math.min(size.width - 1, Math.ceil(centreX + halfWidth));
    for (let y = Math.max(0, Math.floor(centreY - halfHeight)); y <= bottom; y++) {
      for (let x = Math.max(0, Math.floor(centreX - halfWidth)); x <= right; x++) {
        const distance = Math.hypot((x - centreX) / halfWidth, (y - centreY) / halfHeight);
        const t = Math.min(1, Math.max(0, (1 - distance) / SOFT));
        const at = y * size.width + x;
        near[at] = Math.max(near[at]!, t * t * (3 - 2 * t));
      }
    }
  }
  for (let i = 0; i < plane.length; i++) plane[i] = plane[i]! * near[i]!;
}
