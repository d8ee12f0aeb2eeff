import { z } from 'zod';
import { defineNode, imageIn, imageOut } from './definition.ts';
import { both, strength } from './params/strength.ts';

/**
 * Light towards the corners times 2^(2·amount/100·S), S a smooth step around `midpoint` that is `feather` wide; `roundness` from a
 * rectangle (−100) over the ellipse that fits the picture (0) to a circle (100). In linear light, as a lens does it. Formula:
 * detail/vignette.ts.
 */
export default defineNode({
  type: 'vignette',
  label: 'Vignette',
  category: 'colour',
  description: 'Darkens or brightens the picture towards its corners, as a lens or a darkroom would.',
  icon: 'vignette',
  scope: 'item',
  params: z.strictObject({
    amount: both('Amount', { description: 'Below 0 darkens the corners, above brightens them.' }, -30),
    midpoint: strength('Midpoint', 50, { description: 'How far from the middle it begins.' }),
    roundness: both('Roundness', { description: '−100 rectangular, 0 as the picture, 100 circular.' }),
    feather: strength('Feather', 60, { description: 'How soft the change is.' }),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: (params) => (params.amount === 0 ? [] : [{ kind: 'vignette', ...params }]),
});
