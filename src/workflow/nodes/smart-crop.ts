import { z } from 'zod';
import type { Step } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { exactlyOneOf } from './params/alternatives.ts';
import { Aspect, aspectRatio } from './params/aspect.ts';

const side = () => z.int().min(1).max(30_000).optional();

const Params = z
  .strictObject({
    aspect: Aspect.optional().meta(
      hint({ title: 'Aspect', description: 'Width to height: "4:5", "16:9" …', widget: 'aspect' }),
    ),
    width: side().meta(hint({ title: 'Width', description: 'Of the result.', unit: 'px', widget: 'number' })),
    height: side().meta(hint({ title: 'Height', description: 'Of the result.', unit: 'px', widget: 'number' })),
    by: z
      .enum(['attention', 'face', 'entropy'])
      .default('attention')
      .meta(
        hint({
          title: 'Look for',
          description:
            'What draws the eye (colour, edges, skin), faces (where there is none, what draws the eye), or where most detail is.',
          widget: 'select',
        }),
      ),
    enlarge: z
      .boolean()
      .default(false)
      .meta(
        hint({
          title: 'May enlarge',
          description: 'Enlarge small pictures to the size; otherwise they are cut to what they have.',
          widget: 'switch',
        }),
      ),
  })
  .check(exactlyOneOf('the new shape', [['aspect'], ['width', 'height']]))
  .refine(({ width, height }) => (width === undefined) === (height === undefined), {
    path: ['height'],
    message: 'Give the width and the height.',
    when: () => true,
  });

/**
 * Cuts to an `aspect`, or scales and cuts to exactly `width` × `height` px, keeping the part that matters, as libvips' smartcrop
 * finds it: `attention` weighs luminance edges, saturation and skin tones, `entropy` the spread of values. `face` puts the
 * largest faces that fit together into the middle, a little above it, with the small face detector of face-api.js.
 */
export default defineNode({
  type: 'smartCrop',
  label: 'Smart crop',
  category: 'geometry',
  description: 'Cuts to an aspect or an exact size around what matters in the picture.',
  icon: 'crop',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile({ aspect, width, height, by, enlarge }): Step[] {
    const place = { by: 'gravity', gravity: by } as const;
    if (aspect !== undefined) {
      return [{ kind: 'crop', size: { by: 'aspect', aspect: aspectRatio(aspect) }, place }];
    }
    const box = { width: width!, height: height! };
    return [
      { kind: 'resize', target: { by: 'box', ...box, fit: 'outside' }, kernel: 'lanczos3', enlarge },
      { kind: 'crop', size: { by: 'pixels', ...box }, place },
    ];
  },
});
