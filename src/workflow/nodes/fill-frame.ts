import { z } from 'zod';
import type { FillFrameStep } from '../plan/framing-steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { exactlyOneOf } from './params/alternatives.ts';
import { Aspect, aspectRatio } from './params/aspect.ts';
import { Colour } from './params/colour.ts';
import { groundOf, groundParam, toleranceParam } from './params/ground.ts';

const side = () => z.int().min(1).max(30_000).optional();

const Params = z
  .strictObject({
    aspect: Aspect.optional().meta(
      hint({
        title: 'Aspect',
        description: 'Width to height of the frame; the subject keeps its pixels: "1:1", "4:5" …',
        widget: 'aspect',
      }),
    ),
    width: side().meta(hint({ title: 'Width', description: 'Of the frame.', unit: 'px', widget: 'number' })),
    height: side().meta(hint({ title: 'Height', description: 'Of the frame.', unit: 'px', widget: 'number' })),
    fill: z
      .number()
      .min(1)
      .max(100)
      .default(85)
      .meta(
        hint({
          title: 'Fill',
          description: "The subject's width or height, whichever is nearer to the frame's.",
          unit: '%',
          widget: 'slider',
          sliderMin: 40,
          step: 1,
        }),
      ),
    subject: groundParam('Background'),
    tolerance: toleranceParam(8),
    color: z
      .union([z.literal('auto'), Colour], 'must be auto, or a colour such as #ffffff')
      .default('#ffffff')
      .meta(
        hint({
          title: 'Colour',
          description: 'Of the frame, where the picture does not reach. auto: as the background was found.',
          widget: 'color',
        }),
      ),
    enlarge: z
      .boolean()
      .default(false)
      .meta(
        hint({
          title: 'May enlarge',
          description: 'Enlarge small subjects; otherwise a frame in pixels gets smaller with its aspect kept.',
          widget: 'switch',
        }),
      ),
  })
  .check(exactlyOneOf('the frame', [['aspect'], ['width', 'height']]))
  .refine(({ width, height }) => (width === undefined) === (height === undefined), {
    path: ['height'],
    message: 'Give the width and the height of the frame.',
    when: () => true,
  });

/**
 * Centres the subject in a frame of an `aspect`, or of `width` × `height` px, so that the side of its box that is nearer to the
 * frame's is `fill` % of it; marketplaces measure in this way. The subject is what is not transparent, or what differs from
 * the colour of the border (`subject`, `tolerance` as in trim; a row or column counts where more than 0.2 % of it differ, so
 * that dust does not). Around it the picture goes on as far as it reaches, then `color`, which is also laid under transparency
 * unless it is transparent itself.
 */
export default defineNode({
  type: 'fillFrame',
  label: 'Fill frame',
  category: 'geometry',
  description: 'Finds the subject and centres it, so that it fills a share of a frame of any aspect or size.',
  icon: 'focus-centered',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {
    subject: { type: 'object', description: 'Box of the subject: left, top, width, height, px of the picture before.' },
    fill: { type: 'number', description: 'What it fills now, per cent.' },
  },
  compile({ aspect, width, height, fill, subject, tolerance, color, enlarge }) {
    const size: FillFrameStep['size'] =
      aspect === undefined
        ? { by: 'pixels', width: width!, height: height! }
        : { by: 'aspect', aspect: aspectRatio(aspect) };
    return [{ kind: 'fillFrame', ground: groundOf(subject), tolerance, fill, size, color, enlarge }];
  },
});
