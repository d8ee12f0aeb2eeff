import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

/** Multiplies the light by 2^`ev` (EV −10…10; +1 is one stop brighter), in linear light of the picture's own profile. */
export default defineNode({
  type: 'exposure',
  label: 'Exposure',
  category: 'colour',
  description: 'Makes the picture brighter or darker as a longer or shorter exposure would have, in stops.',
  icon: 'exposure',
  scope: 'item',
  params: z.strictObject({
    ev: z
      .number()
      .min(-10)
      .max(10)
      .default(0)
      .meta(hint({ title: 'Exposure', unit: 'EV', widget: 'slider', sliderMin: -5, sliderMax: 5, step: 0.05 })),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ ev }) => (ev === 0 ? [] : [{ kind: 'colour', ops: [{ op: 'exposure', ev }] }]),
});
