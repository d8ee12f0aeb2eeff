import { z } from 'zod';
import type { ParamHint } from '../../../contract/node-type.ts';
import { hint } from '../definition.ts';

/** A slider from −100 to 100, 0 unless said otherwise. */
export function both(title: string, more: Partial<ParamHint> = {}, value = 0) {
  return slider(title, -100, 100, value, more);
}

/** A slider from 0 to 100. */
export function strength(title: string, value: number, more: Partial<ParamHint> = {}) {
  return slider(title, 0, 100, value, more);
}

/** A hue of Oklch on a slider, degrees. */
export function hue(title: string, value: number, more: Partial<ParamHint> = {}) {
  const description = '30° red, 60° orange, 110° yellow, 140° green, 195° aqua, 260° blue, 330° magenta.';
  return slider(title, 0, 360, value, { unit: '°', description, ...more });
}

/** A number with a slider in whole steps over its whole range. */
export function slider(title: string, min: number, max: number, value: number, more: Partial<ParamHint> = {}) {
  return z
    .number()
    .min(min)
    .max(max)
    .default(value)
    .meta(hint({ title, widget: 'slider', step: 1, ...more }));
}
