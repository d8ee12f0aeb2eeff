/**
 * Slope factor of the sigmoid at ±100; the slope at mid grey is then 1.66.
 */
const STRONGEST_SIGMOID = 6;

/** A function of one encoded channel value. */
export type Curve = (x: number) => number;

/**
 * Contrast and brightness, each −100…100, as one curve over encoded values that fixes 0 and 1 and goes on in a straight
 * line beyond them. Brightness first, then contrast.
 *
 * Brightness: bias(x) = x / ((1/a − 2)(1 − x) + 1), which takes ½ to a = ½ + brightness/400 (Schlick, Fast Alternatives to
 * Perlin's Bias and Gain Functions, Graphics Gems IV, 1994). Unlike a gamma its slope at 0 is finite, and its inverse is
 * the bias of 1 − a.
 *
 * Contrast: the logistic sigmoid around ½, scaled to fix 0 and 1 (as in Braun and Fairchild 1999, and ImageMagick's
 * -sigmoidal-contrast): ½ + tanh(β(x − ½)/2) / (2·tanh(β/4)), β = 6·contrast/100. Negative contrast is its inverse.
 */
export function toneCurve(contrast: number, brightness: number): Curve {
  const bright = brightness === 0 ? null : extended(bias(0.5 + brightness / 400));
  const contrasted = contrast === 0 ? null : extended(sigmoid((STRONGEST_SIGMOID * contrast) / 100));
  if (bright !== null && contrasted !== null) return (x) => contrasted(bright(x));
  return bright ?? contrasted ?? ((x) => x);
}

interface Segment {
  curve: Curve;
  slopeAt0: number;
  slopeAt1: number;
}

function bias(a: number): Segment {
  const k = 1 / a - 2;
  return { curve: (x) => x / (k * (1 - x) + 1), slopeAt0: 1 / (k + 1), slopeAt1: k + 1 };
}

function sigmoid(beta: number): Segment {
  const b = Math.abs(beta);
  const t = Math.tanh(b / 4);
  const slope = (b * (1 - t * t)) / (4 * t);
  return beta > 0
    ? { curve: (x) => 0.5 + Math.tanh((b * (x - 0.5)) / 2) / (2 * t), slopeAt0: slope, slopeAt1: slope }
    : { curve: (y) => 0.5 + (2 / b) * Math.atanh((y - 0.5) * 2 * t), slopeAt0: 1 / slope, slopeAt1: 1 / slope };
}

function extended({ curve, slopeAt0, slopeAt1 }: Segment): Curve {
  return (x) => (x < 0 ? x * slopeAt0 : x > 1 ? 1 + (x - 1) * slopeAt1 : curve(x));
}
