import type { DetailStep } from '../../workflow/plan/detail-steps.ts';
import type { Raster } from '../raster.ts';
import { autoLevels } from './auto/auto-levels.ts';
import { autoWhiteBalance } from './auto/auto-white-balance.ts';
import { clarity } from './detail/clarity.ts';
import { dehaze } from './detail/dehaze.ts';
import { denoise } from './detail/denoise.ts';
import { grain } from './detail/grain.ts';
import { highlightsShadows } from './detail/highlights-shadows.ts';
import { vignette } from './detail/vignette.ts';

/**
 * One step that looks at more than single pixels, and what it found that others can bind to. With `owned` the raster's pixels may
 * be overwritten.
 */
export function applyDetail(
  raster: Raster,
  step: DetailStep,
  options: { owned?: boolean } = {},
): { raster: Raster; fields?: Record<string, number> } {
  switch (step.kind) {
    case 'highlightsShadows':
      return { raster: highlightsShadows(raster, step, options) };
    case 'clarity':
      return { raster: clarity(raster, step, options) };
    case 'dehaze':
      return { raster: dehaze(raster, step, options) };
    case 'denoise':
      return { raster: denoise(raster, step) };
    case 'vignette':
      return { raster: vignette(raster, step, options) };
    case 'grain':
      return { raster: grain(raster, step, options) };
    case 'autoLevels':
      return autoLevels(raster, step, options);
    case 'autoWhiteBalance':
      return autoWhiteBalance(raster, step, options);
  }
}
