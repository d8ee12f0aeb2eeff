import type { GrainStep } from '../../../workflow/plan/detail-steps.ts';
import type { Raster } from '../../raster.ts';
import { grainTile } from './grain-tile.ts';

/** Standard deviation at amount 100, of the range. */
const MOST = 0.1;
/** Long edge (px) at which grain has its nominal size. */
const NOMINAL_EDGE = 3000;
/** Two tiles of unlike size, laid over each other, repeat after their product only. */
const TILES = [509, 431] as const;

/** Standard deviation of a grain's blur in px: 0.35 + 2·size/100 on 3000 px, in proportion on others, so that prints look alike. */
export function grainSigma(size: number, { width, height }: { width: number; height: number }): number {
  return ((0.35 + (2 * size) / 100) * Math.max(width, height)) / NOMINAL_EDGE;
}

/**
 * Film grain: noise n of unit variance with the size of grain, the same in all channels, added to encoded values as
 * 0.1·amount/100·2√(y(1 − y))·n, where y is BT.601 luma. So it is strongest in the midtones, as in film, pure black and white
 * stay pure, and no colour shifts. `roughness` mixes in grain three times as large (grain-tile.ts). The noise comes from the seed
 * alone: the same params give the same bytes. With `owned` the raster's pixels are overwritten instead of copied.
 */
export function grain(raster: Raster, step: GrainStep, options: { owned?: boolean } = {}): Raster {
  const { width, height, channels, depth } = raster;
  const sigma = grainSigma(step.size, raster);
  const [tileA, tileB] = TILES.map((size, i) => grainTile(size, sigma, step.roughness / 100, step.seed * 2 + i)) as [
    Float32Array,
    Float32Array,
  ];
  const [sizeA, sizeB] = TILES;
  const max = depth === 8 ? 255 : 65535;
  const strength = (2 * MOST * step.amount) / 100 / Math.SQRT2;
  const source = raster.data;
  const target = options.owned ? source : source.slice();
  for (let y = 0; y < height; y++) {
    const rowA = (y % sizeA) * sizeA;
    const rowB = (y % sizeB) * sizeB;
    let a = 0;
    let b = 0;
    for (let x = 0, i = y * width * channels; x < width; x++, i += channels) {
      const red = source[i]!;
      const green = source[i + 1]!;
      const blue = source[i + 2]!;
      const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
      const more = strength * Math.sqrt(luma * Math.max(0, max - luma)) * (tileA[rowA + a]! + tileB[rowB + b]!);
      target[i] = clip(red + more, max);
      target[i + 1] = clip(green + more, max);
      target[i + 2] = clip(blue + more, max);
      if (++a === sizeA) a = 0;
      if (++b === sizeB) b = 0;
    }
  }
  return { ...raster, data: target };
}

function clip(value: number, max: number): number {
  return value <= 0 ? 0 : value >= max ? max : (value + 0.5) | 0;
}
