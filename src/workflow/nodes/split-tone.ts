import { z } from 'zod';
import { defineNode, imageIn, imageOut } from './definition.ts';
import { both, hue, strength } from './params/strength.ts';

const tone = (part: string) => ({ group: part });

/**
 * A colour for shadows, midtones and highlights: hue in degrees of Oklch, saturation 0–100 (chroma up to 0.12). Their weights
 * overlap softly and add up to 1; `balance` (−100…100) moves them. Lightness stays, and so do black and white. Formula:
 * colour-ops/split-tone.ts.
 */
export default defineNode({
  type: 'splitTone',
  label: 'Colour grading',
  category: 'colour',
  description: 'Gives shadows, midtones and highlights a colour of their own (split toning).',
  icon: 'palette',
  scope: 'item',
  params: z.strictObject({
    shadowsHue: hue('Shadows hue', 250, tone('Shadows')),
    shadowsSaturation: strength('Shadows saturation', 0, tone('Shadows')),
    midtonesHue: hue('Midtones hue', 60, tone('Midtones')),
    midtonesSaturation: strength('Midtones saturation', 0, tone('Midtones')),
    highlightsHue: hue('Highlights hue', 70, tone('Highlights')),
    highlightsSaturation: strength('Highlights saturation', 0, tone('Highlights')),
    balance: both('Balance', {
      description: 'Below 0 gives more room to the shadows’ colour, above to the highlights’.',
    }),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile(params) {
    const shadows = { hue: params.shadowsHue, saturation: params.shadowsSaturation };
    const midtones = { hue: params.midtonesHue, saturation: params.midtonesSaturation };
    const highlights = { hue: params.highlightsHue, saturation: params.highlightsSaturation };
    if ([shadows, midtones, highlights].every(({ saturation }) => saturation === 0)) return [];
    return [{ kind: 'colour', ops: [{ op: 'splitTone', shadows, midtones, highlights, balance: params.balance }] }];
  },
});
