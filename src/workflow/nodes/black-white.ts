import { z } from 'zod';
import type { BlackWhiteOp } from '../plan/grading-ops.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { bandParams, perBand } from './params/hue-bands.ts';
import { hue, slider, strength } from './params/strength.ts';

const share = (title: string, value: number) =>
  slider(title, -200, 300, value, {
    unit: '%',
    group: 'Channels',
    description: 'Three that add up to 100 keep white.',
  });

/**
 * Greys from colours. `mix: bands`: the lightness of Oklab, made lighter or darker by hue (eight bands, −100…100, up to ±0.2).
 * `mix: channels`: light of red, green and blue in per cent (−200…300; 21, 72 and 7 is luminance in sRGB). `tintHue` (°, Oklch)
 * and `tintStrength` (0–100) colour the greys; black and white stay neutral. Formula: colour-ops/black-white.ts.
 */
export default defineNode({
  type: 'blackWhite',
  label: 'Black and white',
  category: 'colour',
  description: 'Makes a black-and-white picture, with a say in how light each colour becomes, and a tint if you like.',
  icon: 'circle-half-2',
  scope: 'item',
  params: z.strictObject({
    mix: z
      .enum(['bands', 'channels'])
      .default('bands')
      .meta(
        hint({ title: 'Mix', description: 'By eight colours, or by red, green and blue light.', widget: 'select' }),
      ),
    ...bandParams('', 'Colours', 'How light this colour becomes.'),
    channelRed: share('Red light', 21),
    channelGreen: share('Green light', 72),
    channelBlue: share('Blue light', 7),
    tintHue: hue('Tint hue', 70, { group: 'Tint' }),
    tintStrength: strength('Tint strength', 0, { group: 'Tint' }),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile(params) {
    const { channelRed: red, channelGreen: green, channelBlue: blue } = params;
    const mix: BlackWhiteOp['mix'] =
      params.mix === 'bands' ? { by: 'bands', bands: perBand(params, '') } : { by: 'channels', red, green, blue };
    const tint = { hue: params.tintStrength === 0 ? 0 : params.tintHue, strength: params.tintStrength };
    return [{ kind: 'colour', ops: [{ op: 'blackWhite', mix, tint }] }];
  },
});
