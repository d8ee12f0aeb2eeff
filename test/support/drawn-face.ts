import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import { setupSharp } from '../../src/pixels/decoders/sharp-setup.ts';
import type { Raster } from '../../src/pixels/raster.ts';

/** A head, drawn around the point between its eyes. */
const HEAD = `
  <path d="M-70,250 Q-70,120 0,110 Q70,120 70,250 L150,310 L-150,310z" fill="#c99a7c"/>
  <ellipse cx="0" cy="-10" rx="98" ry="120" fill="#3a2416"/>
  <ellipse rx="80" ry="108" cy="12" fill="url(#skin)"/>
  <path d="M-80,-20 Q-60,-100 0,-96 Q60,-100 80,-20 Q60,-70 0,-72 Q-60,-70 -80,-20" fill="#3a2416"/>
  <g fill="#fff"><ellipse cx="-32" cy="0" rx="15" ry="8"/><ellipse cx="32" cy="0" rx="15" ry="8"/></g>
  <g fill="#2a1a10"><circle cx="-32" cy="0" r="7.5"/><circle cx="32" cy="0" r="7.5"/>
  <path d="M-52,-20 Q-32,-32 -12,-20 L-12,-15 Q-32,-26 -52,-15z"/>
  <path d="M52,-20 Q32,-32 12,-20 L12,-15 Q32,-26 52,-15z"/></g>
  <path d="M-6,0 Q-16,36 -14,42 Q0,52 14,42 Q16,36 6,0" fill="#cf9a7e"/>
  <ellipse cx="-7" cy="42" rx="4" ry="3" fill="#7a4a36"/><ellipse cx="7" cy="42" rx="4" ry="3" fill="#7a4a36"/>
  <path d="M-30,70 Q0,58 30,70 Q0,92 -30,70" fill="#a9484a"/>`;

/** A picture of a wall with faces that detectors take for faces: `at` is the point between the eyes, px, and `scale` 1 is 160 px wide. */
export async function pictureWithFaces(
  size: { width: number; height: number },
  faces: readonly { at: readonly [x: number, y: number]; scale?: number }[],
): Promise<Raster> {
  const { width, height } = size;
  const heads = faces.map(
    ({ at: [x, y], scale = 1 }) => `<g transform="translate(${x},${y}) scale(${scale})">${HEAD}</g>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <radialGradient id="skin"><stop offset="0.5" stop-color="#e2b598"/><stop offset="1" stop-color="#b98367"/></radialGradient>
    <rect width="${width}" height="${height}" fill="#5a7a8c"/>${heads.join('')}</svg>`;
  const { data } = await setupSharp()(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
    width,
    height,
    channels: 3,
    depth: 8,
    profile: builtInProfile('srgb'),
    orientation: 1,
  };
}
