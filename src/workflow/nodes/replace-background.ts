import { z } from 'zod';
import type { BackdropStep } from '../plan/retouch-steps.ts';
import { defineNode, hint, imageOut } from './definition.ts';
import { Colour } from './params/colour.ts';

const Params = z
  .strictObject({
    fill: z
      .enum(['white', 'color', 'image', 'blur'])
      .default('white')
      .meta(
        hint({
          title: 'Background',
          description:
            'white: exactly 255, as marketplaces ask. blur: the old background out of focus; connect the picture before it was cut out to the input “Original”.',
          widget: 'select',
        }),
      ),
    color: Colour.default('#f2f2f2').meta(hint({ title: 'Colour', description: 'For “color”.', widget: 'color' })),
    image: z
      .string()
      .min(1)
      .max(4096)
      .optional()
      .meta(
        hint({
          title: 'Picture',
          description: 'For “image”: a file that is scaled and cut to cover the background.',
          widget: 'file',
        }),
      ),
    radius: z
      .number()
      .min(0)
      .max(500)
      .default(24)
      .meta(
        hint({
          title: 'Blur radius',
          description: 'For “blur”: standard deviation of the Gaussian.',
          unit: 'px',
          widget: 'slider',
          sliderMin: 0,
          sliderMax: 120,
          step: 1,
        }),
      ),
  })
  .check((context) => {
    if (context.value.fill === 'image' && context.value.image === undefined) {
      const message = 'Choose the picture that is to be the background.';
      context.issues.push({ code: 'custom', message, path: ['image'], input: context.value });
    }
  });

/**
 * Lays a cut-out on a colour, a picture file, pure white or its own background out of focus. Straight alpha in encoded values; with
 * `white` and full transparency every channel is exactly the largest value, whatever the profile. For `blur` the subject's
 * place is filled from its surroundings first, so that it does not shine around itself. The result is opaque.
 */
export default defineNode({
  type: 'replaceBackground',
  label: 'Replace background',
  category: 'retouch',
  description: 'Puts white, a colour, a picture or the blurred old background behind a cut-out.',
  icon: 'photo-sensor',
  scope: 'item',
  params: Params,
  inputs: {
    image: { type: 'image', required: true, label: 'Image' },
    original: { type: 'image', required: false, label: 'Original' },
  },
  outputs: imageOut,
  results: {},
  compile({ fill, color, image, radius }, { ports = [] }) {
    const kinds: Record<typeof fill, () => BackdropStep['fill']> = {
      white: () => ({ by: 'colour', color: '#ffffff' }),
      color: () => ({ by: 'colour', color }),
      image: () => ({ by: 'file', path: image! }),
      blur: () => ({ by: 'blur', radius }),
    };
    return [{ kind: 'backdrop', fill: kinds[fill](), original: ports.includes('original') }];
  },
});
