import { z } from 'zod';
import type { Corners } from '../plan/framing-steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { Colour } from './params/colour.ts';

const Point = z.tuple([z.number().min(-1).max(2), z.number().min(-1).max(2)]);
const FourPoints = z.tuple([Point, Point, Point, Point]);
const keystone = () => z.number().min(-100).max(100).default(0);

const Params = z
  .strictObject({
    vertical: keystone().meta(
      hint({
        title: 'Vertical',
        description: 'Above 0 widens the top (buildings that lean back), below 0 the bottom.',
        widget: 'slider',
        step: 1,
      }),
    ),
    horizontal: keystone().meta(
      hint({
        title: 'Horizontal',
        description: 'Above 0 makes the right side higher, below 0 the left.',
        widget: 'slider',
        step: 1,
      }),
    ),
    corners: FourPoints.optional().meta(
      hint({
        title: 'Corners',
        description:
          'Instead: what becomes the rectangle, as upper left, upper right, lower right, lower left; [0, 0] to [1, 1].',
        widget: 'text',
      }),
    ),
    kernel: z
      .enum(['lanczos', 'bilinear'])
      .default('lanczos')
      .meta(hint({ title: 'Resampling', widget: 'select' })),
    autocrop: z
      .boolean()
      .default(true)
      .meta(
        hint({
          title: 'Cut to the rectangle',
          description: 'Otherwise all of the picture stays, on the background.',
          widget: 'switch',
        }),
      ),
    background: Colour.default('#ffffff').meta(hint({ title: 'Background', widget: 'color' })),
  })
  // Runs beside other problems, also of the corners themselves.
  .refine(({ corners }) => !FourPoints.safeParse(corners).success || isConvex(corners!), {
    path: ['corners'],
    message: 'must go round a shape without crossing itself: upper left, upper right, lower right, lower left',
    when: () => true,
  });

/**
 * Keystone correction: a four-sided part of the picture becomes a rectangle by the projective map through its corners
 * (Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989), each pixel sampled once in float. At ±100 the wider edge
 * is twice as long as the narrower one; the size stays. With `corners` the result is as long as the longer one of each pair of sides.
 */
export default defineNode({
  type: 'perspective',
  label: 'Perspective',
  category: 'geometry',
  description: 'Straightens what was photographed from an angle: leaning buildings, pages, paintings.',
  icon: 'perspective',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile({ vertical, horizontal, corners, kernel, autocrop, background }) {
    if (corners === undefined && vertical === 0 && horizontal === 0) return [];
    return [
      {
        kind: 'perspective',
        shape: corners === undefined ? { by: 'keystone', vertical, horizontal } : { by: 'corners', corners },
        kernel,
        autocrop,
        background,
      },
    ];
  },
});

/** Turning right at each corner, seen on a screen. */
function isConvex(corners: Corners): boolean {
  return corners.every(([x, y], i) => {
    const [nx, ny] = corners[(i + 1) % 4]!;
    const [mx, my] = corners[(i + 2) % 4]!;
    return (nx - x) * (my - ny) - (ny - y) * (mx - nx) > 1e-6;
  });
}
