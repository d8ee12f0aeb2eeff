import { channelCurve, isSeparable, runStages, type Stage } from '../colour-ops/stages.ts';
import type { Curve } from '../colour-ops/tone-curve.ts';
import type { ColourFunction } from '../colour-ops.ts';
import { measureAccuracy } from './accuracy.ts';
import { buildLattice, type Lattice, sampleLattice } from './lattice.ts';
import { latticeFor8, runLattice8 } from './lattice-8.ts';
import { runExact, runLattice16, runTables } from './loops.ts';
import { matrixTables, runMatrix8, runMatrix16 } from './matrix.ts';

/**
 * Writes the changed pixels of `source` to `target`, which may be the same array. Both are RGB of the depth it was built
 * for. There is no RGBA variant: loops whose step is a constant run half as long again faster.
 */
export type ColourKernel = (source: Uint8Array | Uint16Array, target: Uint8Array | Uint16Array) => void;

/** A lattice must be this close to the exact function (ΔE*ab), else a finer one is taken, and then none. */
const GOOD = { mean: 0.3, max: 1.5 };
const SIZES = [33, 65];

/**
 * The fastest way to compute a chain that is right: tables per channel; a matrix between tables; a lattice between
 * tables, when it proves close enough; else the function itself for each pixel. Null when nothing changes.
 */
export function buildColourKernel(chain: ColourFunction, depth: 8 | 16): ColourKernel | null {
  if (chain.identity) return null;
  const max = depth === 8 ? 255 : 65535;
  const { stages } = chain;
  if (chain.separable) {
    const tables = channelCurves(stages).map((curve) => {
      const table = depth === 8 ? new Uint8Array(max + 1) : new Uint16Array(max + 1);
      for (let level = 0; level <= max; level++) {
        table[level] = Math.round(Math.min(1, Math.max(0, curve(level / max))) * max);
      }
      return table;
    });
    return (source, target) => runTables(tables, source, target);
  }
  const mixing = stages.filter((stage) => !isSeparable(stage));
  const only = mixing[0]!;
  if (mixing.length === 1 && only.kind === 'matrix') {
    const at = stages.indexOf(only);
    const tables = matrixTables(
      depth,
      channelCurves(stages.slice(0, at)),
      only.matrix,
      channelCurves(stages.slice(at + 1)),
    );
    return (source, target) =>
      source instanceof Uint8Array
        ? runMatrix8(tables, source, target as Uint8Array)
        : runMatrix16(tables, source, target as Uint16Array);
  }
  return latticeKernel(chain, depth) ?? ((source, target) => runExact(chain.apply, source, target));
}

function latticeKernel(chain: ColourFunction, depth: 8 | 16): ColourKernel | null {
  const { leading, middle, trailing } = split(chain.stages);
  const pre = channelCurves(leading);
  const post = channelCurves(trailing);
  const box = {
    low: Math.min(...pre.map((curve) => curve(0))),
    high: Math.max(...pre.map((curve) => curve(1))),
  };
  for (const size of SIZES) {
    const lattice = buildLattice(size, box.low, box.high, (rgb) => runStages(middle, rgb));
    const scale = (size - 1) / (box.high - box.low);
    const through = (rgb: Float64Array): void => {
      const place = (channel: 0 | 1 | 2): number => (pre[channel](rgb[channel]!) - box.low) * scale;
      sampleLattice(lattice, place(0), place(1), place(2), rgb);
      for (const channel of [0, 1, 2] as const) rgb[channel] = post[channel](rgb[channel]!);
    };
    const accuracy = measureAccuracy(through, chain.apply, chain.profile);
    if (accuracy.mean <= GOOD.mean && accuracy.max <= GOOD.max) return kernelOf(lattice, box, pre, post, depth);
  }
  return null;
}

type Curves = readonly [Curve, Curve, Curve];

function kernelOf(
  lattice: Lattice,
  box: { low: number; high: number },
  pre: Curves,
  post: Curves,
  depth: 8 | 16,
): ColourKernel {
  if (depth === 8) {
    const tables = latticeFor8(lattice, box, pre, post);
    return (source, target) => runLattice8(tables, source as Uint8Array, target as Uint8Array);
  }
  const scale = (lattice.size - 1) / (box.high - box.low);
  const places = pre.map((curve) =>
    Float32Array.from({ length: 65536 }, (_, level) => (curve(level / 65535) - box.low) * scale),
  );
  return (source, target) => runLattice16(lattice, places, post, source as Uint16Array, target as Uint16Array);
}

/**
 * Cuts a chain where channels start and stop to mix. The parts meet at encoded values, where a regular grid is fine enough
 * in the shadows; in light it is not.
 */
function split(stages: readonly Stage[]): { leading: Stage[]; middle: Stage[]; trailing: Stage[] } {
  let start = 0;
  let end = stages.length;
  let encoded = true;
  for (let i = 0; i < stages.length && isSeparable(stages[i]!); i++) {
    encoded = stages[i]!.kind === 'decode' ? false : stages[i]!.kind === 'encode' ? true : encoded;
    if (encoded) start = i + 1;
  }
  encoded = true;
  for (let i = stages.length - 1; i > start && isSeparable(stages[i]!); i--) {
    encoded = stages[i]!.kind === 'encode' ? false : stages[i]!.kind === 'decode' ? true : encoded;
    if (encoded) end = i;
  }
  return { leading: stages.slice(0, start), middle: stages.slice(start, end), trailing: stages.slice(end) };
}

function channelCurves(stages: readonly Stage[]): Curves {
  return [channelCurve(stages, 0), channelCurve(stages, 1), channelCurve(stages, 2)];
}
