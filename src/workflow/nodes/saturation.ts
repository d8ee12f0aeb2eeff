import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

/**
 * `saturation` (−100…100) scales the chroma of all colours in Oklab; −100 is black and white. `vibrance` (−100…100) does so
 * most where colours are pale, and spares those that are vivid already. 0 changes nothing.
 */
export default defineNode({
  type: 'saturation',
  label: 'Saturation',
  category: 'colour',
  description: 'Makes colours stronger or paler: all alike, or mainly the pale ones (vibrance).',
  icon: 'color-filter',
  scope: 'item',
  params: z.strictObject({
    saturation: z
      .number()
      .min(-100)
      .max(100)
      .default(0)
      .meta(hint({ title: 'Saturation', widget: 'slider', step: 1 })),
    vibrance: z
      .number()
      .min(-100)
      .max(100)
      .default(0)
      .meta(hint({ title: 'Vibrance', description: 'Acts most on pale colours.', widget: 'slider', step: 1 })),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ saturation, vibrance }) =>
    saturation === 0 && vibrance === 0 ? [] : [{ kind: 'colour', ops: [{ op: 'saturation', saturation, vibrance }] }],
});
