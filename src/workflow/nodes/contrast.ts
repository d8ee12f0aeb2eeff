import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

const percent = (title: string) =>
  z
    .number()
    .min(-100)
    .max(100)
    .default(0)
    .meta(hint({ title, widget: 'slider', step: 1 }));

/** `contrast` and `brightness`, each −100…100, on encoded values: what the eye sees as even steps. 0 changes nothing. */
export default defineNode({
  type: 'contrast',
  label: 'Contrast',
  category: 'colour',
  description: 'Spreads or narrows the tones around the middle, and makes them brighter or darker.',
  icon: 'contrast',
  scope: 'item',
  params: z.strictObject({ contrast: percent('Contrast'), brightness: percent('Brightness') }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ contrast, brightness }) =>
    contrast === 0 && brightness === 0 ? [] : [{ kind: 'colour', ops: [{ op: 'contrast', contrast, brightness }] }],
});
