import type { RawDevelopment } from '../../../workflow/plan/steps.ts';
import { apply, invert, type Vector3 } from '../../colour/matrix.ts';
import { lightXyz } from '../../kernels/colour-ops/white-balance.ts';
import type { Matrix3 } from '../../raster.ts';
import type { LibrawMetadata, LibrawSettings } from './libraw.ts';

/** What a RAW file is developed with when nothing is said. */
export const DEFAULT_DEVELOPMENT: RawDevelopment = {
  source: 'develop',
  whiteBalance: { by: 'camera' },
  exposure: 0,
  autoBrightness: true,
  highlights: 'clip',
};

/** LibRaw's `highlight`: 3 to 9 rebuild, from keeping white to keeping colour. */
const HIGHLIGHTS = { clip: 0, unclip: 1, blend: 2, rebuild: 5 } as const;
const PROPHOTO = 4;
/** The curve of our ProPhoto profile (src/pixels/colour/profiles.ts), without a toe. Fewer than six numbers are ignored. */
const PROPHOTO_GAMMA = [1 / 1.8, 0, 0, 0, 0, 0];

/**
 * LibRaw's settings: 16-bit ProPhoto, which holds every colour that a sensor can tell apart. `metadata` (full) is needed for a
 * white balance by temperature; null when the camera's colours are not known, so that a temperature means nothing.
 */
export function librawSettings(
  { whiteBalance, exposure, autoBrightness, highlights }: RawDevelopment,
  metadata: LibrawMetadata,
): LibrawSettings | null {
  const light = whiteBalance.by === 'light' ? multipliers(metadata, whiteBalance) : null;
  if (whiteBalance.by === 'light' && light === null) return null;
  return {
    outputBps: 16,
    outputColor: PROPHOTO,
    gamm: PROPHOTO_GAMMA,
    useCameraWb: whiteBalance.by === 'camera',
    useAutoWb: whiteBalance.by === 'auto',
    ...(light ? { userMul: light } : {}),
    highlight: HIGHLIGHTS[highlights],
    bright: 2 ** exposure,
    noAutoBright: !autoBrightness,
  };
}

/** Linear sRGB (D65) from XYZ, IEC 61966-2-1. */
const XYZ_TO_SRGB: Matrix3 = [
  3.2404542, -1.5371385, -0.4985314, -0.969266, 1.8760108, 0.041556, 0.0556434, -0.2040259, 1.0572252,
];

/**
 * Channel multipliers that make the given light neutral: the inverse of the camera's response to it. LibRaw's `rgb_cam` takes
 * camera values that are balanced for D65 (by `pre_mul`) to linear sRGB, so that the response is diag(1/pre_mul) · rgb_cam⁻¹ ·
 * sRGB(XYZ of the light). Null for cameras that LibRaw has no matrix of, and those that are not RGB.
 */
function multipliers(
  { color_data: colour, colors }: LibrawMetadata,
  light: { kelvin: number; tint: number },
): [number, number, number, number] | null {
  const rows = colour?.rgb_cam;
  if (!colour || !rows || colors !== 3) return null;
  const cameraToRgb = rows.slice(0, 3).flatMap((row) => row.slice(0, 3)) as unknown as Matrix3;
  const identity = cameraToRgb.every((value, i) => value === (i % 4 === 0 ? 1 : 0));
  const rgbToCamera = identity ? null : invert(cameraToRgb);
  if (!rgbToCamera) return null;
  const balanced = apply(rgbToCamera, apply(XYZ_TO_SRGB, lightXyz(light.kelvin, light.tint) as Vector3));
  const response = balanced.map((value, i) => value / (colour.pre_mul[i] || 1));
  if (response.some((value) => !(value > 1e-6))) return null;
  const green = response[1]!;
  return [green / response[0]!, 1, green / response[2]!, 1];
}
