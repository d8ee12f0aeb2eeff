import { createHash } from 'node:crypto';
import { PROFILE_NAMES } from '../../workflow/plan/steps.ts';
import type { Matrix3, RgbProfile, TransferCurve } from '../raster.ts';
import { curveDistance, gammaCurve, parametricCurve, sampledCurve } from './curves.ts';
import { writeMatrixProfile } from './icc-write.ts';
import { builtInProfile, d65Adaptation, makeProfile } from './profiles.ts';

/** The parts of an ICC profile's file that we look at. Null when it is no profile or its tag table is damaged. */
interface IccFile {
  view: DataView;
  bytes: Uint8Array;
  /** Colour space of the data: `RGB `, `CMYK`, `GRAY`, … */
  space: string;
  connection: string;
  tags: Map<string, { offset: number; size: number }>;
}

const MAX_TAGS = 200;

function text(bytes: Uint8Array, offset: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString('latin1');
}

function openIcc(bytes: Uint8Array): IccFile | null {
  if (bytes.length < 132 || text(bytes, 36, 4) !== 'acsp') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(128);
  if (count > MAX_TAGS || 132 + count * 12 > bytes.length) return null;
  const tags = new Map<string, { offset: number; size: number }>();
  for (let i = 0; i < count; i++) {
    const entry = 132 + i * 12;
    const offset = view.getUint32(entry + 4);
    const size = view.getUint32(entry + 8);
    if (size >= 8 && offset + size <= bytes.length) tags.set(text(bytes, entry, 4), { offset, size });
  }
  return { view, bytes, space: text(bytes, 16, 4), connection: text(bytes, 20, 4), tags };
}

/** `XYZ ` tag. */
function readXyz(file: IccFile, name: string): [number, number, number] | null {
  const tag = file.tags.get(name);
  if (!tag || tag.size < 20 || text(file.bytes, tag.offset, 4) !== 'XYZ ') return null;
  const at = (i: number): number => file.view.getInt32(tag.offset + 8 + i * 4) / 65536;
  return [at(0), at(1), at(2)];
}

const PARAMETER_COUNTS = [1, 3, 4, 5, 7];

/** `curv` and `para` tags (ICC.1:2022 10.6 and 10.18); null when damaged. */
function readCurve(file: IccFile, name: string): TransferCurve | null {
  const tag = file.tags.get(name);
  if (!tag || tag.size < 12) return null;
  const { view } = file;
  const type = text(file.bytes, tag.offset, 4);
  if (type === 'curv') {
    const count = view.getUint32(tag.offset + 8);
    if (count === 0) return gammaCurve(1);
    if (12 + count * 2 > tag.size) return null;
    if (count === 1) {
      const gamma = view.getUint16(tag.offset + 12) / 256;
      return gamma > 0 ? gammaCurve(gamma) : null;
    }
    const samples = new Float64Array(count);
    for (let i = 0; i < count; i++) samples[i] = view.getUint16(tag.offset + 12 + i * 2) / 65535;
    return sampledCurve(samples);
  }
  if (type !== 'para') return null;
  const form = view.getUint16(tag.offset + 8);
  const count = PARAMETER_COUNTS[form];
  if (count === undefined || 12 + count * 4 > tag.size) return null;
  const p = Array.from({ length: count }, (_, i) => view.getInt32(tag.offset + 12 + i * 4) / 65536);
  const [g, a = 1, b = 0] = p as [number, number?, number?];
  switch (form) {
    case 0:
      return g > 0 ? gammaCurve(g) : null;
    case 1:
      return parametricCurve({ g, a, b, c: 0, d: -b / a, e: 0, f: 0 });
    case 2:
      // Below the break the curve is flat at c.
      return parametricCurve({ g, a, b, c: 0, d: -b / a, e: p[3]!, f: p[3]! });
    case 3:
      return parametricCurve({ g, a, b, c: p[3]!, d: p[4]!, e: 0, f: 0 });
    default:
      return parametricCurve({ g, a, b, c: p[3]!, d: p[4]!, e: p[5]!, f: p[6]! });
  }
}

/** Half a level of 8 bits: nearer curves give the same pixels. */
const SAME_CURVE = 0.5 / 255;
const SAME_MATRIX = 1e-3;

/** The built-in profile that means the same, so that `sRGB IEC61966-2.1` and its many cousins take the fast path. */
function builtInLike(matrix: Matrix3, curves: readonly TransferCurve[]): RgbProfile | null {
  for (const name of PROFILE_NAMES) {
    const known = builtInProfile(name);
    if (
      matrix.every((value, i) => Math.abs(value - known.toXyzD50[i]!) <= SAME_MATRIX) &&
      curves.every((curve) => curveDistance(curve, known.curves[0]) <= SAME_CURVE)
    ) {
      return known;
    }
  }
  return null;
}

function keyOf(icc: Uint8Array): string {
  return `embedded:${createHash('sha256').update(icc).digest('hex').slice(0, 16)}`;
}

/**
 * Reads a matrix/TRC RGB profile. A profile numerically equal to a built-in one gets that one's key (its own bytes and
 * name are kept, so that an export with `source` embeds what the file had). Null for everything else: profiles with
 * tables (`A2B0`, which take precedence by ICC.1 and cannot be expressed as matrix and curves), CMYK, grey, Lab, damaged.
 */
export function readRgbProfile(icc: Uint8Array): RgbProfile | null {
  const file = openIcc(icc);
  if (file?.space !== 'RGB ' || file.connection !== 'XYZ ' || file.tags.has('A2B0')) return null;
  const [red, green, blue] = [readXyz(file, 'rXYZ'), readXyz(file, 'gXYZ'), readXyz(file, 'bXYZ')];
  const [r, g, b] = [readCurve(file, 'rTRC'), readCurve(file, 'gTRC'), readCurve(file, 'bTRC')];
  if (!red || !green || !blue || !r || !g || !b) return null;
  const matrix: Matrix3 = [red[0], green[0], blue[0], red[1], green[1], blue[1], red[2], green[2], blue[2]];
  const curves = [r, g, b] as const;
  const description = describeProfile(icc) ?? 'RGB';
  const known = builtInLike(matrix, curves);
  if (known) return Object.freeze({ ...known, description, icc });
  return makeProfile(keyOf(icc), description, matrix, curves, icc);
}

/**
 * Reads a grey profile as the RGB space that holds the same greys: sRGB's primaries and the grey curve for all three
 * channels. A grey value copied to the three channels then means the same colour, whatever the primaries. Null when the
 * profile is not grey or is damaged.
 */
export function readGreyProfile(icc: Uint8Array): RgbProfile | null {
  const file = openIcc(icc);
  if (file?.space !== 'GRAY' || file.tags.has('A2B0')) return null;
  const curve = readCurve(file, 'kTRC');
  if (!curve || (file.connection !== 'XYZ ' && file.connection !== 'Lab ')) return null;
  // With a Lab connection space the curve gives L*, not light.
  const light = file.connection === 'XYZ ' ? curve : lightnessCurve(curve);
  const srgb = builtInProfile('srgb');
  const description = describeProfile(icc) ?? 'Grey';
  if (curveDistance(light, srgb.curves[0]) <= SAME_CURVE) return srgb;
  const samples = Uint16Array.from({ length: 1024 }, (_, i) =>
    Math.round(65535 * Math.min(1, Math.max(0, light.decode(i / 1023)))),
  );
  const rgb = writeMatrixProfile({
    description,
    toXyzD50: srgb.toXyzD50,
    adaptation: d65Adaptation(),
    curve: samples,
  });
  return makeProfile(keyOf(icc), description, srgb.toXyzD50, [light, light, light], rgb);
}

/** Curve to L* (0–1 for 0–100) as a curve to light, by sampling CIE 15's L* → Y. */
function lightnessCurve(curve: TransferCurve): TransferCurve {
  const samples = Float64Array.from({ length: 4096 }, (_, i) => {
    const lightness = 100 * curve.decode(i / 4095);
    return lightness > 8 ? ((lightness + 16) / 116) ** 3 : lightness / 903.2962962962963;
  });
  return sampledCurve(samples) ?? curve;
}

/**
 * The profile's own name: what photo programs show, e.g. `Adobe RGB (1998)`. For profiles without one, their colour
 * space. Null when it is no ICC profile.
 */
export function describeProfile(icc: Uint8Array): string | null {
  const file = openIcc(icc);
  if (!file) return null;
  const tag = file.tags.get('desc');
  const name = tag ? readText(file, tag.offset, tag.size) : null;
  return name || `${file.space.trim()} profile`;
}

/** Colour space that a profile describes (`RGB`, `CMYK`, `GRAY`, `Lab`), or null when it is no ICC profile. */
export function profileSpace(icc: Uint8Array): string | null {
  return openIcc(icc)?.space.trim() ?? null;
}

/** v2 `desc` and v4 `mluc` text; English first. */
function readText(file: IccFile, offset: number, size: number): string | null {
  const { view, bytes } = file;
  const end = offset + size;
  const clean = (s: string): string => s.replace(/\0[\s\S]*$/, '').trim();
  const type = text(bytes, offset, 4);
  if (type === 'desc' && size > 12) {
    const length = Math.min(view.getUint32(offset + 8), end - offset - 12);
    return clean(Buffer.from(bytes.buffer, bytes.byteOffset + offset + 12, length).toString('utf8'));
  }
  if (type !== 'mluc' || size < 28) return null;
  const count = Math.min(view.getUint32(offset + 8), 100);
  let found: string | null = null;
  for (let i = 0; i < count && offset + 28 + i * 12 <= end; i++) {
    const record = offset + 16 + i * 12;
    const length = view.getUint32(record + 4) & ~1;
    const start = offset + view.getUint32(record + 8);
    if (start + length > end) continue;
    const utf16 = Buffer.from(bytes.subarray(start, start + length))
      .swap16()
      .toString('utf16le');
    if (text(bytes, record, 2) === 'en') return clean(utf16);
    found ??= clean(utf16);
  }
  return found;
}
