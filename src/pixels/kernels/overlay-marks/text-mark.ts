import { setupSharp } from '../../decoders/sharp-setup.ts';
import type { RgbProfile } from '../../raster.ts';
import { colourIn } from '../hex-colour.ts';
import type { Mark } from './mark.ts';
import type { TextOutline } from './text-outline.ts';

/** Of the height of one line: how soft the shadow is (standard deviation), how far below it lies, and how dark it is. */
const SHADOW = { softness: 0.07, offset: 0.03, darkness: 0.75 };

/**
 * The outline at this size in one colour, over a soft dark shadow when asked for, which keeps white letters legible on
 * white.
 */
export async function textMark(
  outline: TextOutline,
  size: { width: number; height: number },
  look: { color: string; shadow: boolean },
  profile: RgbProfile,
): Promise<Mark> {
  const line = (size.width / outline.width) * 1000;
  const softness = Math.max(0.5, line * SHADOW.softness);
  const offset = Math.round(line * SHADOW.offset);
  const spread = look.shadow ? Math.ceil(softness * 3) + offset : 0;
  const width = size.width + 2 * spread;
  const height = size.height + 2 * spread;
  const letters = await letterMask(outline, size, spread);
  const [r, g, b, opacity] = colourIn(look.color, profile);
  const colour = [r, g, b].map((value) => value * 65535) as [number, number, number];
  const rgb = new Uint16Array(width * height * 3);
  const alpha = new Uint16Array(width * height);
  const dark = look.shadow ? await blurred(letters, width, height, softness) : null;
  for (let i = 0; i < alpha.length; i++) {
    const ink = (letters[i]! / 255) * opacity;
    const above = i - offset * width;
    const shade = dark === null || above < 0 ? 0 : (dark[above]! / 255) * SHADOW.darkness * opacity;
    const total = ink + shade * (1 - ink);
    alpha[i] = Math.round(total * 65535);
    // The shadow is black, so only ink gives colour.
    if (total > 0)
      for (let channel = 0; channel < 3; channel++) rgb[i * 3 + channel] = (colour[channel]! * ink) / total;
  }
  return { width, height, spread, rgb, alpha };
}

/** Coverage of the letters, 0–255, with `spread` empty px around. Outlines, so that librsvg needs no font. */
async function letterMask(
  outline: TextOutline,
  size: { width: number; height: number },
  spread: number,
): Promise<Uint8Array> {
  const { left, top, width, height, path } = outline;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="${left} ${top} ${width} ${height}" preserveAspectRatio="none"><path fill="#fff" d="${path}"/></svg>`;
  const edge = { top: spread, bottom: spread, left: spread, right: spread };
  const transparent = { r: 0, g: 0, b: 0, alpha: 0 };
  return setupSharp()(Buffer.from(svg))
    .extend({ ...edge, background: transparent })
    .extractChannel('alpha')
    .raw()
    .toBuffer();
}

function blurred(mask: Uint8Array, width: number, height: number, sigma: number): Promise<Uint8Array> {
  return setupSharp()(mask, { raw: { width, height, channels: 1 } })
    .blur(sigma)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}
