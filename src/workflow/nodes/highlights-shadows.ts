import { z } from 'zod';
import { defineNode, imageIn, imageOut } from './definition.ts';
import { both } from './params/strength.ts';

/**
 * `highlights` and `shadows` (−100…100: up to ±1 and ±1.6 stops) change bright and dark areas by the light around each pixel,
 * found with a guided filter (He, Sun and Tang 2013), so that detail keeps its contrast and edges get no halos. `whites` and
 * `blacks` (up to ±0.4 and ±1 stop) move the ends of the range. Light is multiplied: colours keep hue and saturation. Formula:
 * detail/highlights-shadows.ts.
 */
export default defineNode({
  type: 'highlightsShadows',
  label: 'Highlights and shadows',
  category: 'colour',
  description: 'Brings back bright and dark areas, with their detail and without halos, and sets whites and blacks.',
  icon: 'sun-moon',
  scope: 'item',
  params: z.strictObject({
    highlights: both('Highlights', { description: 'Below 0 brings back bright areas.' }),
    shadows: both('Shadows', { description: 'Above 0 opens dark areas.' }),
    whites: both('Whites', { description: 'The brightest tones.' }),
    blacks: both('Blacks', { description: 'The darkest tones.' }),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: (params) =>
    Object.values(params).every((value) => value === 0) ? [] : [{ kind: 'highlightsShadows', ...params }],
});
