import type { Raster } from '../../raster.ts';
import { withAlpha } from '../canvas.ts';
import { colourIn } from '../hex-colour.ts';
import { resampled } from '../raw-sharp.ts';
import { filledIn } from './fill-in.ts';
import { taps, workingPlanes } from './working-planes.ts';

/**
 * The picture laid on a plain colour (`#rrggbb`, sRGB) or on an equally large picture of its depth and profile: straight alpha, encoded
 * values, as every editor does it. White is exactly the largest value. The result is opaque.
 */
export function layOn(raster: Raster, ground: string | Raster): Raster {
  const { data, width, height, depth } = withAlpha(raster);
  const top = depth === 8 ? 255 : 65535;
  const result = depth === 8 ? new Uint8Array(width * height * 3) : new Uint16Array(width * height * 3);
  const plain = typeof ground === 'string' ? colourIn(ground, raster.profile).map((value) => value * top) : null;
  const below = typeof ground === 'string' ? null : ground;
  const step = below?.channels ?? 0;
  for (let from = 0, to = 0, at = 0; from < data.length; from += 4, to += 3, at += step) {
    const alpha = data[from + 3]! / top;
    for (let channel = 0; channel < 3; channel++) {
      const behind = plain === null ? below!.data[at + channel]! : plain[channel]!;
      result[to + channel] = behind + (data[from + channel]! - behind) * alpha + 0.5;
    }
  }
  return { ...raster, data: result, channels: 3 };
}

/** Long edge of the planes on which the subject's place is filled, px. */
const EDGE = 512;

/**
 * The background of a picture out of focus, for behind its own subject: the subject's place (where `cutOut` is opaque) is filled with
 * what is around it, so that it does not shine through as a halo, then all is blurred by a Gaussian of `radius` px.
 */
export async function blurredBackground(original: Raster, cutOut: Raster, radius: number): Promise<Raster> {
  const small = await workingPlanes(original, EDGE);
  const cover = (await workingPlanes(withAlpha(cutOut), EDGE)).alpha!;
  const ground = filledIn(
    small.colour,
    cover.map((value) => (value < 0.02 ? 1 : 0)),
    small,
  );
  const { data, width, height, channels, depth } = original;
  const top = depth === 8 ? 255 : 65535;
  const filled = data.slice();
  const across = taps(small.width, width);
  const down = taps(small.height, height);
  const alphas = withAlpha(cutOut).data;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const at = down.first[y]! * small.width + across.first[x]!;
      // A margin around the subject holds its colours in part.
      const share = Math.max(alphas[i * 4 + 3]! / top, Math.min(1, cover[at]! * 20));
      if (share === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const own = data[i * channels + channel]!;
        filled[i * channels + channel] = own + (ground[channel]![at]! * top - own) * share;
      }
    }
  }
  const picture = { ...original, data: filled };
  return radius < 0.3 ? picture : resampled(picture, (pipeline) => pipeline.blur(radius));
}
