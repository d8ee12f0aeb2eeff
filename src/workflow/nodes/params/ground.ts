import { z } from 'zod';
import type { Ground } from '../../plan/framing-steps.ts';
import { hint } from '../definition.ts';
import { Colour } from './colour.ts';

const EXPECTED = 'must be auto, alpha, or a colour such as #ffffff';

/** What is taken for the background: `auto`, `alpha`, or a colour. */
export function groundParam(title: string) {
  return z
    .union([z.enum(['auto', 'alpha']), Colour], EXPECTED)
    .default('auto')
    .meta(
      hint({
        title,
        description:
          'auto: transparency, or the colour along the edges. alpha: transparency only. Or a colour: "#ffffff".',
        widget: 'text',
      }),
    );
}

/** How far a colour may be from the background's, per cent of the range of a channel. */
export function toleranceParam(standard: number) {
  return z
    .number()
    .min(0)
    .max(100)
    .default(standard)
    .meta(
      hint({
        title: 'Tolerance',
        description: 'How much the background may differ from its colour; more for noise and soft shadows.',
        unit: '%',
        widget: 'slider',
        sliderMax: 40,
        step: 0.5,
      }),
    );
}

export function groundOf(value: string): Ground {
  return value === 'auto' || value === 'alpha' ? { by: value } : { by: 'colour', color: value };
}
