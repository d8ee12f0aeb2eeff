import { z } from 'zod';
import { isStraight } from '../plan/grading-ops.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

const level = z.number().min(0).max(255);
const points = (title: string, description: string) =>
  z
    .array(z.tuple([level, level]))
    .min(2)
    .max(16)
    .refine((list) => list.every(([from], i) => i === 0 || from > list[i - 1]![0]), {
      message: 'The points must go from left to right, each further than the one before.',
    })
    .default([
      [0, 0],
      [255, 255],
    ])
    .meta(hint({ title, description, widget: 'curve' }));

/**
 * Curves through 2 to 16 points `[from, to]` (levels 0–255) on encoded values: first each channel's own, then the master curve.
 * Monotone cubic pieces (Fritsch and Carlson 1980), which never swing over the points; colour-ops/spline.ts.
 */
export default defineNode({
  type: 'curves',
  label: 'Curves',
  category: 'colour',
  description: 'Bends the tones along a curve through points, for all channels and for red, green and blue.',
  icon: 'ease-in-out',
  scope: 'item',
  params: z.strictObject({
    master: points('All channels', 'Points [from, to] in levels 0–255, from left to right.'),
    red: points('Red', 'Applied before the curve of all channels.'),
    green: points('Green', 'Applied before the curve of all channels.'),
    blue: points('Blue', 'Applied before the curve of all channels.'),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ master, red, green, blue }) =>
    [master, red, green, blue].every(isStraight)
      ? []
      : [{ kind: 'colour', ops: [{ op: 'curves', master, red, green, blue }] }],
});
