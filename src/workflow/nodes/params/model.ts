import { z } from 'zod';

/** The cut-out model that comes with the program. */
export const BUILT_IN_MODEL = 'u2netp';

/** Name of an ONNX model, without its ending: a plain file name, so that it cannot point outside the models folder. */
export const ModelName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be a name of letters, digits, dots, dashes and underscores');
