import { boxMean, type Plane, type PlaneSize } from './box-mean.ts';

/**
 * Guided filter with a grey guide: inside each square of (2·radius+1)² px the result is the linear function of the guide that
 * comes nearest to the input, so that it is smooth where the guide is and has the guide's edges. `epsilon` is the variance of
 * the guide (values 0–1) below which an area counts as smooth: 0.01² keeps faint texture, 0.1² only strong edges. With
 * input and guide the same it is an edge-preserving blur.
 *
 * K. He, J. Sun, X. Tang: Guided Image Filtering, IEEE PAMI 35(6), 2013, equations 5, 6 and 8.
 */
export function guidedFilter(
  input: Plane,
  guide: Plane,
  size: PlaneSize,
  { radius, epsilon }: { radius: number; epsilon: number },
): Plane {
  const { slope, offset } = guidedCoefficients(input, guide, size, { radius, epsilon });
  for (let i = 0; i < offset.length; i++) offset[i] = slope[i]! * guide[i]! + offset[i]!;
  return offset;
}

/**
 * The filter's linear function at each pixel, result = slope · guide + offset. Found on a small picture and enlarged, it can be
 * laid on the guide in full size (K. He, J. Sun: Fast Guided Filter, arXiv:1505.00996).
 */
export function guidedCoefficients(
  input: Plane,
  guide: Plane,
  size: PlaneSize,
  { radius, epsilon }: { radius: number; epsilon: number },
): { slope: Plane; offset: Plane } {
  const same = input === guide;
  const meanGuide = boxMean(guide, size, radius);
  const meanInput = same ? meanGuide : boxMean(input, size, radius);
  const slope = new Float32Array(guide.length);
  const offset = new Float32Array(guide.length);
  for (let i = 0; i < guide.length; i++) {
    slope[i] = guide[i]! * guide[i]!;
    offset[i] = guide[i]! * input[i]!;
  }
  boxMean(slope, size, radius, slope);
  boxMean(offset, size, radius, offset);
  for (let i = 0; i < guide.length; i++) {
    const variance = Math.max(0, slope[i]! - meanGuide[i]! ** 2);
    const covariance = offset[i]! - meanGuide[i]! * meanInput[i]!;
    const a = covariance / (variance + epsilon);
    slope[i] = a;
    offset[i] = meanInput[i]! - a * meanGuide[i]!;
  }
  return { slope: boxMean(slope, size, radius, slope), offset: boxMean(offset, size, radius, offset) };
}
