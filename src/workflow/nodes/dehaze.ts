import { z } from 'zod';
import { defineNode, imageIn, imageOut } from './definition.ts';
import { both } from './params/strength.ts';

/**
 * `amount` (−100…100): above 0 takes haze out by the dark channel prior (He, Sun and Tang, PAMI 2011), below 0 puts haze in.
 * Formula: detail/dehaze.ts.
 */
export default defineNode({
  type: 'dehaze',
  label: 'Dehaze',
  category: 'colour',
  description: 'Takes haze and mist out of distant parts of the picture, or puts some in.',
  icon: 'mist',
  scope: 'item',
  params: z.strictObject({ amount: both('Amount', { description: 'Below 0 adds haze.' }, 40) }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ amount }) => (amount === 0 ? [] : [{ kind: 'dehaze', amount }]),
});
