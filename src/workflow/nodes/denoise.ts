import { z } from 'zod';
import { defineNode, imageIn, imageOut } from './definition.ts';
import { strength } from './params/strength.ts';

/**
 * Wavelet denoising in YCbCr: `luma` and `chroma` (0–100) are multiples of the noise that is measured in the picture (up to 5 and
 * 6 standard deviations), `detail` (0–100) spares the finest structure. À-trous wavelets with the non-negative garrote (Starck and
 * Murtagh 1994; Gao 1998); detail/denoise.ts.
 */
export default defineNode({
  type: 'denoise',
  label: 'Denoise',
  category: 'detail',
  description:
    'Takes out the noise of high ISO: grain of brightness and blotches of colour. A clean picture hardly changes.',
  icon: 'noise-reduction',
  scope: 'item',
  params: z.strictObject({
    luma: strength('Luminance', 40, { description: 'Noise of brightness.' }),
    chroma: strength('Colour', 50, { description: 'Noise of colour.' }),
    detail: strength('Detail', 50, { description: 'How much fine structure is spared.' }),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ luma, chroma, detail }) =>
    luma === 0 && chroma === 0 ? [] : [{ kind: 'denoise', luma, chroma, detail }],
});
