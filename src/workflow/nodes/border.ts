import { z } from 'zod';
import type { BorderStep } from '../plan/framing-steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { Colour } from './params/colour.ts';
import { template } from './params/template.ts';

const Params = z.strictObject({
  width: z
    .number()
    .min(0)
    .max(10_000)
    .default(4)
    .meta(hint({ title: 'Width', widget: 'slider', sliderMax: 20, step: 0.5 })),
  unit: z
    .enum(['%', 'px'])
    .default('%')
    .meta(
      hint({
        title: 'Unit',
        description: "Of widths: per cent of the picture's long edge, or pixels.",
        widget: 'select',
      }),
    ),
  color: Colour.default('#ffffff').meta(hint({ title: 'Colour', widget: 'color' })),
  lineWidth: z
    .number()
    .min(0)
    .max(1000)
    .default(0)
    .meta(
      hint({
        title: 'Line',
        description: 'A line around the picture, inside the border; 0 for none.',
        widget: 'slider',
        sliderMax: 2,
        step: 0.1,
      }),
    ),
  lineColor: Colour.default('#000000').meta(hint({ title: 'Line colour', widget: 'color' })),
  caption: template(300)
    .optional()
    .meta(
      hint({
        title: 'Caption',
        description: 'Text below the picture: {name}, {exif.copyright}, {exif.year} …',
        widget: 'template',
      }),
    ),
  captionSize: z
    .number()
    .min(0.5)
    .max(10)
    .default(2)
    .meta(
      hint({
        title: 'Caption size',
        description: "Height of the letters, of the picture's long edge.",
        unit: '%',
        widget: 'slider',
        sliderMax: 6,
        step: 0.1,
      }),
    ),
  captionColor: Colour.default('#333333').meta(hint({ title: 'Caption colour', widget: 'color' })),
});

/**
 * Puts a border of even `width` around the picture (px, or per cent of its long edge), with a line inside, and below it room of
 * twice the letters' height for a caption in the built-in font. Nothing of the picture is covered.
 */
export default defineNode({
  type: 'border',
  label: 'Border',
  category: 'overlay',
  description: 'Frames the picture: a border in any colour, a fine line inside, a caption below.',
  icon: 'border-outer',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile(params) {
    const { width, unit, color, lineWidth, lineColor, caption, captionSize, captionColor } = params;
    if (width === 0 && lineWidth === 0 && caption === undefined) return [];
    const step: BorderStep = {
      kind: 'border',
      unit,
      width,
      color,
      line: lineWidth === 0 ? null : { width: lineWidth, color: lineColor },
      caption: caption === undefined ? null : { text: caption, color: captionColor, size: captionSize },
    };
    return [step];
  },
});
