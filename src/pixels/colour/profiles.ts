import type { ProfileName } from '../../workflow/plan/steps.ts';
import type { Matrix3, RgbProfile, TransferCurve } from '../raster.ts';
import { BT2020_CURVE, gammaCurve, type ParametricCurve, parametricCurve, SRGB_CURVE } from './curves.ts';
import { type MatrixProfile, writeMatrixProfile } from './icc-write.ts';
import { apply, invert, multiply, type Primaries, rgbToXyzD50 } from './matrix.ts';

const D65 = [0.3127, 0.329] as const;
/** D50 as ICC writes it (0.9642, 1, 0.8249), so that ProPhoto needs no adaptation. */
const ICC_D50 = [0.9642 / (0.9642 + 1 + 0.8249), 1 / (0.9642 + 1 + 0.8249)] as const;

interface Definition {
  description: string;
  primaries: Primaries;
  curve: number | ParametricCurve;
}

const DEFINITIONS: Record<ProfileName, Definition> = {
  // IEC 61966-2-1
  srgb: {
    description: 'sRGB',
    primaries: { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: D65 },
    curve: SRGB_CURVE,
  },
  // SMPTE EG 432-1 primaries with the D65 white and curve of sRGB, as Apple defines it
  'display-p3': {
    description: 'Display P3',
    primaries: { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: D65 },
    curve: SRGB_CURVE,
  },
  // Adobe RGB (1998) Color Image Encoding, version 2005-05; the gamma is 2 + 51/256
  'adobe-rgb': {
    description: 'Adobe RGB (1998) compatible',
    primaries: { red: [0.64, 0.33], green: [0.21, 0.71], blue: [0.15, 0.06], white: D65 },
    curve: 2.19921875,
  },
  // ISO 22028-2 (ROMM) primaries, and the plain gamma 1.8 of the profile that Kodak and Adobe ship: the files in the
  // world were made with that one, not with the standard's linear toe.
  'prophoto-rgb': {
    description: 'ProPhoto RGB compatible',
    primaries: { red: [0.734699, 0.265301], green: [0.159597, 0.840403], blue: [0.036598, 0.000105], white: ICC_D50 },
    curve: 1.8,
  },
  // ITU-R BT.2020-2
  rec2020: {
    description: 'Rec. 2020',
    primaries: { red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: D65 },
    curve: BT2020_CURVE,
  },
};

const built = new Map<ProfileName, RgbProfile>();

/** One of the profiles that Safelight can convert to; the same object each time. */
export function builtInProfile(name: ProfileName): RgbProfile {
  const known = built.get(name);
  if (known) return known;
  const { description, primaries, curve: shape } = DEFINITIONS[name];
  const { matrix, adaptation } = rgbToXyzD50(primaries);
  const curve = typeof shape === 'number' ? gammaCurve(shape) : parametricCurve(shape)!;
  const file: MatrixProfile = { description, toXyzD50: matrix, adaptation, curve: shape };
  const profile = makeProfile(name, description, matrix, [curve, curve, curve], writeMatrixProfile(file))!;
  built.set(name, profile);
  return profile;
}

/** Adaptation from D65 to D50, for profiles made here of parts that are known in D50 only. */
export function d65Adaptation(): Matrix3 {
  return rgbToXyzD50(DEFINITIONS.srgb.primaries).adaptation;
}

/** Puts a profile together; null when the matrix cannot be inverted. */
export function makeProfile(
  key: string,
  description: string,
  toXyzD50: Matrix3,
  curves: readonly [TransferCurve, TransferCurve, TransferCurve],
  icc: Uint8Array,
): RgbProfile | null {
  const fromXyzD50 = invert(toXyzD50);
  if (!fromXyzD50) return null;
  return Object.freeze({
    key,
    description,
    toXyzD50,
    fromXyzD50,
    curves,
    icc,
    wide: key !== 'srgb' && reachesBeyondSrgb(toXyzD50),
  });
}

/** True when a primary lies outside sRGB by more than the noise of a measured monitor profile. */
function reachesBeyondSrgb(toXyzD50: Matrix3): boolean {
  const fromXyz = invert(rgbToXyzD50(DEFINITIONS.srgb.primaries).matrix)!;
  const toSrgb = multiply(fromXyz, toXyzD50);
  const primaries = [apply(toSrgb, [1, 0, 0]), apply(toSrgb, [0, 1, 0]), apply(toSrgb, [0, 0, 1])];
  return primaries.some((p) => p.some((c) => c < -0.01 || c > 1.02));
}
