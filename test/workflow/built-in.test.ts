import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInWorkflows } from '../../src/workflow/built-in.ts';
import { resolveParams } from '../../src/workflow/graph/params.ts';
import { validateWorkflow } from '../../src/workflow/graph/validate.ts';
import { sizeAfter } from '../../src/workflow/plan/geometry.ts';
import type { Step } from '../../src/workflow/plan/steps.ts';

const workflows = new Map(builtInWorkflows().map((document) => [document.slug!, document]));

/** All steps of a workflow's nodes, one after the other in order. */
function stepsOf(slug: string): Step[] {
  const graph = validateWorkflow(workflows.get(slug)!);
  return graph.order.flatMap((id) => {
    const node = graph.nodes.get(id)!;
    return node.definition.compile(resolveParams(node, {}), { nodeId: id });
  });
}

/** Size of what a straight workflow exports. */
function sizeOf(slug: string, width: number, height: number) {
  let size = { width, height };
  for (const step of stepsOf(slug)) {
    if (step.kind === 'resize' || step.kind === 'crop' || step.kind === 'pad') size = sizeAfter(step, size);
  }
  return size;
}

const encodings = (slug: string) => stepsOf(slug).filter((step) => step.kind === 'encode');

describe('built-in workflows', () => {
  it('are all of resources/workflows, each under the slug that its file is named by', () => {
    const files = readdirSync(join(import.meta.dirname, '../../resources/workflows'));
    expect([...workflows.keys()].map((slug) => `${slug}.json`).sort()).toEqual(files.sort());
  });

  it.each([...workflows])('%s fits together, and says what it is for and when that was true', (_, document) => {
    expect(validateWorkflow(document).warnings).toEqual([]);
    expect(document.description).toMatch(/2026/);
  });

  it('web fits 2048 px and strips the place', () => {
    expect(sizeOf('web', 6000, 4000)).toEqual({ width: 2048, height: 1365 });
    expect(sizeOf('web', 800, 600)).toEqual({ width: 800, height: 600 });
    expect(encodings('web')).toMatchObject([{ format: 'jpeg', quality: 85, profile: 'srgb', metadata: 'no-gps' }]);
  });

  it('print keeps every pixel and says 300 dpi', () => {
    expect(sizeOf('print', 6000, 4000)).toEqual({ width: 6000, height: 4000 });
    expect(encodings('print')).toMatchObject([{ format: 'jpeg', quality: 95, dpi: 300, chroma: '4:4:4' }]);
  });

  it('proof is small and marked all over with its name', () => {
    expect(sizeOf('proof', 4000, 6000)).toEqual({ width: 800, height: 1200 });
    expect(stepsOf('proof')).toContainEqual(
      expect.objectContaining({
        kind: 'overlay',
        source: expect.objectContaining({ text: 'PROOF {name}' }),
        tile: true,
      }),
    );
  });

  it('archive changes nothing and keeps everything', () => {
    expect(stepsOf('archive').map(({ kind }) => kind)).toEqual(['decode', 'encode']);
    expect(encodings('archive')).toMatchObject([{ format: 'tiff', depth: 16, profile: 'source', metadata: 'all' }]);
  });

  it.each([
    [6000, 4000],
    [4000, 6000],
    [1081, 1349],
    [300, 200],
    [500, 4000],
    [4000, 500],
  ])('instagram makes 1080 × 1350 px of %i × %i', (width, height) => {
    expect(sizeOf('instagram', width, height)).toEqual({ width: 1080, height: 1350 });
  });

  it.each([
    [6000, 4000],
    [2048, 2048],
    [300, 200],
  ])('shopify makes 2048 px squares on white of %i × %i', (width, height) => {
    expect(sizeOf('shopify', width, height)).toEqual({ width: 2048, height: 2048 });
    expect(encodings('shopify')).toMatchObject([{ quality: 85, maxKilobytes: 20_000 }]);
  });

  it('amazon-main makes white squares of at most 2000 px, and enlarges only what is smaller than 1000', () => {
    const graph = validateWorkflow(workflows.get('amazon-main')!);
    expect(sizeOf('amazon-main', 300, 200)).toEqual({ width: 1000, height: 1000 });
    expect(graph.nodes.get('enlarge')!.node.when).toBe('input.width < 1000 && input.height < 1000');
    expect(stepsOf('amazon-main')).toContainEqual(
      expect.objectContaining({ kind: 'pad', color: '#ffffff', size: { by: 'aspect', aspect: 1 } }),
    );
    expect(encodings('amazon-main')).toMatchObject([{ format: 'jpeg', maxKilobytes: 10_000 }]);
  });

  it('multi makes three files from one input, named by their branch', () => {
    const graph = validateWorkflow(workflows.get('multi')!);
    expect(graph.inputNodes).toHaveLength(1);
    expect(graph.exportNodes.map((id) => graph.nodes.get(id)!.node.label)).toEqual(['web', 'thumbnail', 'print']);
  });
});
