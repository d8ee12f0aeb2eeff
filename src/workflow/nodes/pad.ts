import { z } from 'zod';
import { GRAVITIES, type PadStep, type Step } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { exactlyOneOf } from './params/alternatives.ts';
import { Aspect, aspectRatio } from './params/aspect.ts';
import { Colour } from './params/colour.ts';

const PERCENT = /^(\d{1,3}(?:\.\d+)?)%$/;
const MARGIN = 'must be a number of pixels, or per cent of the long edge such as "5%" (500% at most)';
const Margin = z.union(
  [
    z.number().min(0).max(100_000),
    z
      .string()
      .regex(PERCENT, { error: MARGIN, abort: true })
      .refine((text) => Number.parseFloat(text) <= 500, MARGIN),
  ],
  MARGIN,
);

const Params = z
  .strictObject({
    aspect: Aspect.optional().meta(
      hint({ title: 'Aspect', description: 'Width to height of the canvas: "1:1", "4:5", 1.91 …', widget: 'aspect' }),
    ),
    width: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .meta(hint({ title: 'Width', description: 'Of the canvas, at least.', unit: 'px', widget: 'number' })),
    height: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .meta(hint({ title: 'Height', description: 'Of the canvas, at least.', unit: 'px', widget: 'number' })),
    margin: Margin.optional().meta(
      hint({
        title: 'Margin',
        description: 'On each side: pixels, or per cent of the long edge such as "5%".',
        widget: 'text',
      }),
    ),
    color: Colour.default('#ffffff').meta(hint({ title: 'Colour', description: 'Of the canvas.', widget: 'color' })),
    gravity: z
      .enum(GRAVITIES)
      .default('center')
      .meta(hint({ title: 'Gravity', description: 'Where the picture lies on the canvas.', widget: 'anchor' })),
  })
  .check(exactlyOneOf('the canvas', [['aspect'], ['width', 'height'], ['margin']]));

/**
 * Puts the picture on a larger canvas of `color`, and never cuts it: by `aspect` (width/height), by least size `width`,
 * `height` (px; one alone leaves the other side as it is), or by a `margin` on each side (px, or per cent of the long edge).
 */
export default defineNode({
  type: 'pad',
  label: 'Pad',
  category: 'geometry',
  description: 'Puts the picture on a larger canvas: by aspect, size or margin, in any colour.',
  icon: 'frame',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile(params): Step[] {
    const size = sizeOf(params);
    if (size.by === 'margin' && size.margin === 0) return [];
    return [{ kind: 'pad', size, gravity: params.gravity, color: params.color }];
  },
});

function sizeOf({ aspect, width, height, margin }: z.output<typeof Params>): PadStep['size'] {
  if (aspect !== undefined) return { by: 'aspect', aspect: aspectRatio(aspect) };
  // A canvas never cuts, so 1 px leaves that side as it is.
  if (margin === undefined) return { by: 'pixels', width: width ?? 1, height: height ?? 1 };
  return typeof margin === 'number'
    ? { by: 'margin', margin, unit: 'px' }
    : { by: 'margin', margin: Number.parseFloat(margin), unit: '%' };
}
