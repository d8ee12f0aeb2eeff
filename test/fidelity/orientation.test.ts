import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { aWorkflow } from '../support/a-workflow.ts';
import { colourDifference, shownDifference } from './colour-difference.ts';
import { measured } from './measured.ts';
import { readPicture, runFile } from './run-file.ts';

/** How EXIF orientation n was stored: what has to be done to an upright picture so that the tag turns it back. */
const STORED: Record<number, (image: Sharp) => Sharp> = {
  1: (image) => image,
  2: (image) => image.flop(),
  3: (image) => image.rotate(180),
  4: (image) => image.flip(),
  5: (image) => image.rotate(270).flop(),
  6: (image) => image.rotate(270),
  7: (image) => image.rotate(90).flop(),
  8: (image) => image.rotate(90),
};

/** Four different corners: 120 × 80 px, upright. */
async function upright(): Promise<Buffer> {
  const corner = (r: number, g: number, b: number, left: number, top: number) => ({
    input: { create: { width: 60, height: 40, channels: 3 as const, background: { r, g, b } } },
    left,
    top,
  });
  return sharp({ create: { width: 120, height: 80, channels: 3, background: '#000' } })
    .composite([
      corner(220, 40, 40, 0, 0),
      corner(40, 200, 60, 60, 0),
      corner(40, 60, 220, 0, 40),
      corner(230, 220, 60, 60, 40),
    ])
    .png()
    .toBuffer();
}

describe('EXIF orientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i comes out upright, with nothing left to be applied', async (orientation) => {
    const picture = await upright();
    const stored = await STORED[orientation]!(sharp(picture)).png().toBuffer();
    const jpeg = await sharp(stored)
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .withMetadata({ orientation })
      .toBuffer();
    for (const params of [{}, { orientation: 'keep' }]) {
      const start = aWorkflow(params);
      const workflow = 'orientation' in params ? start.with('autoOrient') : start;
      const { raster, bytes } = await runFile(
        workflow.with('export', { format: 'png', metadata: 'all' }),
        jpeg,
        'photo.jpg',
      );
      const { orientation: left = 1 } = await sharp(bytes).metadata();
      expect(left).toBe(1);
      const difference = colourDifference(raster, await readPicture(picture, 'upright'));
      measured(shownDifference(difference));
      expect(difference.mean).toBeLessThan(0.5);
    }
  });
});
