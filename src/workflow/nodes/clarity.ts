import { z } from 'zod';
import { defineNode, imageIn, imageOut } from './definition.ts';
import { both } from './params/strength.ts';

/**
 * Local contrast at two scales, −100…100: `clarity` of forms (2 % of the long edge), `texture` of fine structure (0.25 %), each the
 * difference to an edge-preserving base (guided filter, He, Sun and Tang 2013) added back to lightness. Formula:
 * detail/clarity.ts.
 */
export default defineNode({
  type: 'clarity',
  label: 'Clarity and texture',
  category: 'detail',
  description: 'Makes forms and fine structure stand out, or softens them, and leaves colours as they are.',
  icon: 'focus-centered',
  scope: 'item',
  params: z.strictObject({
    clarity: both('Clarity', { description: 'Contrast of larger forms.' }),
    texture: both('Texture', { description: 'Contrast of fine structure; below 0 smooths surfaces.' }),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ clarity, texture }) => (clarity === 0 && texture === 0 ? [] : [{ kind: 'clarity', clarity, texture }]),
});
