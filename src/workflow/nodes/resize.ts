import { z } from 'zod';
import type { ResizeTarget, Step } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { exactlyOneOf } from './params/alternatives.ts';

const pixels = () => z.int().min(1).max(100_000);

const Params = z
  .strictObject({
    longEdge: pixels()
      .optional()
      .meta(hint({ title: 'Long edge', unit: 'px', widget: 'number' })),
    shortEdge: pixels()
      .optional()
      .meta(hint({ title: 'Short edge', unit: 'px', widget: 'number' })),
    width: pixels()
      .optional()
      .meta(hint({ title: 'Width', unit: 'px', widget: 'number' })),
    height: pixels()
      .optional()
      .meta(hint({ title: 'Height', unit: 'px', widget: 'number' })),
    megapixels: z
      .number()
      .min(0.0001)
      .max(1000)
      .optional()
      .meta(hint({ title: 'Megapixels', unit: 'MP', widget: 'number', step: 0.1 })),
    percent: z
      .number()
      .min(0.1)
      .max(1000)
      .optional()
      .meta(hint({ title: 'Percent', unit: '%', widget: 'slider', sliderMin: 1, sliderMax: 100 })),
    fit: z
      .enum(['inside', 'outside', 'cover', 'fill'])
      .default('inside')
      .meta(
        hint({
          title: 'Fit',
          description:
            'With width and height: inside them, just covering them, covering and cut to them from the centre, or stretched to them.',
          widget: 'select',
        }),
      ),
    kernel: z
      .enum(['lanczos3', 'lanczos2', 'mitchell', 'cubic', 'linear', 'nearest', 'mks2013', 'mks2021'])
      .default('lanczos3')
      .meta(hint({ title: 'Kernel', description: 'How pixels are weighed.', widget: 'select' })),
    enlarge: z
      .boolean()
      .default(false)
      .meta(hint({ title: 'Enlarge', description: 'Also make small pictures larger.', widget: 'switch' })),
  })
  .check(exactlyOneOf('the new size', [['longEdge'], ['shortEdge'], ['width', 'height'], ['megapixels'], ['percent']]));

/**
 * Changes the size and keeps the shape, unless `fit` is `cover` or `fill`. Exactly one way of giving the size: `longEdge`
 * or `shortEdge` (px), `width` and/or `height` (px), `megapixels` (10⁶ px), `percent` (of each side). Nothing grows unless `enlarge`.
 */
export default defineNode({
  type: 'resize',
  label: 'Resize',
  category: 'geometry',
  description: 'Makes the picture smaller: by its long or short edge, width and height, megapixels or percent.',
  icon: 'resize',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile(params): Step[] {
    const { kernel, enlarge } = params;
    if (params.percent === 100) return [];
    // Cover is two steps, so that the planner knows one rule less and the cut can be fused like any other.
    const { width, height } = params;
    if (params.fit === 'cover' && width !== undefined && height !== undefined) {
      return [
        { kind: 'resize', target: { by: 'box', width, height, fit: 'outside' }, kernel, enlarge },
        { kind: 'crop', size: { by: 'pixels', width, height }, place: { by: 'gravity', gravity: 'center' } },
      ];
    }
    return [{ kind: 'resize', target: targetOf(params), kernel, enlarge }];
  },
});

function targetOf(params: z.output<typeof Params>): ResizeTarget {
  if (params.longEdge !== undefined) return { by: 'longEdge', pixels: params.longEdge };
  if (params.shortEdge !== undefined) return { by: 'shortEdge', pixels: params.shortEdge };
  if (params.megapixels !== undefined) return { by: 'megapixels', megapixels: params.megapixels };
  if (params.percent !== undefined) return { by: 'percent', percent: params.percent };
  const { width = null, height = null, fit } = params;
  // With one side only, the other follows the shape: all fits mean the same, so give them one plan.
  return { by: 'box', width, height, fit: width === null || height === null ? 'inside' : fit };
}
