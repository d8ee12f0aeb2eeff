import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { groundOf, groundParam, toleranceParam } from './params/ground.ts';

/**
 * Cuts a uniform border off: the picture becomes the smallest rectangle that holds every pixel whose largest channel
 * difference from the border, as encoded values, is more than `tolerance` % of the range (ImageMagick's -trim with -fuzz
 * does the same with a Euclidean distance). With `background: auto` the border is what is transparent, else the median
 * colour of the outermost pixels. `margin` px are kept around it. A picture that is nothing but border stays as it is.
 */
export default defineNode({
  type: 'trim',
  label: 'Trim',
  category: 'geometry',
  description: 'Cuts a uniform border off: scanner edges, paper, empty transparency.',
  icon: 'crop-1-1',
  scope: 'item',
  params: z.strictObject({
    background: groundParam('Border'),
    tolerance: toleranceParam(10),
    margin: z
      .int()
      .min(0)
      .max(10_000)
      .default(0)
      .meta(hint({ title: 'Margin', description: 'Kept around what was found.', unit: 'px', widget: 'number' })),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {
    bounds: { type: 'object', description: 'What was kept: left, top, width, height, px of the picture before.' },
  },
  compile: ({ background, tolerance, margin }) => [{ kind: 'trim', ground: groundOf(background), tolerance, margin }],
});
