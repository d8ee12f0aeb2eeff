import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

const Spot = z.strictObject({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  radius: z.number().min(0.0005).max(0.1),
});

/**
 * Takes spots out: listed ones (`spots`: x and y in parts of the picture, 0–1, radius in parts of the long edge) and, with `detect`, dust: small
 * round places that differ from smooth surroundings (difference of box means against local noise). Each is healed with the
 * texture of the best fitting neighbour patch, moved to meet its surroundings (Poisson cloning, Pérez, Gangnet and Blake
 * 2003). `sensitivity` 0–100; `size`: the largest diameter looked for, per cent of the long edge.
 */
export default defineNode({
  type: 'spotHeal',
  label: 'Heal spots',
  category: 'retouch',
  description: 'Takes sensor dust, lint and listed spots out and fills them from their surroundings.',
  icon: 'bandage',
  scope: 'item',
  params: z.strictObject({
    detect: z
      .boolean()
      .default(true)
      .meta(hint({ title: 'Find dust', description: 'Looks for small spots by itself.', widget: 'switch' })),
    sensitivity: z
      .number()
      .min(0)
      .max(100)
      .default(50)
      .meta(hint({ title: 'Sensitivity', widget: 'slider', step: 1 })),
    size: z
      .number()
      .min(0.1)
      .max(5)
      .default(1)
      .meta(
        hint({
          title: 'Largest spot',
          description: 'Its diameter, of the long edge.',
          unit: '%',
          widget: 'slider',
          sliderMin: 0.2,
          sliderMax: 3,
          step: 0.1,
        }),
      ),
    spots: z
      .array(Spot)
      .max(500)
      .default([])
      .meta(
        hint({
          title: 'Spots',
          description: 'Places to heal in every picture, as on a sensor with dust: x, y and radius from 0 to 1.',
          widget: 'spots',
        }),
      ),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {
    count: { type: 'number', description: 'How many spots were healed.' },
    spots: { type: 'array', description: 'The spots that were healed, as { x, y, radius } from 0 to 1.' },
  },
  compile: ({ detect, sensitivity, size, spots }) =>
    detect || spots.length > 0 ? [{ kind: 'spotHeal', spots, detect: detect ? { sensitivity, size } : null }] : [],
});
