import { z } from 'zod';

const Size = z.number().int().min(16).max(4096);
const PerChannel = z.tuple([z.number(), z.number(), z.number()]);
const Name = z.string().min(1).max(200);

/**
 * What has to be known to run an ONNX model: the JSON file beside it, `<name>.json` beside `<name>.onnx`. Pixels are
 * given as (value / 255 − mean) / std per channel, RGB; a model trained on (value − 128) / 256 has mean 0.502 and std 1.004.
 */
const Common = {
  /** Shown to people; the file's name when absent. */
  title: Name.optional(),
  /** Licence of the weights, SPDX where there is one. Kept with the model so that nobody has to guess later. */
  licence: z.string().min(1).max(500),
  mean: PerChannel.default([0.485, 0.456, 0.406]),
  std: PerChannel.refine((values) => values.every((value) => value > 0), 'each must be above 0').default([
    0.229, 0.224, 0.225,
  ]),
  /** Order of the input's dimensions. */
  layout: z.enum(['nchw', 'nhwc']).default('nchw'),
  /** Names of the tensors; the first ones of the model when absent. */
  input: Name.optional(),
  output: Name.optional(),
};

export const MattingCard = z.strictObject({
  ...Common,
  kind: z.literal('cutout').default('cutout'),
  /** Sides of the picture that the model takes, px. */
  width: Size,
  height: Size,
  /** The output is not between 0 and 1 yet: the logistic function is to be applied. */
  sigmoid: z.boolean().default(false),
});
export type MattingCard = z.infer<typeof MattingCard>;

export const UpscaleCard = z.strictObject({
  ...Common,
  kind: z.literal('upscale'),
  /** How many times larger the output is. */
  scale: z.number().int().min(2).max(4),
  /** Side of the squares that the model is given, px. */
  tile: Size.default(192),
  mean: PerChannel.default([0, 0, 0]),
  std: PerChannel.default([1, 1, 1]),
});
export type UpscaleCard = z.infer<typeof UpscaleCard>;

export type ModelCard = MattingCard | UpscaleCard;

/** The built-in cut-out model: U²-Net small, X. Qin et al., Pattern Recognition 106 (2020). Weights: see resources/models/NOTICE. */
export const BUILT_IN_CARD: MattingCard = {
  kind: 'cutout',
  title: 'U²-Net small',
  licence: 'Apache-2.0',
  width: 320,
  height: 320,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  layout: 'nchw',
  sigmoid: false,
};
