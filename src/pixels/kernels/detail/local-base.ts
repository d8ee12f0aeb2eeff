import type { Raster } from '../../raster.ts';
import type { Plane } from '../box-mean.ts';
import { guidedCoefficients } from '../guided-filter.ts';
import { lightnessRow, type PictureLight } from './picture-light.ts';
import { Enlarger, reducedPlane, reduction } from './reduced.ts';

/**
 * The lightness around each pixel that keeps to edges: what lies on the other side of an edge does not count, so that nothing
 * made from it draws halos. The fast guided filter (He and Sun, arXiv:1505.00996) on lightness, found on the picture made
 * smaller, so that it takes the same time whatever the radius.
 */
export class LocalBase {
  readonly #slope: Plane;
  readonly #offset: Plane;
  readonly #enlarger: Enlarger;
  readonly #slopes: Float32Array;

  /** `radius` in px of the picture; `fineness`: px that the radius shall have at least on the smaller picture. */
  constructor(
    light: PictureLight,
    raster: Raster,
    { radius, epsilon, fineness }: { radius: number; epsilon: number; fineness: number },
  ) {
    const small = reduction(raster, Math.max(1, Math.floor(radius / fineness)));
    const plane = reducedPlane(raster, small, (y, out) => lightnessRow(light, raster, y, out), alphaRows(raster));
    const reach = Math.max(1, radius / small.factor);
    const { slope, offset } = guidedCoefficients(plane, plane, small, { radius: reach, epsilon });
    this.#slope = slope;
    this.#offset = offset;
    this.#enlarger = new Enlarger(raster, small);
    this.#slopes = new Float32Array(raster.width);
  }

  /** The base of one row whose lightness is given. */
  row(y: number, lightness: Float32Array, out: Float32Array): void {
    const slopes = this.#slopes;
    this.#enlarger.row(this.#slope, y, slopes);
    this.#enlarger.row(this.#offset, y, out);
    for (let x = 0; x < slopes.length; x++) out[x] = slopes[x]! * lightness[x]! + out[x]!;
  }
}

/** Alpha by rows, 0–1; null for pictures without. */
export function alphaRows({ data, width, channels, depth }: Raster): ((y: number, out: Float32Array) => void) | null {
  if (channels === 3) return null;
  const scale = depth === 8 ? 1 / 255 : 1 / 65535;
  return (y, out) => {
    for (let x = 0, i = y * width * 4 + 3; x < width; x++, i += 4) out[x] = data[i]! * scale;
  };
}
