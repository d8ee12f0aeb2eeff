import { z } from 'zod';
import type { ShadowStep } from '../plan/retouch-steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { Colour } from './params/colour.ts';

const percent = (most: number, standard: number) => z.number().min(0).max(most).default(standard);

/**
 * Puts a shadow or a reflection below a cut-out. `drop`: its outline, `distance` away from a light at `angle` (0° right, 90° above), out of focus
 * by `blur`; `contact`: a narrow dark patch where it stands; `reflection`: it mirrored in a glossy ground, fading over
 * `height`. Lengths are per cent of the long edge, so that pictures of all sizes look alike; `blur` is a Gaussian's standard
 * deviation. Composited with straight alpha (Porter and Duff, 1984).
 */
export default defineNode({
  type: 'shadow',
  label: 'Shadow',
  category: 'retouch',
  description: 'Gives a cut-out a drop shadow, a contact shadow or a reflection.',
  icon: 'shadow',
  scope: 'item',
  params: z.strictObject({
    kind: z
      .enum(['drop', 'contact', 'reflection'])
      .default('contact')
      .meta(hint({ title: 'Kind', widget: 'select' })),
    opacity: percent(100, 45).meta(hint({ title: 'Opacity', unit: '%', widget: 'slider', step: 1 })),
    blur: percent(20, 0.8).meta(
      hint({
        title: 'Blur',
        description: 'Not for reflections.',
        unit: '%',
        widget: 'slider',
        sliderMax: 5,
        step: 0.1,
      }),
    ),
    angle: z
      .number()
      .min(-360)
      .max(360)
      .default(120)
      .meta(
        hint({
          title: 'Light from',
          description: 'For drop shadows: 0° is from the right, 90° from above, 180° from the left.',
          unit: '°',
          widget: 'slider',
          sliderMin: 0,
          sliderMax: 180,
          step: 5,
        }),
      ),
    distance: percent(50, 2).meta(
      hint({
        title: 'Distance',
        description: 'For drop shadows.',
        unit: '%',
        widget: 'slider',
        sliderMax: 15,
        step: 0.5,
      }),
    ),
    height: percent(100, 3).meta(
      hint({
        title: 'Height',
        description: 'Of a contact shadow (about 3), or how far a reflection reaches (about 15).',
        unit: '%',
        widget: 'slider',
        sliderMax: 40,
        step: 0.5,
      }),
    ),
    gap: z
      .number()
      .min(-20)
      .max(20)
      .default(0)
      .meta(
        hint({
          title: 'Gap',
          description: 'Between subject and reflection.',
          unit: '%',
          widget: 'slider',
          sliderMin: -3,
          sliderMax: 3,
          step: 0.1,
        }),
      ),
    color: Colour.default('#000000').meta(hint({ title: 'Colour', description: 'Of shadows.', widget: 'color' })),
    grow: z
      .boolean()
      .default(true)
      .meta(
        hint({
          title: 'Grow canvas',
          description: 'Make the picture larger where the shadow would be cut off.',
          widget: 'switch',
        }),
      ),
  }),
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile({ kind, opacity, blur, angle, distance, height, gap, color, grow }) {
    if (opacity === 0) return [];
    const kinds: Record<typeof kind, ShadowStep['shadow']> = {
      drop: { by: 'drop', angle, distance, blur },
      contact: { by: 'contact', blur, height },
      reflection: { by: 'reflection', height, gap },
    };
    return [{ kind: 'shadow', shadow: kinds[kind], opacity, color, grow }];
  },
});
