import type { Shape } from './shapes.ts';
import { type EncodeStep, isLossy } from './steps.ts';

/** JPEG 4:2:0 of REFERENCE_PIXELS, bytes a pixel by quality: medians of nine photos of the corpus, sharp 0.35. */
const JPEG_CURVE = [
  [1, 0.01],
  [50, 0.038],
  [75, 0.067],
  [85, 0.103],
  [95, 0.227],
  [100, 0.558],
] as const;
const REFERENCE_PIXELS = 2.8e6;
/** Smaller pictures have more detail in each pixel: from 0.1 to 2.8 megapixels bytes a pixel fell by this power. */
const DETAIL_POWER = -0.17;

/** Size against a JPEG of the same quality number (measured likewise). */
const AGAINST_JPEG = { jpeg: 1, webp: 0.7, avif: 0.95, jxl: 0.75 } as const;
const FULL_CHROMA = 1.33;
/** Bytes of a lossless file for each byte of raw pixels (measured likewise). */
const LOSSLESS = { png: 0.65, tiff: 0.45, webp: 0.32, avif: 0.4, jpeg: 1, jxl: 0.33 } as const;
/** The lower bits of 16-bit pictures are noise, which does not pack. */
const LOSSLESS_16 = 0.8;
/** Against the same in 8 bits, where the lower 8 are copies of the upper ones (TIFF of four photos of the corpus: 1.1 to 1.35). */
const COPIED_BITS = 1.25;

/** A rule of thumb for photographs: right within a factor of two for most, whatever the picture shows. */
export function encodedBytes(step: EncodeStep, shape: Shape): number {
  const pixels = shape.width * shape.height;
  const channels = shape.alpha && step.format !== 'jpeg' ? 4 : 3;
  const lossy = isLossy(step);
  let bytes: number;
  if (lossy && step.format !== 'png' && step.format !== 'tiff') {
    const chroma = step.chroma === '4:4:4' && step.format !== 'webp' ? FULL_CHROMA : 1;
    const detail = (pixels / REFERENCE_PIXELS) ** DETAIL_POWER;
    bytes = pixels * onCurve(step.quality) * detail * AGAINST_JPEG[step.format] * chroma;
  } else {
    const deep =
      (step.format === 'png' || step.format === 'tiff') && (step.depth === 'source' ? shape.depth : step.depth) === 16;
    const shallow = pixels * channels * LOSSLESS[step.format];
    if (!deep) bytes = shallow;
    else bytes = shape.bits === 8 ? shallow * COPIED_BITS : pixels * channels * 2 * LOSSLESS_16;
  }
  // Header, tables, profile and what metadata usually takes.
  const whole = Math.round(bytes) + 3_000;
  return step.maxKilobytes === null ? whole : Math.min(whole, step.maxKilobytes * 1000);
}

function onCurve(quality: number): number {
  const at = Math.max(
    1,
    JPEG_CURVE.findIndex(([q]) => q >= quality),
  );
  const [q0, b0] = JPEG_CURVE[at - 1]!;
  const [q1, b1] = JPEG_CURVE[at]!;
  return b0 + ((b1 - b0) * (quality - q0)) / (q1 - q0);
}
