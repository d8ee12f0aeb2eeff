import { z } from 'zod';
import { PROFILE_NAMES } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { strength } from './params/strength.ts';

/**
 * A colour table from a .cube file (Adobe Cube LUT Specification 1.0): 1D with straight lines, 3D with tetrahedral interpolation,
 * or one behind the other as Resolve writes them; the file's domain is kept to. `space` says what its numbers mean: the picture
 * is taken there and back. `strength` (0–100 %) mixes with what was there. Several tables and other colour nodes are one
 * pass. colour-ops/lut.ts.
 */
export default defineNode({
  type: 'lut',
  label: 'LUT',
  category: 'colour',
  description: 'Applies a look from a .cube file (1D or 3D), at any strength.',
  icon: 'cube',
  scope: 'item',
  params: z.strictObject({
    file: z
      .string()
      .min(1)
      .max(4096)
      .meta(hint({ title: 'Table', description: 'Path of a .cube file.', widget: 'file' })),
    strength: strength('Strength', 100, { unit: '%' }),
    space: z
      .enum(PROFILE_NAMES)
      .default('srgb')
      .meta(
        hint({
          title: 'Made for',
          description: 'The colour space that the table expects and gives; sRGB for nearly all looks for photos.',
          widget: 'select',
        }),
      ),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ file, strength: share, space }) =>
    share === 0 ? [] : [{ kind: 'colour', ops: [{ op: 'lut', path: file, strength: share, space }] }],
});
