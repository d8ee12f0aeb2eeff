import type { Matrix3 } from '../raster.ts';
import type { ParametricCurve } from './curves.ts';
import { D50 } from './matrix.ts';

/** What is needed to write a matrix/TRC profile. */
export interface MatrixProfile {
  description: string;
  /** Linear RGB → XYZ D50. */
  toXyzD50: Matrix3;
  /** From the space's own white to D50. */
  adaptation: Matrix3;
  /** One curve for all three channels: a gamma value, a formula, or 16-bit samples. */
  curve: number | ParametricCurve | Uint16Array;
}

const COPYRIGHT = 'CC0 1.0: no copyright, use freely';

const s15Fixed16 = (value: number): number => Math.round(value * 65536);

function xyzTag(values: readonly number[]): Buffer {
  const tag = Buffer.alloc(8 + values.length * 4);
  tag.write('XYZ ', 0, 'latin1');
  for (const [i, value] of values.entries()) tag.writeInt32BE(s15Fixed16(value), 8 + i * 4);
  return tag;
}

/** Adaptation matrix (`chad`), type sf32. */
function matrixTag(matrix: Matrix3): Buffer {
  const tag = xyzTag(matrix);
  tag.write('sf32', 0, 'latin1');
  return tag;
}

/** Multi-localised text with one English record. */
function textTag(text: string): Buffer {
  const utf16 = Buffer.from(text, 'utf16le').swap16();
  const tag = Buffer.alloc(28 + utf16.length);
  tag.write('mluc', 0, 'latin1');
  tag.writeUInt32BE(1, 8);
  tag.writeUInt32BE(12, 12);
  tag.write('enUS', 16, 'latin1');
  tag.writeUInt32BE(utf16.length, 20);
  tag.writeUInt32BE(28, 24);
  utf16.copy(tag, 28);
  return tag;
}

function curveTag(curve: MatrixProfile['curve']): Buffer {
  if (curve instanceof Uint16Array) {
    const tag = Buffer.alloc(12 + curve.length * 2);
    tag.write('curv', 0, 'latin1');
    tag.writeUInt32BE(curve.length, 8);
    for (const [i, value] of curve.entries()) tag.writeUInt16BE(value, 12 + i * 2);
    return tag;
  }
  // Function types 0 (gamma) and 4 (everything); 3 is 4 with e = f = 0 and is what old readers know best.
  const parameters =
    typeof curve === 'number'
      ? [curve]
      : curve.e === 0 && curve.f === 0
        ? [curve.g, curve.a, curve.b, curve.c, curve.d]
        : [curve.g, curve.a, curve.b, curve.c, curve.d, curve.e, curve.f];
  const tag = Buffer.alloc(12 + parameters.length * 4);
  tag.write('para', 0, 'latin1');
  tag.writeUInt16BE(parameters.length === 1 ? 0 : parameters.length === 5 ? 3 : 4, 8);
  for (const [i, value] of parameters.entries()) tag.writeInt32BE(s15Fixed16(value), 12 + i * 4);
  return tag;
}

/** Primaries as written: rounded so that they add up to the D50 white exactly, or white would have a cast in strict readers. */
function colorants(matrix: Matrix3): [number[], number[], number[]] {
  const columns: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < 3; row++) {
    const rounded = [0, 1, 2].map((column) => s15Fixed16(matrix[row * 3 + column]!));
    const largest = rounded.indexOf(Math.max(...rounded));
    rounded[largest]! += s15Fixed16(D50[row]!) - (rounded[0]! + rounded[1]! + rounded[2]!);
    for (let column = 0; column < 3; column++) columns[column]!.push(rounded[column]! / 65536);
  }
  return columns;
}

/**
 * An ICC v4 display profile of a matrix/TRC space (ICC.1:2022): about 600 bytes for formula curves. Same input, same
 * bytes (the date is fixed).
 */
export function writeMatrixProfile(profile: MatrixProfile): Uint8Array {
  const [red, green, blue] = colorants(profile.toXyzD50);
  const curve = curveTag(profile.curve);
  const tags: Array<[string, Buffer]> = [
    ['desc', textTag(profile.description)],
    ['cprt', textTag(COPYRIGHT)],
    ['wtpt', xyzTag(D50)],
    ['chad', matrixTag(profile.adaptation)],
    ['rXYZ', xyzTag(red)],
    ['gXYZ', xyzTag(green)],
    ['bXYZ', xyzTag(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  const bodies: Buffer[] = [];
  const places = new Map<Buffer, number>();
  let offset = 128 + table.length;
  for (const [i, [name, body]] of tags.entries()) {
    let place = places.get(body);
    if (place === undefined) {
      place = offset;
      places.set(body, place);
      const padded = Buffer.alloc((body.length + 3) & ~3);
      body.copy(padded);
      bodies.push(padded);
      offset += padded.length;
    }
    table.write(name, 4 + i * 12, 'latin1');
    table.writeUInt32BE(place, 8 + i * 12);
    table.writeUInt32BE(body.length, 12 + i * 12);
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x04300000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  // 2026-01-01 00:00:00
  for (const [i, part] of [2026, 1, 1, 0, 0, 0].entries()) header.writeUInt16BE(part, 24 + i * 2);
  header.write('acsp', 36, 'latin1');
  for (const [i, value] of D50.entries()) header.writeInt32BE(s15Fixed16(value), 68 + i * 4);
  return new Uint8Array(Buffer.concat([header, table, ...bodies]));
}
