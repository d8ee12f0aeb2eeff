import { z } from 'zod';
import type { SharpenStep } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

const MEDIA = ['screen', 'glossy', 'matte'] as const;
const AMOUNTS = ['low', 'standard', 'high'] as const;

/** Standard deviation on a screen, px: a picture's pixel is a pixel there, whatever the size. */
const SCREEN_RADIUS = 0.5;
/**
 * Standard deviation on paper, inch. At reading distance the eye resolves about 1/300 inch; ink that sinks into matte paper
 * spreads about a third further than on glossy paper.
 */
const PAPER_RADIUS = { glossy: 1 / 300, matte: 1 / 225 };
/** Per cent. Paper takes more than looks good on a screen, matte paper most. */
const AMOUNT = {
  screen: { low: 35, standard: 60, high: 100 },
  glossy: { low: 60, standard: 100, high: 160 },
  matte: { low: 80, standard: 130, high: 200 },
} as const;
/** Levels of 255; on paper faint grain would come out too. */
const THRESHOLD = { screen: 1, glossy: 2, matte: 2 };

/**
 * The last sharpening, after the picture has its final size (the idea: B. Fraser, Real World Image Sharpening, 2006). An unsharp
 * mask like the sharpen node: on a screen 0.5 px, on paper dpi/300 px (glossy) or dpi/225 px (matte), 0.3 px at least; amounts
 * as in the table of this file.
 */
export default defineNode({
  type: 'outputSharpen',
  label: 'Output sharpening',
  category: 'detail',
  description: 'The last sharpening for screen, glossy or matte paper. Use it after the resize, before the export.',
  icon: 'printer',
  scope: 'item',
  params: z.strictObject({
    medium: z
      .enum(MEDIA)
      .default('screen')
      .meta(hint({ title: 'For', widget: 'select' })),
    amount: z
      .enum(AMOUNTS)
      .default('standard')
      .meta(hint({ title: 'Amount', widget: 'select' })),
    dpi: z
      .number()
      .min(50)
      .max(2400)
      .default(300)
      .meta(
        hint({
          title: 'Resolution',
          description: 'Of the print; not used for screens.',
          unit: 'dpi',
          widget: 'number',
        }),
      ),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile({ medium, amount, dpi }): SharpenStep[] {
    const radius =
      medium === 'screen' ? SCREEN_RADIUS : Math.max(0.3, Math.round(dpi * PAPER_RADIUS[medium] * 100) / 100);
    return [{ kind: 'sharpen', radius, amount: AMOUNT[medium][amount], threshold: THRESHOLD[medium] }];
  },
});
