import { z } from 'zod';
import { CUTOUT_METHODS } from '../plan/retouch-steps.ts';
import { defineNode, hint, imageIn } from './definition.ts';
import { BUILT_IN_MODEL, ModelName } from './params/model.ts';

/**
 * Cuts the subject out. `key` fits a surface to the backdrop's colour along the border and takes what differs from it; `model` asks a
 * neural network (U²-Net small, Qin et al. 2020, or a model of yours); `auto` does both and takes the key where the backdrop
 * is plain and both agree. The outline is then refined by closed-form matting (Levin, Lischinski, Weiss 2008) and laid on
 * the full-size picture by a colour guided filter (He, Sun, Tang 2013), so that hair holds; holes that a model is unsure of close.
 * `shift` moves the edge and `feather` softens it, px; `decontaminate` takes the background's colour out of the rim, 0–100 %.
 */
export default defineNode({
  type: 'removeBackground',
  label: 'Remove background',
  category: 'retouch',
  description: 'Cuts the subject out: the background becomes transparent. The mask can be used by other nodes.',
  icon: 'background',
  scope: 'item',
  params: z.strictObject({
    method: z
      .enum(CUTOUT_METHODS)
      .default('auto')
      .meta(
        hint({
          title: 'Method',
          description:
            'auto: by the backdrop’s colour where it is plain, else by the model. key: colour only, exact on plain backdrops. model: for any background.',
          widget: 'select',
        }),
      ),
    model: ModelName.default(BUILT_IN_MODEL).meta(
      hint({
        title: 'Model',
        description:
          'u2netp is built in. Others: put name.onnx and name.json (licence, width, height, mean, std) into the folder “models” of the data folder.',
        widget: 'model',
      }),
    ),
    shift: z
      .number()
      .min(-50)
      .max(50)
      .default(0)
      .meta(
        hint({
          title: 'Shift edge',
          description: 'Below 0 the outline moves inwards, which takes a fringe away.',
          unit: 'px',
          widget: 'slider',
          sliderMin: -10,
          sliderMax: 10,
          step: 0.5,
        }),
      ),
    feather: z
      .number()
      .min(0)
      .max(200)
      .default(0)
      .meta(hint({ title: 'Feather', unit: 'px', widget: 'slider', sliderMin: 0, sliderMax: 20, step: 0.5 })),
    decontaminate: z
      .number()
      .min(0)
      .max(100)
      .default(100)
      .meta(
        hint({
          title: 'Clean edge colours',
          description: 'Takes the old background’s colour out of hair and soft edges.',
          unit: '%',
          widget: 'slider',
          step: 5,
        }),
      ),
  }),
  inputs: imageIn,
  outputs: { image: { type: 'image', label: 'Image' }, mask: { type: 'mask', label: 'Mask' } },
  results: {
    method: { type: 'string', description: 'What found the subject: model or key.' },
    confidence: { type: 'number', description: 'How sure it is, 0–1; below 0.5 the edges are worth a look.' },
    coverage: { type: 'number', description: 'The part of the picture that the subject covers, 0–1.' },
    bounds: { type: 'object', description: 'The box around the subject, px: left, top, width, height.' },
  },
  compile({ method, model, shift, feather, decontaminate }) {
    return [
      { kind: 'cutoutMask', method, model },
      ...(shift === 0 && feather === 0 ? [] : [{ kind: 'shapeMask', shift, feather } as const]),
      { kind: 'applyMask', decontaminate },
    ];
  },
});
