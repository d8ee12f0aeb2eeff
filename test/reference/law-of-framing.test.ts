import { describe, expect, it } from 'vitest';
import type { Raster } from '../../src/pixels/raster.ts';
import { describePlan } from '../../src/workflow/plan/describe.ts';
import { planNext } from '../../src/workflow/plan/planner.ts';
import { aWorkflow, factsOf, type WorkflowBuilder } from '../support/a-workflow.ts';
import { photo } from '../support/pictures.ts';
import { difference, LAW } from './difference.ts';
import { referencePictures } from './executor.ts';
import { fromRaster } from './float-picture.ts';
import { runPlan } from './run-plan.ts';

async function expectLawToHold(workflow: WorkflowBuilder, source: Raster): Promise<void> {
  const graph = workflow.graph();
  const known = { facts: { in: factsOf(source) }, inputHashes: {}, results: {} };
  const { plan } = planNext(graph, { target: { kind: 'deliver' }, ...known });
  const planned = await runPlan(plan, { in: source });
  const meant = await referencePictures(graph, { in: source });
  for (const [id, raster] of planned) {
    const { mean, max, at } = difference(fromRaster(raster), meant.get(id)!);
    const report = `${id}: ΔE mean ${mean.toFixed(3)}, max ${max.toFixed(2)} at ${at}\n${describePlan(plan).join('\n')}`;
    expect(mean, report).toBeLessThanOrEqual(LAW.mean);
    expect(max, report).toBeLessThanOrEqual(LAW.max);
  }
}

const PICTURES = [
  ['8 bits', photo()],
  ['16 bits in Adobe RGB', photo({ depth: 16, profile: 'adobe-rgb', seed: 4 })],
  ['a cut-out', photo({ alpha: 'cut-out', seed: 7 })],
] as const;

describe.each(PICTURES)('the law of equivalence for framing, %s', (_, picture) => {
  it.each([
    ['keystone', { vertical: 40, horizontal: -25 }],
    ['keystone, bilinear, nothing cut off', { vertical: -30, kernel: 'bilinear', autocrop: false }],
    [
      'corners',
      {
        corners: [
          [0.1, 0.2],
          [0.8, 0.05],
          [0.95, 0.9],
          [0.2, 0.8],
        ],
      },
    ],
  ])('holds for perspective by %s', async (_, params) => {
    await expectLawToHold(aWorkflow().with('perspective', params).with('export', { profile: 'source' }), picture);
  });

  it('holds for a border with a line between a resize and an exposure', async () => {
    const workflow = aWorkflow()
      .with('resize', { longEdge: 90 })
      .with('border', { width: 5, lineWidth: 1, lineColor: '#c02010', color: '#20304080' })
      .with('exposure', { ev: 0.4 });
    await expectLawToHold(workflow.with('export', { profile: 'source' }), picture);
  });

  it('holds for what was padded, trimmed again and then made smaller', async () => {
    const workflow = aWorkflow()
      .with('pad', { margin: 14, color: '#ff00ff' })
      .with('trim', { background: '#ff00ff', margin: 2 })
      .with('resize', { longEdge: 70 });
    await expectLawToHold(workflow.with('export', { profile: 'source' }), picture);
  });

  it('holds for a subject that fills its frame, with pictures made smaller and larger', async () => {
    for (const size of [{ aspect: '1:1' }, { width: 60, height: 75 }, { width: 220, height: 160, enlarge: true }]) {
      const workflow = aWorkflow()
        .with('pad', { margin: 30, color: '#ffffff' })
        .with('fillFrame', { ...size, fill: 80, color: '#e0e8f0' });
      await expectLawToHold(workflow.with('export', { profile: 'source' }), picture);
    }
  });

  it('lets colour nodes on both sides of a metadata node be one development', async () => {
    const workflow = aWorkflow()
      .with('exposure', { ev: 3 })
      .with('metadata', { copyright: '© {name}' })
      .with('exposure', { ev: -3 });
    await expectLawToHold(workflow.with('export', { profile: 'source' }), picture);
  });
});
