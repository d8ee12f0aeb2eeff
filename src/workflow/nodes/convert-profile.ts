import { z } from 'zod';
import { PROFILE_NAMES } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

/**
 * Converts the pixels to another RGB profile in float, through XYZ with D50 white. Colours outside the new profile are clipped.
 *
 * `intent` is written down for other programs' sake: all profiles that can be chosen are matrix profiles, which hold one
 * transform for every intent (ICC.1:2022, 8.10 and annex F), with their media white at D50 and black at 0. So perceptual and
 * saturation are relative colorimetric, absolute is too, and black point compensation changes nothing. Sources with look-up
 * table profiles (CMYK, scanners, some printers) are converted when they are decoded, by Little CMS with the perceptual intent.
 */
export default defineNode({
  type: 'convertProfile',
  label: 'Convert profile',
  category: 'colour',
  description: 'Converts the picture to another colour profile and works on in it.',
  icon: 'palette',
  scope: 'item',
  params: z.strictObject({
    profile: z
      .enum(PROFILE_NAMES)
      .default('srgb')
      .meta(hint({ title: 'Profile', widget: 'select' })),
    intent: z
      .enum(['relative', 'perceptual', 'saturation', 'absolute'])
      .default('relative')
      .meta(
        hint({
          title: 'Intent',
          description: 'All of them give the same here: matrix profiles hold one transform for every intent.',
          widget: 'select',
        }),
      ),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ profile }) => [{ kind: 'colour', ops: [{ op: 'convertProfile', profile }] }],
});
