import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { strength } from './params/strength.ts';

/**
 * Film grain: `amount` (0–100: standard deviation up to 10 % of the range in midtones), `size` (0–100, in proportion to the long
 * edge), `roughness` (0–100, part of grain three times as large). Monochrome; black and white stay pure. `seed` picks the
 * grain: the same params give the same bytes. Formula: detail/grain.ts.
 */
export default defineNode({
  type: 'grain',
  label: 'Grain',
  category: 'detail',
  description: 'Adds film grain, strongest in the midtones.',
  icon: 'grain',
  scope: 'item',
  params: z.strictObject({
    amount: strength('Amount', 25),
    size: strength('Size', 25, { description: 'In proportion to the picture.' }),
    roughness: strength('Roughness', 50, { description: 'How uneven it is.' }),
    seed: z
      .int()
      .min(0)
      .max(999_999)
      .default(1)
      .meta(hint({ title: 'Seed', description: 'Another number, another grain.', widget: 'number' })),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: (params) => (params.amount === 0 ? [] : [{ kind: 'grain', ...params }]),
});
