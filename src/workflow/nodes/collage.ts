import { z } from 'zod';
import { defineNode, hint, imageOut } from './definition.ts';
import { Colour } from './params/colour.ts';
import { template } from './params/template.ts';

const PORTS = ['image1', 'image2', 'image3', 'image4', 'image5', 'image6'] as const;
const cellSide = (standard: number) => z.int().min(16).max(8000).default(standard);

/**
 * Lays up to six branches of a workflow side by side, each fitted into a cell of `cellWidth` × `cellHeight` px (never enlarged)
 * with a label below: before and after, or one picture developed in several ways. Metadata and names come from the first.
 */
export default defineNode({
  type: 'collage',
  label: 'Compare sheet',
  category: 'overlay',
  description: 'Lays several branches side by side with labels: before and after, or variants to choose from.',
  icon: 'layout-grid',
  scope: 'item',
  params: z.strictObject({
    columns: z
      .int()
      .min(0)
      .max(6)
      .default(0)
      .meta(hint({ title: 'Columns', description: '0: up to three side by side.', widget: 'number' })),
    cellWidth: cellSide(1000).meta(hint({ title: 'Cell width', unit: 'px', widget: 'number' })),
    cellHeight: cellSide(1000).meta(hint({ title: 'Cell height', unit: 'px', widget: 'number' })),
    gap: z
      .int()
      .min(0)
      .max(1000)
      .default(24)
      .meta(hint({ title: 'Gap', unit: 'px', widget: 'number' })),
    labels: template(600)
      .optional()
      .meta(
        hint({
          title: 'Labels',
          description: 'Below the pictures, separated by semicolons: "Before; After {name}".',
          widget: 'template',
        }),
      ),
    labelSize: z
      .int()
      .min(6)
      .max(400)
      .default(28)
      .meta(hint({ title: 'Label size', description: 'Height of the letters.', unit: 'px', widget: 'number' })),
    background: Colour.default('#ffffff').meta(hint({ title: 'Background', widget: 'color' })),
    textColor: Colour.default('#222222').meta(hint({ title: 'Text colour', widget: 'color' })),
  }),
  inputs: Object.fromEntries(
    PORTS.map((port, i) => [port, { type: 'image', required: i === 0, label: `Image ${i + 1}` }] as const),
  ),
  outputs: imageOut,
  results: {},
  compile(params, { ports = PORTS }) {
    const cells = PORTS.filter((port) => ports.includes(port)).length;
    const labels = params.labels?.split(';').map((label) => label.trim()) ?? [];
    const { cellWidth, cellHeight, gap, background, textColor } = params;
    const layout = {
      cells,
      columns: params.columns === 0 ? Math.min(cells, cells === 4 ? 2 : 3) : Math.min(cells, params.columns),
      cellWidth,
      cellHeight,
      gap,
      captionSize: labels.some((label) => label !== '') ? params.labelSize : 0,
      titleSize: 0,
    };
    return [{ kind: 'collage', layout, labels: labels.slice(0, cells), background, textColor }];
  },
});
