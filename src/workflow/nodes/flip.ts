import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

/** Mirrors the picture. `horizontal` swaps left and right, `vertical` swaps top and bottom. */
export default defineNode({
  type: 'flip',
  label: 'Flip',
  category: 'geometry',
  description: 'Mirrors the picture, left to right or top to bottom.',
  icon: 'flip-horizontal',
  scope: 'item',
  params: z.strictObject({
    axis: z
      .enum(['horizontal', 'vertical'])
      .default('horizontal')
      .meta(
        hint({
          title: 'Direction',
          description: 'Horizontal swaps left and right, vertical swaps top and bottom.',
          widget: 'select',
        }),
      ),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ axis }) => [{ kind: 'flip', axis }],
});
