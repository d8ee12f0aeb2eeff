import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { SafelightError } from '../../../contract/errors.ts';
import { multiply } from '../../colour/matrix.ts';
import { builtInProfile } from '../../colour/profiles.ts';
import { setupSharp } from '../../decoders/sharp-setup.ts';
import type { RgbProfile } from '../../raster.ts';
import { lightTables, runMatrix16 } from '../colour-tables/light.ts';
import type { Mark } from './mark.ts';

/** A logo's file in memory: libvips never sees its path. */
export interface Logo {
  name: string;
  bytes: Buffer;
  width: number;
  height: number;
  /** Changes when the file does. */
  key: string;
}

const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a logo (PNG, SVG, JPEG, WebP, AVIF, TIFF or GIF). Throws `file_not_found`, `file_unreadable` or `not_an_image`,
 * each naming the file.
 */
export async function loadLogo(path: string): Promise<Logo> {
  const name = basename(path);
  let bytes: Buffer;
  let key: string;
  try {
    const { mtimeMs, size } = await stat(path);
    if (size > MOST_BYTES) {
      throw new SafelightError(
        'file_unreadable',
        `The logo “${name}” is larger than 64 MB; save a smaller version of it.`,
      );
    }
    key = `${path} ${mtimeMs} ${size}`;
    bytes = await readFile(path);
  } catch (cause) {
    if (cause instanceof SafelightError) throw cause;
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new SafelightError(
      missing ? 'file_not_found' : 'file_unreadable',
      missing
        ? `The logo “${name}” is not there any more; choose it again in the watermark node.`
        : `The logo “${name}” cannot be read; check that you may open it.`,
      { cause },
    );
  }
  try {
    const { autoOrient } = await setupSharp()(bytes).metadata();
    return { name, bytes, width: autoOrient.width, height: autoOrient.height, key };
  } catch (cause) {
    throw notAPicture(name, cause);
  }
}

/** The logo scaled to this size, in the picture's space. */
export async function logoMark(
  logo: Logo,
  size: { width: number; height: number },
  profile: RgbProfile,
): Promise<Mark> {
  let pixels: Buffer;
  try {
    pixels = await setupSharp()(logo.bytes)
      .autoOrient()
      .resize(size.width, size.height, { fit: 'fill' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer();
  } catch (cause) {
    throw notAPicture(logo.name, cause);
  }
  const count = size.width * size.height;
  const rgb = new Uint16Array(count * 3);
  const alpha = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    rgb[i * 3] = pixels[i * 4]! * 257;
    rgb[i * 3 + 1] = pixels[i * 4 + 1]! * 257;
    rgb[i * 3 + 2] = pixels[i * 4 + 2]! * 257;
    alpha[i] = pixels[i * 4 + 3]! * 257;
  }
  fromSrgb(rgb, profile);
  return { ...size, spread: 0, rgb, alpha };
}

/** sRGB pixels in place to another space, relative colorimetric. */
function fromSrgb(rgb: Uint16Array, profile: RgbProfile): void {
  const srgb = builtInProfile('srgb');
  if (profile.key === srgb.key) return;
  const [a, b, c] = srgb.curves;
  const [d, e, f] = profile.curves;
  const matrix = multiply(profile.fromXyzD50, srgb.toXyzD50);
  const tables = lightTables(16, [a.decode, b.decode, c.decode], [d.encode, e.encode, f.encode]);
  runMatrix16(tables, matrix, rgb, rgb);
}

function notAPicture(name: string, cause: unknown): SafelightError {
  return new SafelightError(
    'not_an_image',
    `The logo “${name}” is not a picture that can be read; use a PNG or SVG file.`,
    { cause },
  );
}
