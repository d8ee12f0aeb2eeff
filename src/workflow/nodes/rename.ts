import { z } from 'zod';
import { defineNode, hint } from './definition.ts';
import { template } from './params/template.ts';

/** How a run is put in order and its files are called; the engine reads it before it gives names away. */
export const RenameParams = z.strictObject({
  name: template(1000)
    .default('{seq:4}')
    .meta(
      hint({
        title: 'Name',
        description:
          'Template without extension; {seq} counts through the run in this order: {date:YYYY}-{seq:4}, {name} …',
        widget: 'template',
      }),
    ),
  order: z
    .enum(['captureTime', 'name', 'found'])
    .default('captureTime')
    .meta(
      hint({
        title: 'Order',
        description:
          'By the moment the pictures were taken (then by name; those that do not say come last), by name, or as found.',
        widget: 'select',
      }),
    ),
  start: z
    .int()
    .min(0)
    .max(10_000_000)
    .default(1)
    .meta(hint({ title: 'First number', widget: 'number' })),
});

/**
 * Numbers the whole run: all pictures are found and put in order before the first one starts, so that `{seq}` follows the
 * moment they were taken, over several cameras and folders. The file of the export before it is then called `name`.
 */
export default defineNode({
  type: 'rename',
  label: 'Rename the run',
  category: 'run',
  description: 'Numbers the files of the whole run by capture time or name.',
  icon: 'sort-ascending-numbers',
  scope: 'run',
  params: RenameParams,
  inputs: { file: { type: 'file', required: true, label: 'File' } },
  outputs: {},
  results: {},
  compile: () => [],
});
