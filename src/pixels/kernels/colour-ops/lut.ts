import type { ColourCube, CubeCurves, CubeLut } from '../../luts/cube.ts';
import { sampleLattice } from '../colour-tables/lattice.ts';
import type { Curve } from './tone-curve.ts';

type Channel = 0 | 1 | 2;

/** A table's curves with straight lines between samples (Cube LUT Specification 1.0); what is out of its domain counts as its end. */
export function lutCurves(curves: CubeCurves, strength: number): readonly [Curve, Curve, Curve] {
  const share = strength / 100;
  const curve = (channel: Channel): Curve => {
    const { size, low, high, values } = curves;
    const start = low[channel];
    const scale = (size - 1) / (high[channel] - start);
    return (x) => {
      const position = Math.min(size - 1, Math.max(0, (x - start) * scale));
      const i = Math.min(size - 2, Math.floor(position));
      const before = values[i * 3 + channel]!;
      const value = before + (values[(i + 1) * 3 + channel]! - before) * (position - i);
      return x + share * (value - x);
    };
  };
  return [curve(0), curve(1), curve(2)];
}

/**
 * A whole table on encoded values of its space, in place: curves, then the cube by tetrahedral interpolation (lattice.ts), mixed
 * with what was there: x + strength/100·(table(x) − x).
 */
export function lutOf({ curves, cube }: CubeLut, strength: number): (rgb: Float64Array) => void {
  const share = strength / 100;
  const shaper = curves === null ? null : lutCurves(curves, 100);
  const positions = cube === null ? null : cellPositions(cube);
  return (rgb) => {
    const r = rgb[0]!;
    const g = rgb[1]!;
    const b = rgb[2]!;
    if (shaper !== null) {
      rgb[0] = shaper[0](r);
      rgb[1] = shaper[1](g);
      rgb[2] = shaper[2](b);
    }
    if (cube !== null) {
      sampleLattice(cube, positions!(rgb[0]!, 0), positions!(rgb[1]!, 1), positions!(rgb[2]!, 2), rgb);
    }
    rgb[0] = r + share * (rgb[0]! - r);
    rgb[1] = g + share * (rgb[1]! - g);
    rgb[2] = b + share * (rgb[2]! - b);
  };
}

function cellPositions({ size, low, high }: ColourCube): (value: number, channel: Channel) => number {
  return (value, channel) => {
    const position = ((value - low[channel]) / (high[channel] - low[channel])) * (size - 1);
    return position <= 0 ? 0 : position >= size - 1 ? size - 1 : position;
  };
}
