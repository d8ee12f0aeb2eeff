import type { DetailKind } from '../../workflow/plan/detail-steps.ts';
import { applyDetail } from '../kernels/detail.ts';
import type { Executor } from './steps.ts';

const detail: Executor<DetailKind> = async (step, input) => ({
  kind: 'raster',
  ...applyDetail(input.raster(), step, { owned: input.owned }),
  notes: [],
});

/** Executors of the steps that look at more than single pixels. */
export const DETAIL: { [Kind in DetailKind]: Executor<Kind> } = {
  highlightsShadows: detail,
  clarity: detail,
  dehaze: detail,
  denoise: detail,
  vignette: detail,
  grain: detail,
  autoLevels: detail,
  autoWhiteBalance: detail,
};
