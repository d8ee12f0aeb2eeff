import { SafelightError } from '../../contract/errors.ts';

/** A colour table from a .cube file: curves, a cube, or curves and then a cube. */
export interface CubeLut {
  /** Changes when the contents do. */
  key: string;
  curves: CubeCurves | null;
  cube: ColourCube | null;
}
/** One curve per channel at equal steps from `low` to `high`. */
export interface CubeCurves {
  size: number;
  low: Three;
  high: Three;
  /** Interleaved RGB. */
  values: Float32Array;
}
/** `size`³ colours; unlike in the file, blue runs fastest, as in our own lattices. */
export interface ColourCube {
  size: number;
  low: Three;
  high: Three;
  nodes: Float32Array;
}
type Three = [number, number, number];

const LARGEST_CUBE = 256;
const LARGEST_CURVE = 65_536;

/**
 * Reads the text of a .cube file (Adobe, Cube LUT Specification 1.0, 2013; also with DaVinci Resolve's LUT_1D_INPUT_RANGE and
 * LUT_3D_INPUT_RANGE and its files that hold both tables). Throws `file_unreadable` with the line that is wrong.
 */
export function parseCube(text: string, { name, key }: { name: string; key: string }): CubeLut {
  const reader = new CubeReader(name);
  text.split(/\r\n|\r|\n/).forEach((line, i) => {
    reader.line(line.replace(/#.*$/, '').trim(), i + 1);
  });
  return { key, ...reader.finish() };
}

class CubeReader {
  readonly #name: string;
  readonly #numbers: number[] = [];
  readonly #ranges: { [table in '1D' | '3D']?: [number, number] } = {};
  #size1 = 0;
  #size3 = 0;
  #low: Three = [0, 0, 0];
  #high: Three = [1, 1, 1];

  constructor(name: string) {
    this.#name = name;
  }

  line(line: string, number: number): void {
    if (line === '') return;
    const [word, ...rest] = line.split(/\s+/) as [string, ...string[]];
    if (/^[+\-.\d]/.test(word)) {
      const values = line.split(/\s+/).map(Number);
      if (values.length !== 3 || !values.every(Number.isFinite))
        this.#wrong(`line ${number} should hold three numbers`);
      this.#numbers.push(...values);
      return;
    }
    const numbers = (count: number): number[] => {
      const values = rest.map(Number);
      if (values.length !== count || !values.every(Number.isFinite))
        this.#wrong(`line ${number} (${word}) is not right`);
      return values;
    };
    switch (word) {
      case 'LUT_1D_SIZE':
        this.#size1 = this.#size(numbers(1)[0]!, LARGEST_CURVE, number);
        break;
      case 'LUT_3D_SIZE':
        this.#size3 = this.#size(numbers(1)[0]!, LARGEST_CUBE, number);
        break;
      case 'DOMAIN_MIN':
        this.#low = numbers(3) as Three;
        break;
      case 'DOMAIN_MAX':
        this.#high = numbers(3) as Three;
        break;
      case 'LUT_1D_INPUT_RANGE':
        this.#ranges['1D'] = numbers(2) as [number, number];
        break;
      case 'LUT_3D_INPUT_RANGE':
        this.#ranges['3D'] = numbers(2) as [number, number];
        break;
      default:
        // TITLE and whatever else programs write; the specification lets readers pass over keywords.
        break;
    }
  }

  finish(): Pick<CubeLut, 'curves' | 'cube'> {
    const [size1, size3] = [this.#size1, this.#size3];
    if (size1 === 0 && size3 === 0) this.#wrong('it has no LUT_1D_SIZE or LUT_3D_SIZE line');
    const expected = (size1 + size3 ** 3) * 3;
    if (this.#numbers.length !== expected) {
      this.#wrong(`it should hold ${expected / 3} colours and has ${this.#numbers.length / 3}; it may be cut off`);
    }
    const values = Float32Array.from(this.#numbers);
    const domain = (table: '1D' | '3D'): { low: Three; high: Three } => {
      const range = this.#ranges[table];
      const [low, high]: [Three, Three] =
        range === undefined
          ? [this.#low, this.#high]
          : [
              [range[0], range[0], range[0]],
              [range[1], range[1], range[1]],
            ];
      if (low.some((value, c) => !(high[c]! > value))) this.#wrong('its domain is empty');
      return { low, high };
    };
    return {
      curves: size1 === 0 ? null : { size: size1, ...domain('1D'), values: values.slice(0, size1 * 3) },
      cube:
        size3 === 0 ? null : { size: size3, ...domain('3D'), nodes: blueFastest(values.subarray(size1 * 3), size3) },
    };
  }

  #size(value: number, largest: number, line: number): number {
    if (!Number.isInteger(value) || value < 2 || value > largest) {
      this.#wrong(`the size on line ${line} should be a whole number from 2 to ${largest}`);
    }
    return value;
  }

  #wrong(what: string): never {
    throw new SafelightError('file_unreadable', `The colour table “${this.#name}” cannot be used: ${what}.`);
  }
}

/** The file's order has red fastest. */
function blueFastest(values: Float32Array, size: number): Float32Array {
  const nodes = new Float32Array(values.length);
  let n = 0;
  for (let r = 0; r < size; r++) {
    for (let g = 0; g < size; g++) {
      for (let b = 0; b < size; b++, n += 3) {
        const from = ((b * size + g) * size + r) * 3;
        nodes[n] = values[from]!;
        nodes[n + 1] = values[from + 1]!;
        nodes[n + 2] = values[from + 2]!;
      }
    }
  }
  return nodes;
}
