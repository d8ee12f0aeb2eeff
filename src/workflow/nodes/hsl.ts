import { z } from 'zod';
import { isZero } from '../plan/grading-ops.ts';
import { defineNode, imageIn, imageOut } from './definition.ts';
import { bandParams, perBand } from './params/hue-bands.ts';

/**
 * Hue, saturation and luminance of eight bands of hue, each −100…100, in Oklch with soft borders between the bands: hue moves by
 * up to 0.6 of the way to the next band, saturation scales chroma by 0 to 2, luminance moves lightness by up to 0.16. Greys
 * stay. Formula: colour-ops/hsl.ts.
 */
export default defineNode({
  type: 'hsl',
  label: 'Colour mixer',
  category: 'colour',
  description: 'Changes hue, saturation and luminance of single colours: red, orange, yellow, green, aqua, blue …',
  icon: 'color-swatch',
  scope: 'item',
  params: z.strictObject({
    ...bandParams('Hue', 'Hue', 'Turns this colour towards its neighbours on the colour wheel.'),
    ...bandParams('Saturation', 'Saturation', 'Makes this colour stronger or paler.'),
    ...bandParams('Luminance', 'Luminance', 'Makes this colour lighter or darker.'),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile(params) {
    const hue = perBand(params, 'Hue');
    const saturation = perBand(params, 'Saturation');
    const luminance = perBand(params, 'Luminance');
    if ([hue, saturation, luminance].every(isZero)) return [];
    return [{ kind: 'colour', ops: [{ op: 'hsl', hue, saturation, luminance }] }];
  },
});
