import { z } from 'zod';
import { defineNode, hint, imageOut } from './definition.ts';

/** Makes a picture of a mask, white where the subject is, to look at or to deliver beside the cut-out. */
export default defineNode({
  type: 'maskPicture',
  label: 'Mask as picture',
  category: 'retouch',
  description: 'Shows a mask as a grey picture that can be looked at and exported.',
  icon: 'mask',
  scope: 'item',
  params: z.strictObject({
    invert: z
      .boolean()
      .default(false)
      .meta(hint({ title: 'Invert', description: 'Black where the subject is.', widget: 'switch' })),
  }),
  inputs: { mask: { type: 'mask', required: true, label: 'Mask' } },
  outputs: imageOut,
  results: {},
  compile: ({ invert }) => [{ kind: 'maskPicture', invert }],
});
