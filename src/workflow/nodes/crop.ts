import { z } from 'zod';
import { type CropStep, GRAVITIES } from '../plan/steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { exactlyOneOf } from './params/alternatives.ts';
import { Aspect, aspectRatio } from './params/aspect.ts';

const pixels = () => z.int().min(1).max(100_000);
const offset = () => z.int().min(0).max(100_000);

const Params = z
  .strictObject({
    aspect: Aspect.optional().meta(
      hint({
        title: 'Aspect',
        description: 'Width to height of the largest part to keep: "4:5", "16:9", 1.91 …',
        widget: 'aspect',
      }),
    ),
    width: pixels()
      .optional()
      .meta(hint({ title: 'Width', unit: 'px', widget: 'number' })),
    height: pixels()
      .optional()
      .meta(hint({ title: 'Height', unit: 'px', widget: 'number' })),
    left: offset()
      .optional()
      .meta(
        hint({ title: 'Left', description: 'From the left edge, instead of gravity.', unit: 'px', widget: 'number' }),
      ),
    top: offset()
      .optional()
      .meta(
        hint({ title: 'Top', description: 'From the top edge, instead of gravity.', unit: 'px', widget: 'number' }),
      ),
    gravity: z
      .enum([...GRAVITIES, 'attention', 'entropy'])
      .default('center')
      .meta(
        hint({
          title: 'Gravity',
          description: 'Which part to keep: a direction, or where the interest (attention) or the detail (entropy) is.',
          widget: 'anchor',
        }),
      ),
  })
  .check(
    exactlyOneOf('what to keep', [['aspect'], ['width', 'height']]),
    z.superRefine(
      (params, context) => {
        const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
        if (params.width !== undefined && params.height === undefined)
          issue('height', 'Give the height with the width.');
        if (params.height !== undefined && params.width === undefined)
          issue('width', 'Give the width with the height.');
        const offsets = (['left', 'top'] as const).filter((name) => params[name] !== undefined);
        if (offsets.length === 0) return;
        const named = offsets.join(' and ');
        if (params.aspect !== undefined) {
          issue(offsets[0]!, `Use ${named} with width and height; with aspect say where by gravity.`);
        }
        if (params.gravity !== 'center') issue('gravity', `gravity and ${named} both say where; keep one of them.`);
      },
      { when: () => true },
    ),
  );

/**
 * Keeps a part of the picture: the largest one of an `aspect` (width/height), or `width` × `height` px (cut to the picture
 * where that is smaller). The part lies where `gravity` says, or at `left`, `top` px (one of them alone: the other is 0).
 */
export default defineNode({
  type: 'crop',
  label: 'Crop',
  category: 'geometry',
  description:
    'Keeps a part of the picture, by aspect or in pixels: at a side, in the centre, or where the interest is.',
  icon: 'crop',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile({ aspect, width, height, left, top, gravity }) {
    const size: CropStep['size'] =
      aspect === undefined
        ? { by: 'pixels', width: width!, height: height! }
        : { by: 'aspect', aspect: aspectRatio(aspect) };
    const place: CropStep['place'] =
      left === undefined && top === undefined
        ? { by: 'gravity', gravity }
        : { by: 'offset', left: left ?? 0, top: top ?? 0 };
    return [{ kind: 'crop', size, place }];
  },
});
