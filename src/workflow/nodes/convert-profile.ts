import { z } from 'zod';
import { PROFILE_NAMES } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

/** Converts the pixels to another RGB profile, relative colorimetric, in float. Colours outside the new profile are clipped. */
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
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ profile }) => [{ kind: 'colour', ops: [{ op: 'convertProfile', profile }] }],
});
