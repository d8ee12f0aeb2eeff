import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import { aWorkflow, type WorkflowBuilder } from '../support/a-workflow.ts';
import { fileOf } from '../support/pictures.ts';
import { measured } from './measured.ts';
import { runFile } from './run-file.ts';

const STEPS = 8192;

/** A grey ramp from black to white with 8192 levels. */
function ramp(profile: 'srgb' | 'prophoto-rgb'): Raster {
  const data = new Uint16Array(STEPS * 4 * 3);
  for (let i = 0; i < STEPS * 4; i++) data.fill(Math.round(((i % STEPS) / (STEPS - 1)) * 65535), i * 3, i * 3 + 3);
  return { data, width: STEPS, height: 4, channels: 3, depth: 16, profile: builtInProfile(profile), orientation: 1 };
}

function levelsOf({ data }: Raster): number {
  const seen = new Set<number>();
  for (let i = 1; i < data.length; i += 3) seen.add(data[i]!);
  return seen.size;
}

const WORKFLOWS: [string, WorkflowBuilder, number][] = [
  ['nothing', aWorkflow(), STEPS],
  ['exposure down by a stop', aWorkflow().with('exposure', { ev: -1 }), STEPS * 0.97],
  [
    'five colour nodes',
    aWorkflow()
      .with('exposure', { ev: -0.3 })
      .with('whiteBalance', { kelvin: 6000 })
      .with('contrast', { contrast: 15 })
      .with('saturation', { vibrance: 10 })
      .with('exposure', { ev: 0.2 }),
    STEPS * 0.9,
  ],
  ['a resize to half', aWorkflow().with('resize', { percent: 50 }), (STEPS / 2) * 0.97],
  [
    'straightening',
    aWorkflow().with('perspective', {
      corners: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    }),
    STEPS * 0.97,
  ],
  ['a border', aWorkflow().with('border', { unit: 'px', width: 1 }), STEPS],
];

describe.each(['srgb', 'prophoto-rgb'] as const)('16 bits in %s', (profile) => {
  it.each(WORKFLOWS)('stay 16 bits through %s', async (_, workflow, least) => {
    const file = await fileOf(ramp(profile), { format: 'png' });
    for (const format of ['png', 'tiff']) {
      const { raster } = await runFile(workflow.with('export', { format, profile: 'source' }), file, 'ramp.png');
      expect(raster.depth).toBe(16);
      const levels = levelsOf(raster);
      measured(`${levels} of ${STEPS} levels`);
      expect(levels).toBeGreaterThanOrEqual(Math.floor(least));
    }
  });
});
