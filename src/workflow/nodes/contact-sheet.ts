import { z } from 'zod';
import { defineNode, hint, imageIn } from './definition.ts';
import { Colour } from './params/colour.ts';
import { template } from './params/template.ts';

const cellSide = z.int().min(32).max(4000).default(480);

/** What contact sheets are made of; the engine reads it, since it lays them out over all pictures of the run. */
export const ContactSheetParams = z.strictObject({
  columns: z
    .int()
    .min(1)
    .max(20)
    .default(5)
    .meta(hint({ title: 'Columns', widget: 'number' })),
  rows: z
    .int()
    .min(0)
    .max(50)
    .default(0)
    .meta(
      hint({ title: 'Rows', description: 'Of a page; 0: as many as make it square to upright A4.', widget: 'number' }),
    ),
  cellWidth: cellSide.meta(hint({ title: 'Cell width', unit: 'px', widget: 'number' })),
  cellHeight: cellSide.meta(hint({ title: 'Cell height', unit: 'px', widget: 'number' })),
  gap: z
    .int()
    .min(0)
    .max(400)
    .default(24)
    .meta(hint({ title: 'Gap', unit: 'px', widget: 'number' })),
  caption: template(300)
    .optional()
    .meta(hint({ title: 'Caption', description: 'Below each picture: {name}, {seq:3} …', widget: 'template' })),
  captionSize: z
    .int()
    .min(6)
    .max(200)
    .default(20)
    .meta(hint({ title: 'Caption size', unit: 'px', widget: 'number' })),
  title: z
    .string()
    .max(200)
    .optional()
    .meta(hint({ title: 'Title', description: 'Above each page.', widget: 'text' })),
  background: Colour.default('#ffffff').meta(hint({ title: 'Background', widget: 'color' })),
  textColor: Colour.default('#222222').meta(hint({ title: 'Text colour', widget: 'color' })),
  format: z
    .enum(['jpeg', 'png'])
    .default('jpeg')
    .meta(hint({ title: 'Format', widget: 'select' })),
  quality: z
    .int()
    .min(1)
    .max(100)
    .default(90)
    .meta(hint({ title: 'Quality', widget: 'slider', sliderMin: 40 })),
  fileName: z
    .string()
    .regex(/^[^\\/:*?"<>|{}]{1,120}$/, 'must be a file name without folder and extension')
    .default('contact-sheet')
    .meta(hint({ title: 'File name', description: 'Of the first page; the others get a number.', widget: 'text' })),
});

/**
 * Lays all pictures of a run out on sheets of `columns` cells, in input order, when every one of them is done. Pictures that
 * failed or were passed over are left out. Rows 0 makes pages about 1.41 times as high as wide (ISO 216).
 */
export default defineNode({
  type: 'contactSheet',
  label: 'Contact sheet',
  category: 'run',
  description: 'Lays all pictures of the run out on sheets with captions, once they are done.',
  icon: 'layout-board',
  scope: 'run',
  params: ContactSheetParams,
  inputs: imageIn,
  outputs: {},
  results: {},
  compile: () => [],
});
