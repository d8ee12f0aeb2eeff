import { z } from 'zod';
import { isNeutral, LEVELS_CHANNELS } from '../plan/grading-ops.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { slider } from './params/strength.ts';

const level = (title: string, value: number, description: string) => slider(title, 0, 255, value, { description });

const Params = z
  .strictObject({
    channel: z
      .enum(LEVELS_CHANNELS)
      .default('rgb')
      .meta(hint({ title: 'Channel', description: 'All three alike, or one of them.', widget: 'select' })),
    black: level('Black point', 0, 'What is this dark or darker becomes black.'),
    white: level('White point', 255, 'What is this bright or brighter becomes white.'),
    gamma: z
      .number()
      .min(0.1)
      .max(10)
      .default(1)
      .meta(
        hint({
          title: 'Gamma',
          description: 'Above 1 the midtones get brighter, below 1 darker.',
          widget: 'slider',
          sliderMin: 0.2,
          sliderMax: 5,
          step: 0.01,
        }),
      ),
    outputBlack: level('Output black', 0, 'What black becomes.'),
    outputWhite: level('Output white', 255, 'What white becomes. Below output black the picture is turned negative.'),
  })
  .refine(({ black, white }) => white > black, {
    path: ['white'],
    message: 'The white point must be above the black point.',
  });

/**
 * y = outputBlack + (outputWhite − outputBlack)·t^(1/gamma), t = (x − black)/(white − black) cut to 0–1, on encoded values as
 * levels 0–255 whatever the picture's depth. The classic levels of image editors; colour-ops/levels.ts.
 */
export default defineNode({
  type: 'levels',
  label: 'Levels',
  category: 'colour',
  description: 'Sets the black and the white point and the brightness of the midtones, for all channels or one.',
  icon: 'adjustments-horizontal',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: (params) => (isNeutral(params) ? [] : [{ kind: 'colour', ops: [{ op: 'levels', ...params }] }]),
});
