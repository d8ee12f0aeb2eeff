import { z } from 'zod';
import { defineNode, imageIn, imageOut } from './definition.ts';

/** Turns and mirrors the picture as its EXIF orientation (1–8) says. Nothing to do where `imageInput` did so already. */
export default defineNode({
  type: 'autoOrient',
  label: 'Auto-orient',
  category: 'geometry',
  description: 'Turns the picture upright as its EXIF orientation says, where the input node kept it as stored.',
  icon: 'rotate-rectangle',
  scope: 'item',
  params: z.strictObject({}),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile: () => [{ kind: 'orient' }],
});
