import { z } from 'zod';
import { defineNode, hint, imageOut } from './definition.ts';

/**
 * Where pictures come in. An item has one picture for each input node.
 *
 * `orientation`: `apply` turns the picture as its EXIF orientation says; `keep` leaves it as stored, to be turned later
 * by `autoOrient` or by whoever opens the exported file.
 */
export default defineNode({
  type: 'imageInput',
  label: 'Image input',
  category: 'input',
  description: 'Brings a picture into the workflow, upright as the camera meant it.',
  icon: 'photo',
  scope: 'item',
  params: z.strictObject({
    orientation: z
      .enum(['apply', 'keep'])
      .default('apply')
      .meta(
        hint({
          title: 'Orientation',
          description: 'Apply the EXIF orientation, or keep the picture as it is stored.',
          widget: 'select',
        }),
      ),
  }),
  inputs: {},
  outputs: imageOut,
  results: {
    format: { type: 'string', description: 'Format of the file: jpeg, png, webp, avif, tiff, gif or svg.' },
    exif: {
      type: 'object',
      description:
        'EXIF basics, each there only where the file has it: make, model, lens, iso, fNumber, exposureTime (s), focalLength (mm), takenAt, artist, copyright, title, description.',
    },
  },
  compile: ({ orientation }, { nodeId }) => [{ kind: 'decode', inputNode: nodeId, orient: orientation === 'apply' }],
});
