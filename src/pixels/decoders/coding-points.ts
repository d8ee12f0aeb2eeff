import { BT2020_CURVE, type ParametricCurve, SRGB_CURVE } from '../colour/curves.ts';
import { readRgbProfile } from '../colour/icc-read.ts';
import { writeMatrixProfile } from '../colour/icc-write.ts';
import { builtInProfile, d65Adaptation } from '../colour/profiles.ts';
import type { RgbProfile } from '../raster.ts';

/** Colour as numbers of ITU-T H.273 instead of a profile: AVIF's `colr nclx` box, PNG's `cICP` chunk. */
export interface CodingPoints {
  primaries: number;
  transfer: number;
}

/** Both stand in the head of a file. */
const HEAD = 64 * 1024;

/** The coding points of a file, or null when it has none. */
export function codingPoints(bytes: Uint8Array, format: string): CodingPoints | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD));
  if (format === 'avif') {
    const at = head.indexOf('colrnclx', 0, 'latin1');
    if (at < 0 || at + 12 > head.length) return null;
    return { primaries: head.readUInt16BE(at + 8), transfer: head.readUInt16BE(at + 10) };
  }
  if (format === 'png') {
    const at = head.indexOf('\0\0\0\x04cICP', 8, 'latin1');
    const data = head.indexOf('IDAT', 8, 'latin1');
    if (at < 0 || (data >= 0 && at > data) || at + 10 > head.length) return null;
    return { primaries: head[at + 8]!, transfer: head[at + 9]! };
  }
  return null;
}

/** True for the HDR transfer functions PQ and HLG, which no matrix/TRC space can express. */
export function isHdr({ transfer }: CodingPoints): boolean {
  return transfer === 16 || transfer === 18;
}

const PRIMARIES: Record<number, 'srgb' | 'rec2020' | 'display-p3'> = { 1: 'srgb', 9: 'rec2020', 12: 'display-p3' };

/** H.273 table 3. BT.709's curve (1, 6, 14, 15 are alike) with BT.709's primaries is shown as sRGB by every viewer. */
const CURVES: Record<number, number | ParametricCurve> = {
  1: BT2020_CURVE,
  4: 2.2,
  5: 2.8,
  6: BT2020_CURVE,
  8: 1,
  13: SRGB_CURVE,
  14: BT2020_CURVE,
  15: BT2020_CURVE,
};

/** The space that coding points stand for; null where they are unspecified (2), HDR, or none of the known ones. */
export function profileOfCodingPoints(points: CodingPoints): RgbProfile | null {
  const base = PRIMARIES[points.primaries];
  const curve = CURVES[points.transfer];
  if (base === undefined || curve === undefined) return null;
  if (base === 'srgb' && curve === BT2020_CURVE) return builtInProfile('srgb');
  const { toXyzD50, description } = builtInProfile(base);
  const profile = readRgbProfile(writeMatrixProfile({ description, toXyzD50, adaptation: d65Adaptation(), curve }));
  // Ours is as good, and the same object for every picture.
  return PROFILE_KEYS.has(profile?.key ?? '') ? builtInProfile(base) : profile;
}

const PROFILE_KEYS = new Set<string>(Object.values(PRIMARIES));
