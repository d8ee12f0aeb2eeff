import { z } from 'zod';
import { POSITIONS, type Step } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { exactlyOneOf } from './params/alternatives.ts';
import { Colour } from './params/colour.ts';
import { template } from './params/template.ts';

const Params = z
  .strictObject({
    text: template(500)
      .optional()
      .meta(
        hint({
          title: 'Text',
          description: 'May use tokens: {name}, {seq:4}, {date:YYYY}, {exif.copyright} …',
          widget: 'template',
        }),
      ),
    image: z
      .string()
      .min(1)
      .max(4096)
      .optional()
      .meta(
        hint({
          title: 'Logo',
          description: 'Path of a picture, best a PNG or SVG with transparency.',
          widget: 'file',
        }),
      ),
    position: z
      .enum(POSITIONS)
      .default('bottom-right')
      .meta(hint({ title: 'Position', widget: 'anchor' })),
    scale: z
      .number()
      .min(0.1)
      .max(100)
      .default(20)
      .meta(
        hint({
          title: 'Scale',
          description: "Width of the mark, of the picture's width.",
          unit: '%',
          widget: 'slider',
          sliderMin: 1,
          sliderMax: 100,
          step: 1,
        }),
      ),
    opacity: z
      .number()
      .min(0)
      .max(100)
      .default(60)
      .meta(hint({ title: 'Opacity', unit: '%', widget: 'slider', step: 1 })),
    margin: z
      .number()
      .min(0)
      .max(50)
      .default(3)
      .meta(
        hint({
          title: 'Margin',
          description: "Distance from the edge, of the picture's short edge.",
          unit: '%',
          widget: 'slider',
          sliderMin: 0,
          sliderMax: 20,
          step: 0.5,
        }),
      ),
    tile: z
      .boolean()
      .default(false)
      .meta(hint({ title: 'Tile', description: 'Repeat the mark over the whole picture.', widget: 'switch' })),
    color: Colour.default('#ffffff').meta(hint({ title: 'Text colour', widget: 'color' })),
    shadow: z
      .boolean()
      .default(true)
      .meta(
        hint({
          title: 'Text shadow',
          description: 'Keeps text readable on a background of its own colour.',
          widget: 'switch',
        }),
      ),
  })
  .check(exactlyOneOf('the mark', [['text'], ['image']]));

/**
 * Lays `text` or a logo (`image`: path of a file) over the picture. `scale` is the mark's width in per cent of the picture's
 * width, `margin` its distance from the edge in per cent of the short edge, `opacity` 0–100 %.
 */
export default defineNode({
  type: 'watermark',
  label: 'Watermark',
  category: 'overlay',
  description: 'Lays text or a logo over the picture, in one of nine places or tiled.',
  icon: 'copyright',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile({ text, image, position, scale, opacity, margin, tile, color, shadow }): Step[] {
    if (opacity === 0) return [];
    return [
      {
        kind: 'overlay',
        source: text === undefined ? { by: 'file', path: image! } : { by: 'text', text, color, shadow },
        position,
        scale,
        opacity,
        margin,
        tile,
      },
    ];
  },
});
