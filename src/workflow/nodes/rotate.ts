import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { Colour } from './params/colour.ts';

/**
 * Turns the picture clockwise by `angle` degrees (−360…360). Multiples of 90° only move pixels; other angles straighten, and
 * `autocrop` then cuts to the largest upright rectangle without corners. Without it the corners take `background`.
 */
export default defineNode({
  type: 'rotate',
  label: 'Rotate',
  category: 'geometry',
  description: 'Turns the picture clockwise: by quarter turns, or by a few degrees to straighten the horizon.',
  icon: 'rotate-clockwise',
  scope: 'item',
  params: z.strictObject({
    angle: z
      .number()
      .min(-360)
      .max(360)
      .default(0)
      .meta(
        hint({
          title: 'Angle',
          description: 'Clockwise.',
          unit: '°',
          widget: 'slider',
          sliderMin: -45,
          sliderMax: 45,
          step: 0.1,
        }),
      ),
    autocrop: z
      .boolean()
      .default(true)
      .meta(
        hint({
          title: 'Cut corners off',
          description: 'Cut to the largest upright rectangle inside the turned picture.',
          widget: 'switch',
        }),
      ),
    background: Colour.default('#ffffff').meta(
      hint({ title: 'Background', description: 'Of the corners where they are not cut off.', widget: 'color' }),
    ),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ angle, autocrop, background }) =>
    angle % 360 === 0 ? [] : [{ kind: 'rotate', angle, autocrop, background }],
});
