import { z } from 'zod';

const title = z.string().max(200);
const absolute = z
  .string()
  .max(32_768)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)[^\0]*$/, 'It must be an absolute path.');

const outputsOf = z.strictObject({
  runId: z.int().positive(),
  itemIds: z.array(z.int().positive()).min(1).max(10_000),
});

/** What the shell accepts from a window, by the message; anything else is refused. Not in native.ts, so that the preload stays small. */
export const NATIVE_ARGUMENTS = {
  chooseFolder: title,
  choosePhotos: title,
  reveal: absolute,
  dragOut: outputsOf,
  trashOutputs: outputsOf,
  takeOpened: z.undefined(),
} as const;
export type NativeCall = keyof typeof NATIVE_ARGUMENTS;
