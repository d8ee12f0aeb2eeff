import type { AutoWhiteBalanceStep } from '../../../workflow/plan/detail-steps.ts';
import { apply, BRADFORD, D50, invert, type Vector3 } from '../../colour/matrix.ts';
import type { Raster } from '../../raster.ts';
import { applyColour } from '../colour.ts';
import { lightXyz } from '../colour-ops/white-balance.ts';
import { pictureLight } from '../detail/picture-light.ts';
import { kelvinAndTint } from './kelvin-and-tint.ts';

/** Light of a channel (0–1) from which a pixel says nothing about colour: it is cut off, or nearly. */
const CLIPPED = 0.96;
/** Luminance below which there is more noise than colour. */
const TOO_DARK = 0.002;
/** Norm of "shades of grey" (G. Finlayson, E. Trezzi, Shades of Gray and Colour Constancy, CIC 12, 2004: 6 is best). */
const SHADES_NORM = 6;
/** The part of the pixels that are the white patch: one pixel alone would be chance. */
const PATCH_PART = 0.01;
/** At most about so many pixels are looked at. */
const LOOKED_AT = 1_000_000;

/**
 * Finds the colour of the light and takes it out, with the white balance node's own operation. On light (linear RGB), without pixels
 * that are cut off, dark or transparent:
 *
 * - `grey-world`: the mean of all pixels is grey (G. Buchsbaum, 1980)
 * - `shades-of-grey`: the 6-norm, which listens more to bright pixels
 * - `white-patch`: the mean of the brightest 1 % is white (after E. Land's retinex, 1977)
 *
 * The colour becomes kelvin and tint (kelvin-and-tint.ts); `strength` takes that part of the way from 6500 K in mired, as eyes judge
 * temperatures. Gives the picture, and `kelvin` and `tint` for white balance nodes. A picture that says nothing stays.
 */
export function autoWhiteBalance(
  raster: Raster,
  step: AutoWhiteBalanceStep,
  options: { owned?: boolean } = {},
): { raster: Raster; fields: { kelvin: number; tint: number } } {
  const rgb = lightColour(raster, step.method);
  const found = rgb === null ? { kelvin: 6500, tint: 0 } : kelvinAndTint(lightIn(raster, rgb));
  const share = step.strength / 100;
  const mired = 1e6 / 6500 + (1e6 / found.kelvin - 1e6 / 6500) * share;
  const kelvin = Math.round(1e6 / mired);
  const tint = Math.round(found.tint * share * 10) / 10;
  return {
    raster: applyColour(raster, [{ op: 'whiteBalance', kelvin, tint }], options),
    fields: { kelvin, tint },
  };
}

/**
 * XYZ (D50 white) of a grey under the light as the light itself: the white balance maps it to the grey of the profile, so
 * its Bradford cones relate to those of D50 as the light's to those of 6500 K.
 */
function lightIn({ profile }: Raster, rgb: Vector3): Vector3 {
  const seen = apply(BRADFORD, apply(profile.toXyzD50, rgb));
  const grey = apply(BRADFORD, D50);
  const neutral = apply(BRADFORD, lightXyz(6500, 0));
  return apply(invert(BRADFORD)!, [
    (seen[0] / grey[0]) * neutral[0],
    (seen[1] / grey[1]) * neutral[1],
    (seen[2] / grey[2]) * neutral[2],
  ]);
}

/** The light's colour as linear RGB; null where no pixel tells. */
function lightColour(raster: Raster, method: AutoWhiteBalanceStep['method']): Vector3 | null {
  if (method === 'white-patch') return brightestColour(raster);
  const norm = method === 'grey-world' ? 1 : SHADES_NORM;
  const sums: [number, number, number] = [0, 0, 0];
  visit(raster, (r, g, b, weight) => {
    sums[0] += r ** norm * weight;
    sums[1] += g ** norm * weight;
    sums[2] += b ** norm * weight;
  });
  return usable(sums.map((sum) => sum ** (1 / norm)) as [number, number, number]);
}

function brightestColour(raster: Raster): Vector3 | null {
  // Luminance in steps of its root, and the sums of the colours in each.
  const steps = 1024;
  const sums = new Float64Array((steps + 1) * 4);
  let total = 0;
  visit(raster, (r, g, b, weight, luminance) => {
    const at = Math.min(steps, Math.floor(Math.sqrt(luminance) * steps)) * 4;
    sums[at]! += r * weight;
    sums[at + 1]! += g * weight;
    sums[at + 2]! += b * weight;
    sums[at + 3]! += weight;
    total += weight;
  });
  const patch: [number, number, number] = [0, 0, 0];
  let weight = 0;
  for (let step = steps; step >= 0 && weight < total * PATCH_PART; step--) {
    for (let c = 0; c < 3; c++) patch[c]! += sums[step * 4 + c]!;
    weight += sums[step * 4 + 3]!;
  }
  return usable(patch);
}

function usable(rgb: Vector3): Vector3 | null {
  return rgb.every((value) => value > 0) ? rgb : null;
}

function visit(
  raster: Raster,
  look: (r: number, g: number, b: number, weight: number, luminance: number) => void,
): void {
  const { data, channels } = raster;
  const { tables, weights } = pictureLight(raster);
  const [preR, preG, preB] = tables.pre;
  const step = channels * Math.max(1, Math.round(data.length / channels / LOOKED_AT));
  for (let i = 0; i + channels <= data.length; i += step) {
    const r = preR[data[i]!]!;
    const g = preG[data[i + 1]!]!;
    const b = preB[data[i + 2]!]!;
    const weight = channels === 3 ? 1 : data[i + 3]!;
    const luminance = weights[0] * r + weights[1] * g + weights[2] * b;
    if (weight > 0 && luminance > TOO_DARK && r < CLIPPED && g < CLIPPED && b < CLIPPED)
      look(r, g, b, weight, luminance);
  }
}
