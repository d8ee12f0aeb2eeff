import { z } from 'zod';
import { WHITE_BALANCE_METHODS } from '../plan/detail-steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { strength } from './params/strength.ts';

/**
 * Finds the colour of the light and takes it out: shades of grey (Finlayson and Trezzi 2004), grey world (Buchsbaum 1980) or white
 * patch (Land 1977), by `strength` (0–100 %; 0 only measures). `kelvin` and `tint` are results that white balance nodes can take
 * over. auto/auto-white-balance.ts.
 */
export default defineNode({
  type: 'autoWhiteBalance',
  label: 'Auto white balance',
  category: 'colour',
  description: 'Finds the colour of the light in the picture and takes the cast out.',
  icon: 'temperature-sun',
  scope: 'item',
  params: z.strictObject({
    method: z
      .enum(WHITE_BALANCE_METHODS)
      .default('shades-of-grey')
      .meta(
        hint({
          title: 'Method',
          description:
            'Shades of grey suits most; grey world for even scenes; white patch where something white is lit.',
          widget: 'select',
        }),
      ),
    strength: strength('Strength', 80, { unit: '%' }),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {
    kelvin: { type: 'number', description: 'Temperature of the light, K, with the strength in it.' },
    tint: { type: 'number', description: 'Tint of the light, −150 to 150, with the strength in it.' },
  },
  compile: ({ method, strength: share }) => [{ kind: 'autoWhiteBalance', method, strength: share }],
});
