import { z } from 'zod';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { ModelName } from './params/model.ts';

/**
 * Enlarges 2 to 4 times with Lanczos (a = 3), or with an upscaling model of yours, tile by tile with overlap. `detail` gives crispness
 * back by an unsharp mask as wide as an old pixel, 0–100 %.
 */
export default defineNode({
  type: 'upscale',
  label: 'Upscale',
  category: 'geometry',
  description: 'Enlarges the picture 2 to 4 times and keeps it crisp.',
  icon: 'arrows-maximize',
  scope: 'item',
  params: z.strictObject({
    factor: z
      .int()
      .min(2)
      .max(4)
      .default(2)
      .meta(hint({ title: 'Factor', widget: 'slider', step: 1 })),
    model: ModelName.optional().meta(
      hint({
        title: 'Model',
        description:
          'Empty: Lanczos. Else an upscaling model: name.onnx and name.json (kind "upscale", licence, scale) in the folder “models” of the data folder.',
        widget: 'model',
      }),
    ),
    detail: z
      .number()
      .min(0)
      .max(100)
      .default(40)
      .meta(hint({ title: 'Detail', unit: '%', widget: 'slider', step: 1 })),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: ({ factor, model, detail }) => [{ kind: 'upscale', factor, model: model ?? null, detail }],
});
