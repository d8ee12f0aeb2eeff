/** A colour and the part of the picture that looks like it, 0–1. */
export interface PaletteColor {
  color: string;
  share: number;
}

const COLORS = 6;
/** Colours are first counted in bins of 16 levels. */
const BIN_SHIFT = 4;
/** Colours nearer than this (distance in levels, Euclidean) count as one. */
const SAME = 48;

interface Bin {
  weight: number;
  r: number;
  g: number;
  b: number;
}

/**
 * The main colours of sRGB pixels (levels 0–255), the most frequent first, weighed by alpha (0–1). Colours are counted in
 * coarse bins; from the fullest bin down each joins the first main colour it is near to, or becomes one. Deterministic,
 * unlike clustering from random starts.
 */
export function colourPalette(rgb: Float32Array, alpha: Float32Array): PaletteColor[] {
  const bins = new Map<number, Bin>();
  let total = 0;
  for (let i = 0; i < alpha.length; i++) {
    const weight = alpha[i]!;
    if (weight === 0) continue;
    const r = rgb[i * 3]!;
    const g = rgb[i * 3 + 1]!;
    const b = rgb[i * 3 + 2]!;
    const key = ((r >> BIN_SHIFT) << 8) | ((g >> BIN_SHIFT) << 4) | (b >> BIN_SHIFT);
    let bin = bins.get(key);
    if (bin === undefined) {
      bin = { weight: 0, r: 0, g: 0, b: 0 };
      bins.set(key, bin);
    }
    bin.weight += weight;
    bin.r += r * weight;
    bin.g += g * weight;
    bin.b += b * weight;
    total += weight;
  }
  // Bins of equal weight keep the order of their keys, so that a mirrored picture has the same palette.
  const ordered = [...bins.entries()].sort(([k1, a], [k2, b]) => b.weight - a.weight || k1 - k2);
  const groups: Bin[] = [];
  for (const [, bin] of ordered) {
    const group = groups.find((other) => distance(other, bin) < SAME);
    if (group === undefined) {
      groups.push(bin);
    } else {
      group.weight += bin.weight;
      group.r += bin.r;
      group.g += bin.g;
      group.b += bin.b;
    }
  }
  return groups
    .sort((a, b) => b.weight - a.weight)
    .slice(0, COLORS)
    .map((group) => ({ color: hexOf(group), share: Number((group.weight / total).toFixed(4)) }));
}

function distance(a: Bin, b: Bin): number {
  return Math.hypot(a.r / a.weight - b.r / b.weight, a.g / a.weight - b.g / b.weight, a.b / a.weight - b.b / b.weight);
}

function hexOf({ r, g, b, weight }: Bin): string {
  return `#${[r, g, b]
    .map((sum) =>
      Math.round(sum / weight)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
