import { HUE_BANDS, type HueBand, type PerBand } from '../../../workflow/plan/grading-ops.ts';

/**
 * Middles of the eight bands as hues of Oklch, degrees: where sRGB's pure colours are (red 29°, yellow 110°, green 142°, cyan
 * 195°, blue 264°, magenta 328°), with skin in orange, and blue moved a little towards skies, which are at 230–250°.
 */
export const BAND_HUES: PerBand = {
  red: 29,
  orange: 60,
  yellow: 105,
  green: 142,
  aqua: 195,
  blue: 255,
  purple: 298,
  magenta: 335,
};

/** Chroma at which half of a change of lightness is made: the hue of what is nearly grey is chance. */
const HALF_CHROMA = 0.025;

/** How much a colour counts as a colour: C² / (C² + 0.025²). */
export function colourfulness(chroma: number): number {
  const square = chroma * chroma;
  return square / (square + HALF_CHROMA * HALF_CHROMA);
}

const STEPS = 3600;

/** A function of hue (radians, any) as a table. */
export interface HueTable {
  at(hue: number): number;
}

function hueTable(value: (degrees: number) => number): HueTable {
  const table = Float64Array.from({ length: STEPS + 1 }, (_, i) => value((i * 360) / STEPS));
  const scale = STEPS / (2 * Math.PI);
  return {
    at(hue) {
      const position = hue * scale;
      const place = position < 0 ? position + STEPS : position;
      const index = Math.min(STEPS - 1, place | 0);
      const low = table[index]!;
      return low + (table[index + 1]! - low) * (place - index);
    },
  };
}

/** The two bands around a hue (degrees), the way from the one to the other, and the second one's share. */
function between(degrees: number): { from: HueBand; to: HueBand; span: number; share: number } {
  const hue = ((degrees % 360) + 360) % 360;
  const count = HUE_BANDS.length;
  let i = HUE_BANDS.findLastIndex((band) => BAND_HUES[band] <= hue);
  if (i < 0) i = count - 1;
  const from = HUE_BANDS[i]!;
  const to = HUE_BANDS[(i + 1) % count]!;
  const span = (BAND_HUES[to] - BAND_HUES[from] + 360) % 360;
  const way = ((hue - BAND_HUES[from] + 360) % 360) / span;
  return { from, to, span, share: 0.5 - 0.5 * Math.cos(Math.PI * way) };
}

/**
 * The value of each band at its middle, and raised cosines between: at every hue the weights of two neighbouring bands
 * add up to 1, so that equal values in all bands are one value for all hues. Values are divided by 100.
 */
export function bandValue(bands: PerBand): HueTable {
  return hueTable((degrees) => {
    const { from, to, share } = between(degrees);
    return ((1 - share) * bands[from] + share * bands[to]) / 100;
  });
}

/** How far ±100 moves a hue towards the next band: less than 2/π, where hues would begin to change their order. */
const FARTHEST = 0.6;

/** How far hues are turned, in radians: ±100 is 0.6 of the way to the next band on that side. */
export function bandTurn(bands: PerBand): HueTable {
  const spanTo = (band: HueBand, side: number): number => {
    const i = HUE_BANDS.indexOf(band);
    const other = HUE_BANDS[(i + side + HUE_BANDS.length) % HUE_BANDS.length]!;
    return (side * (BAND_HUES[other] - BAND_HUES[band]) + 360) % 360;
  };
  const turn = (band: HueBand): number => {
    const value = bands[band] / 100;
    return value === 0 ? 0 : value * FARTHEST * spanTo(band, Math.sign(value)) * (Math.PI / 180);
  };
  return hueTable((degrees) => {
    const { from, to, share } = between(degrees);
    return (1 - share) * turn(from) + share * turn(to);
  });
}
