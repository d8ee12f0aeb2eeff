import { describe, expect, it } from 'vitest';
import { RETOUCH } from '../../src/pixels/execute/retouch.ts';
import type { StepInput } from '../../src/pixels/execute/steps.ts';
import { applyColour } from '../../src/pixels/kernels/colour.ts';
import { applyGeometry } from '../../src/pixels/kernels/geometry.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import { planNext } from '../../src/workflow/plan/planner.ts';
import { isRetouchStep } from '../../src/workflow/plan/retouch-steps.ts';
import type { GeometryStep } from '../../src/workflow/plan/steps.ts';
import { aWorkflow, factsOf, type WorkflowBuilder } from '../support/a-workflow.ts';
import { productShot } from '../support/product-shots.ts';
import { difference, LAW } from './difference.ts';
import { referencePictures } from './executor.ts';
import { fromRaster } from './float-picture.ts';

/**
 * What the planner does around retouching steps (fusing geometry, merging colour, sharing the mask) must not be seen. Both sides use
 * the same kernels for the retouching itself: see retouch.ts.
 */
async function expectLawToHold(workflow: WorkflowBuilder, source: Raster): Promise<void> {
  const graph = workflow.graph();
  const known = { facts: { in: factsOf(source) }, inputHashes: {}, results: {} };
  const { plan } = planNext(graph, { target: { kind: 'deliver' }, ...known });
  const made = new Map<string, Raster>();
  const exports = new Map<string, Raster>();
  for (const { id, step, inputs, nodes } of plan.steps) {
    const read = inputs.map((input) => made.get(input)!);
    if (step.kind === 'decode') made.set(id, source);
    else if (step.kind === 'load') made.set(id, await applyGeometry(source, step.steps));
    else if (step.kind === 'geometry') made.set(id, await applyGeometry(read[0]!, step.steps));
    else if (step.kind === 'colour') made.set(id, applyColour(read[0]!, step.ops));
    else if (step.kind === 'encode') exports.set(nodes[0]!, read[0]!);
    else if (isRetouchStep(step)) {
      const execute = RETOUCH[step.kind] as (one: typeof step, input: StepInput) => ReturnType<typeof RETOUCH.shadow>;
      const outcome = await execute(step, { raster: (k = 0) => read[k]!, maxPixels: 1e8 } as StepInput);
      if (outcome.kind === 'raster') made.set(id, outcome.raster);
    } else made.set(id, await applyGeometry(read[0]!, [step as GeometryStep]));
  }
  const meant = await referencePictures(graph, { in: source });
  for (const [id, raster] of exports) {
    const { mean, max } = difference(fromRaster(raster), meant.get(id)!);
    expect(mean).toBeLessThanOrEqual(LAW.mean);
    expect(max).toBeLessThanOrEqual(LAW.max);
  }
  expect(exports.size).toBeGreaterThan(0);
}

describe('the law of equivalence for retouching', () => {
  const { raster } = productShot({ depth: 16 });

  it('holds for a cut-out between colour and geometry', async () => {
    await expectLawToHold(
      aWorkflow()
        .with('exposure', { ev: 0.2 })
        .with('contrast', { contrast: 10 })
        .with('removeBackground', { method: 'key', shift: -0.5 }, { id: 'cut' })
        .with('shadow', { kind: 'drop' }, { after: 'cut.image' })
        .with('replaceBackground', { fill: 'color', color: '#a0c0e0' })
        .with('flip', { axis: 'horizontal' })
        .with('export', { profile: 'source' }),
      raster,
    );
  });

  it('holds for retouching between crops', async () => {
    await expectLawToHold(
      aWorkflow()
        .with('crop', { width: 200, height: 180 })
        .with('spotHeal', { spots: [{ x: 0.3, y: 0.3, radius: 0.02 }], detect: false })
        .with('skinSmooth', { strength: 60 })
        .with('upscale', { factor: 2 })
        .with('crop', { width: 300, height: 300 })
        .with('export', { profile: 'source' }),
      raster,
    );
  });
});
