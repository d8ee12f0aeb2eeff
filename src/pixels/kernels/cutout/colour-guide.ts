import { boxMean, type Plane, type PlaneSize } from '../box-mean.ts';

/** A plane as a linear function of colour at each pixel: red·r + green·g + blue·b + offset. */
export interface ColourFunction {
  slopes: readonly [Plane, Plane, Plane];
  offset: Plane;
}

/**
 * The guided filter with a colour guide (He, Sun, Tang 2013, section 3.4), prepared for one picture, radius and epsilon so that it can be
 * applied to many planes. See guided-filter.ts for what the numbers mean.
 */
export class ColourGuide {
  readonly #colour: readonly [Plane, Plane, Plane];
  readonly #size: PlaneSize;
  readonly #radius: number;
  readonly #means: readonly [Plane, Plane, Plane];
  /** The inverse of each window's covariance of colours plus epsilon: rr, rg, rb, gg, gb, bb. */
  readonly #inverse: readonly Plane[];

  constructor(
    colour: readonly [Plane, Plane, Plane],
    size: PlaneSize,
    { radius, epsilon }: { radius: number; epsilon: number },
  ) {
    this.#colour = colour;
    this.#size = size;
    this.#radius = radius;
    const [red, green, blue] = colour;
    const means = colour.map((plane) => boxMean(plane, size, radius)) as [Plane, Plane, Plane];
    this.#means = means;
    const product = (a: Plane, b: Plane): Plane => {
      const plane = new Float32Array(a.length);
      for (let i = 0; i < plane.length; i++) plane[i] = a[i]! * b[i]!;
      return boxMean(plane, size, radius, plane);
    };
    const inverse = [
      product(red, red),
      product(red, green),
      product(red, blue),
      product(green, green),
      product(green, blue),
      product(blue, blue),
    ];
    const [rr, rg, rb, gg, gb, bb] = inverse as [Plane, Plane, Plane, Plane, Plane, Plane];
    const [r, g, b] = means;
    for (let i = 0; i < rr.length; i++) {
      const a00 = rr[i]! - r[i]! * r[i]! + epsilon;
      const a01 = rg[i]! - r[i]! * g[i]!;
      const a02 = rb[i]! - r[i]! * b[i]!;
      const a11 = gg[i]! - g[i]! * g[i]! + epsilon;
      const a12 = gb[i]! - g[i]! * b[i]!;
      const a22 = bb[i]! - b[i]! * b[i]! + epsilon;
      const c00 = a11 * a22 - a12 * a12;
      const c01 = a02 * a12 - a01 * a22;
      const c02 = a01 * a12 - a02 * a11;
      const scale = 1 / (a00 * c00 + a01 * c01 + a02 * c02);
      rr[i] = c00 * scale;
      rg[i] = c01 * scale;
      rb[i] = c02 * scale;
      gg[i] = (a00 * a22 - a02 * a02) * scale;
      gb[i] = (a01 * a02 - a00 * a12) * scale;
      bb[i] = (a00 * a11 - a01 * a01) * scale;
    }
    this.#inverse = inverse;
  }

  /** The function of colour that comes nearest to the plane around each pixel. */
  functionOf(plane: Plane): ColourFunction {
    const [red, green, blue] = this.#colour;
    const [rMean, gMean, bMean] = this.#means;
    const [rr, rg, rb, gg, gb, bb] = this.#inverse as [Plane, Plane, Plane, Plane, Plane, Plane];
    const size = this.#size;
    const radius = this.#radius;
    const offset = boxMean(plane, size, radius);
    const slopes = [red, green, blue].map((guide) => {
      const product = new Float32Array(plane.length);
      for (let i = 0; i < product.length; i++) product[i] = guide[i]! * plane[i]!;
      return boxMean(product, size, radius, product);
    }) as [Plane, Plane, Plane];
    const [r, g, b] = slopes;
    for (let i = 0; i < plane.length; i++) {
      const mean = offset[i]!;
      const dr = r[i]! - rMean[i]! * mean;
      const dg = g[i]! - gMean[i]! * mean;
      const db = b[i]! - bMean[i]! * mean;
      const ar = rr[i]! * dr + rg[i]! * dg + rb[i]! * db;
      const ag = rg[i]! * dr + gg[i]! * dg + gb[i]! * db;
      const ab = rb[i]! * dr + gb[i]! * dg + bb[i]! * db;
      r[i] = ar;
      g[i] = ag;
      b[i] = ab;
      offset[i] = mean - ar * rMean[i]! - ag * gMean[i]! - ab * bMean[i]!;
    }
    for (const part of [...slopes, offset]) boxMean(part, size, radius, part);
    return { slopes, offset };
  }

  /** The plane filtered. */
  filter(plane: Plane): Plane {
    const { slopes, offset } = this.functionOf(plane);
    const [red, green, blue] = this.#colour;
    const [r, g, b] = slopes;
    for (let i = 0; i < offset.length; i++) {
      offset[i] = r[i]! * red[i]! + g[i]! * green[i]! + b[i]! * blue[i]! + offset[i]!;
    }
    return offset;
  }
}
