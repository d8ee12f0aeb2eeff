/** 3×3 matrix, row-major. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/**
 * How a channel's encoded value (0–1) relates to light (0–1). Both directions are defined, monotone and continuous over
 * all reals (odd-symmetric below 0, continued above 1), so that a run of colour operations can leave the range and
 * come back.
 */
export interface TransferCurve {
  /** Equal keys mean equal curves. */
  key: string;
  decode(encoded: number): number;
  encode(linear: number): number;
}

/** What the numbers of a raster mean: a matrix/TRC RGB space. PCS is XYZ with D50 white, as in ICC. */
export interface RgbProfile {
  /** Equal keys mean equal spaces. `srgb`, `display-p3`, …, or `embedded:<hash>`. */
  key: string;
  description: string;
  toXyzD50: Matrix3;
  fromXyzD50: Matrix3;
  curves: readonly [TransferCurve, TransferCurve, TransferCurve];
  /** ICC profile bytes to embed. */
  icc: Uint8Array;
  /** Larger than sRGB, so pixels are worked on in 16 bits. */
  wide: boolean;
}

/**
 * A picture in memory: interleaved RGB or RGBA (straight alpha), full range of its depth. Steps never change a raster
 * they were given unless they own it.
 */
export interface Raster {
  data: Uint8Array | Uint16Array;
  width: number;
  height: number;
  channels: 3 | 4;
  depth: 8 | 16;
  profile: RgbProfile;
  /** EXIF orientation still to be applied; 1 when upright. */
  orientation: number;
}
