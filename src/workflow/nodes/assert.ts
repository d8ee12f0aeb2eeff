import { z } from 'zod';
import type { FileRules } from '../plan/delivery-steps.ts';
import { PROFILE_NAMES } from '../plan/steps.ts';
import { defineNode, hint } from './definition.ts';
import { Aspect, aspectRatio } from './params/aspect.ts';
import { Colour } from './params/colour.ts';

/** Where files that break a rule go with `onFailure: route`. */
export const ROUTE_FOLDER = 'failed-check';

const side = (title: string, description: string) =>
  z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .meta(hint({ title, description, unit: 'px', widget: 'number', group: 'Size' }));

const Params = z.strictObject({
  format: z
    .array(z.enum(['jpeg', 'png', 'webp', 'avif', 'tiff']))
    .min(1)
    .optional()
    .meta(hint({ title: 'Format', description: 'One of these.', widget: 'select' })),
  profile: z
    .enum(PROFILE_NAMES)
    .optional()
    .meta(hint({ title: 'Profile', widget: 'select' })),
  width: side('Width', 'Exactly.'),
  height: side('Height', 'Exactly.'),
  minLongEdge: side('Long edge from', 'At least.'),
  maxLongEdge: side('Long edge to', 'At most.'),
  minShortEdge: side('Short edge from', 'At least.'),
  maxShortEdge: side('Short edge to', 'At most.'),
  aspect: Aspect.optional().meta(
    hint({ title: 'Aspect', description: 'Width to height, within a pixel.', widget: 'aspect', group: 'Size' }),
  ),
  maxMegapixels: z
    .number()
    .min(0.01)
    .max(10_000)
    .optional()
    .meta(hint({ title: 'Megapixels', description: 'At most.', unit: 'MP', widget: 'number', group: 'Size' })),
  maxKilobytes: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta(hint({ title: 'File size', description: 'At most, of 1000 bytes.', unit: 'kB', widget: 'number' })),
  background: Colour.optional().meta(
    hint({
      title: 'Background',
      description: 'All pixels of the edge have this colour.',
      widget: 'color',
      group: 'Subject',
    }),
  ),
  tolerance: z
    .int()
    .min(0)
    .max(255)
    .default(2)
    .meta(
      hint({
        title: 'Tolerance',
        description: 'Of the background, levels of 255 in each channel: JPEG moves colours by one or two.',
        widget: 'slider',
        sliderMax: 20,
        step: 1,
        group: 'Subject',
      }),
    ),
  minFill: z
    .number()
    .min(1)
    .max(100)
    .optional()
    .meta(
      hint({
        title: 'Fill',
        description: "The subject's width or height, whichever is more, in per cent of the picture's: at least.",
        unit: '%',
        widget: 'slider',
        step: 1,
        group: 'Subject',
      }),
    ),
  without: z
    .array(z.enum(['gps', 'metadata']))
    .optional()
    .meta(hint({ title: 'Without', description: 'What must not be in the file.', widget: 'select' })),
  onFailure: z
    .enum(['fail', 'warn', 'route'])
    .default('fail')
    .meta(
      hint({
        title: 'Otherwise',
        description: 'Fail the picture, only say so, or put the file into the folder.',
        widget: 'select',
      }),
    ),
  folder: z
    .string()
    .regex(/^[^\\/:*?"<>|{}\s.][^\\/:*?"<>|{}]{0,79}$/, 'must be the name of one folder')
    .default(ROUTE_FOLDER)
    .meta(hint({ title: 'Folder', description: 'Below the output folder.', widget: 'text' })),
});

/**
 * Looks at the finished file of the export before it, decoded again, as a marketplace would: format, profile, sides, aspect,
 * size in kB, background (every pixel of the edge within `tolerance` levels), fill (box of what differs from the edge by more
 * than 8 % of a channel's range), metadata. Each broken rule is told. `fail` fails the picture and nothing of it is
 * delivered, `warn` notes it, `route` delivers the file into `folder` below the output folder.
 */
export default defineNode({
  type: 'assert',
  label: 'Check file',
  category: 'analysis',
  description:
    'Checks the exported file against rules, such as those of a marketplace, and stops or sorts out what fails.',
  icon: 'checklist',
  scope: 'item',
  params: Params,
  inputs: { file: { type: 'file', required: true, label: 'File' } },
  outputs: {},
  results: {
    passed: { type: 'boolean', description: 'True when no rule is broken.' },
    failures: { type: 'array', description: 'A sentence for each broken rule.' },
    measured: { type: 'object', description: 'What was measured: width, height, kilobytes, edgeOffBy, fill …' },
  },
  compile({ format, aspect, background, tolerance, onFailure, folder, ...rest }) {
    const rules: FileRules = {
      ...rest,
      formats: format ?? null,
      aspect: aspect === undefined ? null : aspectRatio(aspect),
      background: background === undefined ? null : { color: background, tolerance },
    };
    const asked = Object.entries(rules).filter(([, value]) => value !== undefined && value !== null);
    if (asked.length === 0) return [];
    return [{ kind: 'check', rules: Object.fromEntries(asked), onFailure, folder }];
  },
});
