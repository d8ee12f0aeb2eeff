import type { ColourOp } from '../../workflow/plan/steps.ts';
import type { Raster, RgbProfile } from '../raster.ts';
import type { Luts } from './colour-ops/op-stages.ts';
import { colourFunction } from './colour-ops.ts';
import { buildColourKernel, type ColourKernel } from './colour-tables/build.ts';

/** Tables of the chains used last, per worker thread: a batch uses the same few for every picture. */
const cache = new Map<string, { kernel: ColourKernel | null; profile: RgbProfile }>();
const CACHED_CHAINS = 12;
const PORTION_PIXELS = 16_384;

type Levels = Uint8Array | Uint16Array;

/**
 * A chain of colour operations in one pass with one quantisation. Alpha is left alone. A chain that changes nothing hands
 * the raster back as it is. With `owned` the raster's pixels are overwritten instead of copied. `luts`: the colour
 * tables that operations name, by path.
 */
export function applyColour(
  raster: Raster,
  ops: readonly ColourOp[],
  options: { owned?: boolean; luts?: Luts } = {},
): Raster {
  const { kernel, profile } = kernelFor(raster, ops, options.luts ?? new Map());
  if (kernel === null) return profile === raster.profile ? raster : { ...raster, profile };
  const source = raster.data;
  const target = options.owned ? source : emptyLike(source, source.length);
  if (raster.channels === 3) kernel(source, target);
  else runBesideAlpha(kernel, source, target);
  return { ...raster, data: target, profile };
}

/** RGBA in portions: colour is taken out, changed and put back beside its alpha. */
function runBesideAlpha(kernel: ColourKernel, source: Levels, target: Levels): void {
  const rgb = emptyLike(source, Math.min(source.length / 4, PORTION_PIXELS) * 3);
  for (let start = 0; start < source.length; start += PORTION_PIXELS * 4) {
    const end = Math.min(source.length, start + PORTION_PIXELS * 4);
    const portion = rgb.subarray(0, ((end - start) / 4) * 3);
    for (let i = start, n = 0; i < end; i += 4, n += 3) {
      portion[n] = source[i]!;
      portion[n + 1] = source[i + 1]!;
      portion[n + 2] = source[i + 2]!;
    }
    kernel(portion, portion);
    for (let i = start, n = 0; i < end; i += 4, n += 3) {
      target[i] = portion[n]!;
      target[i + 1] = portion[n + 1]!;
      target[i + 2] = portion[n + 2]!;
      target[i + 3] = source[i + 3]!;
    }
  }
}

function emptyLike(like: Levels, length: number): Levels {
  return like instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);
}

function kernelFor(
  raster: Raster,
  ops: readonly ColourOp[],
  luts: Luts,
): { kernel: ColourKernel | null; profile: RgbProfile } {
  const tables = ops.flatMap((op) => (op.op === 'lut' ? [luts.get(op.path)?.key] : []));
  const key = `${raster.depth} ${raster.profile.key} ${JSON.stringify([ops, tables])}`;
  let entry = cache.get(key);
  if (entry === undefined) {
    const chain = colourFunction(ops, raster.profile, luts);
    entry = { kernel: buildColourKernel(chain, raster.depth), profile: chain.profile };
  }
  cache.delete(key);
  cache.set(key, entry);
  if (cache.size > CACHED_CHAINS) cache.delete(cache.keys().next().value!);
  return entry;
}
