import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { strength } from './params/strength.ts';

const clip = (title: string, what: string) =>
  z
    .number()
    .min(0)
    .max(10)
    .default(0.1)
    .meta(
      hint({
        title,
        description: `Part of all pixels that may become ${what}.`,
        unit: '%',
        widget: 'slider',
        sliderMin: 0,
        sliderMax: 2,
        step: 0.05,
      }),
    );

const CHANNELS = { '': 'brightness', Red: 'red', Green: 'green', Blue: 'blue' };
const found = Object.entries(CHANNELS).flatMap(([channel, of]) => [
  [
    `black${channel}`,
    { type: 'number' as const, description: `Black point of ${of}, level 0–255, with the strength in it.` },
  ],
  [
    `white${channel}`,
    { type: 'number' as const, description: `White point of ${of}, level 0–255, with the strength in it.` },
  ],
]);

/**
 * Percentile clip: black and white points where `clipShadows` and `clipHighlights` per cent of all pixels are beyond, of luma (the
 * same for all channels) or of each channel, applied like the levels node by `strength` (0–100 %; 0 only measures). Never
 * spreads tones more than fourfold. What it found are results, for levels nodes elsewhere. auto/auto-levels.ts.
 */
export default defineNode({
  type: 'autoLevels',
  label: 'Auto levels',
  category: 'colour',
  description: 'Finds the darkest and brightest tones and spreads them over the whole range.',
  icon: 'wand',
  scope: 'item',
  params: z.strictObject({
    by: z
      .enum(['luma', 'channels'])
      .default('luma')
      .meta(
        hint({
          title: 'By',
          description: 'Brightness keeps colours; single channels also take out a colour cast.',
          widget: 'select',
        }),
      ),
    clipShadows: clip('Clip shadows', 'black'),
    clipHighlights: clip('Clip highlights', 'white'),
    strength: strength('Strength', 100, { unit: '%' }),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: Object.fromEntries(found),
  compile: (params) => [{ kind: 'autoLevels', ...params }],
});
