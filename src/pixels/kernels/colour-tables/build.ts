import { channelCurve, isSeparable, runStages, type Stage } from '../colour-ops/stages.ts';
import type { Curve } from '../colour-ops/tone-curve.ts';
import type { ColourFunction } from '../colour-ops.ts';
import { measureAccuracy } from './accuracy.ts';
import { buildLattice, type Lattice, sampleLattice } from './lattice.ts';
import { latticeFor8, runLattice8 } from './lattice-8.ts';
import { fitLight, lightTables, runLight, runMatrix8, runMatrix16 } from './light.ts';
import { runExact, runLattice16, runTables } from './loops.ts';

type Levels = Uint8Array | Uint16Array;

/**
 * Writes the changed pixels of `source` to `target`, which may be the same array. Both are RGB of the depth it was built
 * for. There is no RGBA variant: loops whose step is a constant run half as long again faster.
 */
export type ColourKernel = (source: Levels, target: Levels) => void;

/** A lattice must be this close to the exact function (ΔE*ab). */
const GOOD = { mean: 0.3, max: 1.5 };

/**
 * The fastest right way to compute a chain; null when nothing changes. In this order, as far as they are possible and, for
 * lattices, close enough to the exact function:
 *
 * 1. a table per channel
 * 2. a matrix between tables
 * 3. 8 bits: a lattice of 33³ between tables, three times as fast as
 * 4. tables around the exact work on light
 * 5. a lattice of 33³ or 65³ between tables
 * 6. the function itself for each pixel
 */
export function buildColourKernel(chain: ColourFunction, depth: 8 | 16): ColourKernel | null {
  if (chain.identity) return null;
  if (chain.separable) return tableKernel(chain, depth);
  const { leading, middle, trailing } = split(chain.stages);
  const works = middle.every((stage) => stage.kind === 'matrix' || stage.kind === 'mix');
  const inLight = works && fitLight(channelCurves(trailing));
  if (inLight && middle[0]!.kind === 'matrix' && middle.length === 1) {
    const tables = lightTables(depth, channelCurves(leading), channelCurves(trailing));
    const { matrix } = middle[0]!;
    return (source, target) =>
      source instanceof Uint8Array
        ? runMatrix8(tables, matrix, source, target as Uint8Array)
        : runMatrix16(tables, matrix, source, target as Uint16Array);
  }
  if (inLight) {
    const lattice = depth === 8 ? latticeKernel(chain, depth, 33) : null;
    if (lattice !== null) return lattice;
    const tables = lightTables(depth, channelCurves(leading), channelCurves(trailing));
    const only = middle[0]!;
    const work =
      middle.length === 1 && only.kind === 'mix' ? only.apply : (rgb: Float64Array) => runStages(middle, rgb);
    return (source, target) => runLight(tables, work, source, target);
  }
  return (
    latticeKernel(chain, depth, 33) ??
    latticeKernel(chain, depth, 65) ??
    ((source, target) => runExact(chain.apply, source, target))
  );
}

function tableKernel(chain: ColourFunction, depth: 8 | 16): ColourKernel {
  const max = depth === 8 ? 255 : 65535;
  const tables = channelCurves(chain.stages).map((curve) => {
    const table = depth === 8 ? new Uint8Array(max + 1) : new Uint16Array(max + 1);
    for (let level = 0; level <= max; level++) {
      table[level] = Math.round(Math.min(1, Math.max(0, curve(level / max))) * max);
    }
    return table;
  });
  return (source, target) => runTables(tables, source, target);
}

/** Null when a lattice of this size is not close enough. */
function latticeKernel(chain: ColourFunction, depth: 8 | 16, size: number): ColourKernel | null {
  const { leading, middle, trailing } = splitWhereEncoded(chain.stages);
  const pre = channelCurves(leading);
  const post = channelCurves(trailing);
  const box = {
    low: Math.min(...pre.map((curve) => curve(0))),
    high: Math.max(...pre.map((curve) => curve(1))),
  };
  const lattice = buildLattice(size, box.low, box.high, (rgb) => runStages(middle, rgb));
  const scale = (size - 1) / (box.high - box.low);
  const through = (rgb: Float64Array): void => {
    const place = (channel: 0 | 1 | 2): number => (pre[channel](rgb[channel]!) - box.low) * scale;
    sampleLattice(lattice, place(0), place(1), place(2), rgb);
    for (const channel of [0, 1, 2] as const) rgb[channel] = post[channel](rgb[channel]!);
  };
  const { mean, max } = measureAccuracy(through, chain.apply, chain.profile);
  if (mean > GOOD.mean || max > GOOD.max) return null;
  return depth === 8 ? kernel8(lattice, box, pre, post) : kernel16(lattice, box, pre, post);
}

type Curves = readonly [Curve, Curve, Curve];
interface Range {
  low: number;
  high: number;
}

function kernel8(lattice: Lattice, box: Range, pre: Curves, post: Curves): ColourKernel {
  const tables = latticeFor8(lattice, box, pre, post);
  return (source, target) => runLattice8(tables, source as Uint8Array, target as Uint8Array);
}

function kernel16(lattice: Lattice, box: Range, pre: Curves, post: Curves): ColourKernel {
  const scale = (lattice.size - 1) / (box.high - box.low);
  const places = pre.map((curve) =>
    Float32Array.from({ length: 65536 }, (_, level) => (curve(level / 65535) - box.low) * scale),
  );
  return (source, target) => runLattice16(lattice, places, post, source as Uint16Array, target as Uint16Array);
}

interface Parts {
  leading: Stage[];
  middle: Stage[];
  trailing: Stage[];
}

/** Cuts a chain where channels start and stop to mix. */
function split(stages: readonly Stage[]): Parts {
  const start = stages.findIndex((stage) => !isSeparable(stage));
  const end = stages.findLastIndex((stage) => !isSeparable(stage)) + 1;
  return { leading: stages.slice(0, start), middle: stages.slice(start, end), trailing: stages.slice(end) };
}

/**
 * As `split`, but the parts meet at encoded values, where a regular grid is fine enough in the shadows; in light it is not.
 */
function splitWhereEncoded(stages: readonly Stage[]): Parts {
  const { leading, trailing } = split(stages);
  const lastEncode = leading.findLastIndex((stage) => stage.kind === 'encode');
  const lastDecode = leading.findLastIndex((stage) => stage.kind === 'decode');
  const start = lastDecode > lastEncode ? lastDecode : leading.length;
  const from = stages.length - trailing.length;
  const firstEncode = trailing.findIndex((stage) => stage.kind === 'encode');
  const firstDecode = trailing.findIndex((stage) => stage.kind === 'decode');
  const endsInLight = firstEncode >= 0 && (firstDecode < 0 || firstEncode < firstDecode);
  const end = endsInLight ? from + firstEncode + 1 : from;
  return { leading: stages.slice(0, start), middle: stages.slice(start, end), trailing: stages.slice(end) };
}

function channelCurves(stages: readonly Stage[]): Curves {
  return [channelCurve(stages, 0), channelCurve(stages, 1), channelCurve(stages, 2)];
}
