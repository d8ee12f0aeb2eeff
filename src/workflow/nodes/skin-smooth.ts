import { z } from 'zod';
import { defineNode, hint, imageOut } from './definition.ts';

/**
 * Evens skin out by frequency separation: forms stay, blemishes up to `radius` (per cent of the short edge) are taken out by `strength`, pores
 * and hairs stay by `texture` (both 0–100 %). Skin is found by its colour (an ellipse in CbCr, Hsu et al. 2002) and smoothed
 * by a guided filter; sand, wood and warm light have that colour, too: keep to `faces`, or connect a mask to keep to a person.
 */
export default defineNode({
  type: 'skinSmooth',
  label: 'Smooth skin',
  category: 'retouch',
  description: 'Evens skin out and keeps its texture, by frequency separation.',
  icon: 'mood-smile',
  scope: 'item',
  params: z.strictObject({
    strength: z
      .number()
      .min(0)
      .max(100)
      .default(50)
      .meta(hint({ title: 'Strength', unit: '%', widget: 'slider', step: 1 })),
    radius: z
      .number()
      .min(0.1)
      .max(10)
      .default(1)
      .meta(
        hint({
          title: 'Blemish size',
          description: 'Of the short edge; larger for close-ups.',
          unit: '%',
          widget: 'slider',
          sliderMin: 0.2,
          sliderMax: 4,
          step: 0.1,
        }),
      ),
    texture: z
      .number()
      .min(0)
      .max(100)
      .default(100)
      .meta(hint({ title: 'Keep texture', unit: '%', widget: 'slider', step: 1 })),
    faces: z
      .boolean()
      .default(false)
      .meta(
        hint({
          title: 'Faces only',
          description: 'Leave all else that has the colour of skin alone. Faces are found when they look this way.',
          widget: 'switch',
        }),
      ),
  }),
  inputs: {
    image: { type: 'image', required: true, label: 'Image' },
    mask: { type: 'mask', required: false, label: 'Only within' },
  },
  outputs: imageOut,
  results: {
    skin: { type: 'number', description: 'The part of the picture that is skin, 0–1.' },
    faces: { type: 'number', description: 'How many faces were found, when only faces are smoothed.' },
  },
  compile: ({ strength, radius, texture, faces }, { ports = [] }) =>
    strength === 0 ? [] : [{ kind: 'skinSmooth', strength, radius, texture, faces, masked: ports.includes('mask') }],
});
