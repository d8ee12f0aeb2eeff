import { describe, expect, it } from 'vitest';
import { estimateMemory, estimateOutputs } from '../../../src/workflow/plan/estimate.ts';
import { aWorkflow, someFacts, type WorkflowBuilder } from '../../support/a-workflow.ts';
import { type PlanOptions, planOf } from './plan-of.ts';

const outputs = (workflow: WorkflowBuilder, facts = {}) =>
  estimateOutputs(workflow.graph(), { in: someFacts({ width: 6000, height: 4000, ...facts }) });

describe('the estimate of outputs', () => {
  it('knows the size of each export', () => {
    const workflow = aWorkflow()
      .with('resize', { longEdge: 2048 })
      .with('export')
      .from('in')
      .with('crop', { aspect: '1:1' })
      .with('resize', { longEdge: 400 })
      .with('pad', { margin: 10 })
      .with('export', { format: 'png' });
    expect(outputs(workflow)).toMatchObject([
      { nodeId: 'export-1', width: 2048, height: 1365, format: 'jpeg' },
      { nodeId: 'export-2', width: 420, height: 420, format: 'png' },
    ]);
  });

  it('is of the right order: 2048 px at quality 85 are some hundred kilobytes', () => {
    const [web] = outputs(aWorkflow().with('resize', { longEdge: 2048 }).with('export', { quality: 85 }));
    expect(web!.bytes).toBeGreaterThan(150_000);
    expect(web!.bytes).toBeLessThan(700_000);
  });

  it('grows with quality, depth and freedom from loss', () => {
    const bytes = (params: Record<string, unknown>) => outputs(aWorkflow().with('export', params))[0]!.bytes;
    const rising = [
      bytes({ format: 'avif', quality: 50 }),
      bytes({ quality: 60 }),
      bytes({ quality: 85 }),
      bytes({ quality: 85, chroma: '4:4:4' }),
      bytes({ quality: 95 }),
      bytes({ format: 'tiff', depth: 8 }),
      bytes({ format: 'tiff', depth: 16 }),
    ];
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  });

  it('expects little more of 16 bits where only 8 of them say anything', () => {
    const bytes = (depth: 8 | 16, facts: object, workflow = aWorkflow()) =>
      outputs(workflow.with('export', { format: 'tiff', depth, profile: 'source' }), facts)[0]!.bytes;
    const eight = bytes(8, { depth: 8 });
    expect(bytes(16, { depth: 8 }) / eight).toBeLessThan(1.6);
    expect(bytes(16, { depth: 8, profile: 'Display P3' }) / eight).toBeLessThan(1.6);
    expect(bytes(16, { depth: 16 }) / eight).toBeGreaterThan(3);
    // Worked on in 16 bits, the lower ones are no copies any more.
    const sharpened = aWorkflow().with('sharpen', {});
    expect(bytes(16, { depth: 8, profile: 'Display P3' }, sharpened) / eight).toBeGreaterThan(3);
  });

  it('keeps to a limit that the export keeps to', () => {
    expect(outputs(aWorkflow().with('export', { quality: 100, maxKilobytes: 300 }))[0]!.bytes).toBe(300_000);
  });

  it('takes bound params at their defaults, and conditions that wait as true', () => {
    const workflow = aWorkflow()
      .with('analyze', {}, { id: 'look' })
      .with('pad', { aspect: '1:1', color: { $ref: 'look.dominantColor' } })
      .with('export', {}, { when: 'nodes["look"].sharpness > 3.0' });
    expect(outputs(workflow)).toMatchObject([{ width: 6000, height: 6000 }]);
  });

  it('leaves out an export whose condition is false already', () => {
    expect(outputs(aWorkflow().with('export', {}, { when: 'input.width < 100' }))).toEqual([]);
  });
});

describe('the estimate of memory', () => {
  const memory = (workflow: WorkflowBuilder, options: PlanOptions = {}) => {
    const facts = someFacts({ width: 6000, height: 4000, bytes: 10e6, ...options.facts });
    return estimateMemory(planOf(workflow, { ...options, facts }), { in: facts });
  };
  const plain = aWorkflow().with('sharpen').with('export');
  const raster = 6000 * 4000 * 3;

  it('holds the rasters that live at the same time, and the file', () => {
    expect(memory(plain)).toBeGreaterThan(2 * raster + 10e6);
    expect(memory(plain)).toBeLessThan(8 * raster);
  });

  it('is more for 16 bits, for transparency and for branches that share a picture', () => {
    expect(memory(plain, { facts: { depth: 16 } })).toBeGreaterThan(memory(plain) + raster);
    expect(memory(plain, { facts: { hasAlpha: true } })).toBeGreaterThan(memory(plain));
    const branch = aWorkflow().with('flip').with('export', { format: 'webp' });
    expect(memory(branch.from('in').with('export'))).toBeGreaterThan(memory(branch));
  });

  it('is much less where the resize happens while decoding', () => {
    const small = aWorkflow().with('resize', { longEdge: 2048 }).with('export');
    expect(memory(small)).toBeLessThan(memory(small, { facts: { format: 'png' } }));
  });

  it('is most for AVIF, whose encoder is hungry', () => {
    expect(memory(aWorkflow().with('export', { format: 'avif' }))).toBeGreaterThan(10 * raster);
  });
});
