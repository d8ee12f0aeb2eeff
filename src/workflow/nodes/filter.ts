import { z } from 'zod';
import { defineNode, hint, imageIn } from './definition.ts';

/**
 * Sends each picture one of two ways by a condition (CEL, as in `when`): `match` where it is true, `else` where it is not. Nodes
 * on the way not taken do nothing for this picture, their exports deliver nothing, and a picture that no export has left is
 * skipped, with the condition as the reason.
 */
export default defineNode({
  type: 'filter',
  label: 'Filter',
  category: 'flow',
  description: 'Sends each picture one of two ways by a condition; a way that leads nowhere leaves pictures out.',
  icon: 'filter',
  scope: 'item',
  params: z.strictObject({
    condition: z
      .string()
      .min(1)
      .max(2000)
      .meta(
        hint({
          title: 'Condition',
          description: 'e.g. input.width >= 2000 && has(exif.iso) && exif.iso < 3200',
          widget: 'text',
        }),
      ),
  }),
  inputs: imageIn,
  outputs: { match: { type: 'image', label: 'Match' }, else: { type: 'image', label: 'Else' } },
  results: { matched: { type: 'boolean', description: 'True when the picture took the output match.' } },
  routeBy: 'condition',
  compile: () => [],
});
