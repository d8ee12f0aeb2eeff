import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';

/**
 * Unsharp mask on luma: `radius` is the Gaussian's standard deviation (0.1–100 px), `amount` the per cent of the difference
 * added back (0–500), `threshold` the smallest difference that is sharpened (0–255 levels), which keeps noise as it is.
 */
export default defineNode({
  type: 'sharpen',
  label: 'Sharpen',
  category: 'detail',
  description: 'Makes edges crisper (unsharp mask). Use it last, after the picture has its final size.',
  icon: 'focus-2',
  scope: 'item',
  params: z.strictObject({
    radius: z
      .number()
      .min(0.1)
      .max(100)
      .default(1)
      .meta(hint({ title: 'Radius', unit: 'px', widget: 'slider', sliderMin: 0.1, sliderMax: 5, step: 0.1 })),
    amount: z
      .number()
      .min(0)
      .max(500)
      .default(80)
      .meta(hint({ title: 'Amount', unit: '%', widget: 'slider', sliderMin: 0, sliderMax: 200, step: 1 })),
    threshold: z
      .number()
      .min(0)
      .max(255)
      .default(2)
      .meta(
        hint({
          title: 'Threshold',
          description: 'Smaller differences than this many levels (of 255) stay as they are.',
          widget: 'slider',
          sliderMin: 0,
          sliderMax: 20,
          step: 1,
        }),
      ),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ radius, amount, threshold }) => (amount === 0 ? [] : [{ kind: 'sharpen', radius, amount, threshold }]),
});
