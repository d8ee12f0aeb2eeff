import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

/**
 * Adapts the picture from the light it was taken in. `kelvin` (2000–25000 K) is that light's temperature: below 6500 K
 * makes the picture cooler, above makes it warmer. `tint` (−150…150) goes from green to magenta. 6500 K, tint 0 changes nothing.
 */
export default defineNode({
  type: 'whiteBalance',
  label: 'White balance',
  category: 'colour',
  description: 'Takes out a colour cast: temperature from cool to warm, tint from green to magenta.',
  icon: 'temperature',
  scope: 'item',
  params: z.strictObject({
    kelvin: z
      .number()
      .min(2000)
      .max(25_000)
      .default(6500)
      .meta(hint({ title: 'Temperature', unit: 'K', widget: 'slider', sliderMin: 2000, sliderMax: 12_000, step: 50 })),
    tint: z
      .number()
      .min(-150)
      .max(150)
      .default(0)
      .meta(hint({ title: 'Tint', description: 'From green to magenta.', widget: 'slider', step: 1 })),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ kelvin, tint }) =>
    kelvin === 6500 && tint === 0 ? [] : [{ kind: 'colour', ops: [{ op: 'whiteBalance', kelvin, tint }] }],
});
