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

const rulesOf = (slug: string) => stepsOf(slug).flatMap((step) => (step.kind === 'check' ? [step.rules] : []));
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
    expect(stepsOf('archive').map(({ kind }) => kind)).toEqual(['decode', 'encode', 'check']);
    expect(encodings('archive')).toMatchObject([{ format: 'tiff', depth: 16, profile: 'source', metadata: 'all' }]);
  });

  it.each([
    ['square', 1080, 1080],
    ['portrait', 1080, 1350],
    ['tall', 1080, 1440],
    ['landscape', 1080, 566],
    ['story', 1080, 1920],
  ])('instagram makes a %s of %i × %i px of any picture', (format, width, height) => {
    const graph = validateWorkflow(workflows.get('instagram')!);
    const steps = graph.nodes.get(`crop-${format}`)!;
    for (const size of [
      { width: 6000, height: 4000 },
      { width: 300, height: 200 },
      { width: 500, height: 4000 },
    ]) {
      const made = steps.definition
        .compile(resolveParams(steps, {}), { nodeId: 'n' })
        .reduce((now, step) => (step.kind === 'resize' || step.kind === 'crop' ? sizeAfter(step, now) : now), size);
      expect(made).toEqual({ width, height });
    }
  });

  it.each([
    [6000, 4000],
    [2048, 2048],
    [300, 200],
  ])('shopify makes 2048 px squares on white of %i × %i', (width, height) => {
    expect(sizeOf('shopify', width, height)).toEqual({ width: 2048, height: 2048 });
    expect(encodings('shopify')).toMatchObject([{ quality: 85, maxKilobytes: 20_000 }]);
  });

  it('amazon-main fills 88 % of 2000 px on white, and enlarges only what would be smaller than 1000', () => {
    const graph = validateWorkflow(workflows.get('amazon-main')!);
    expect(graph.nodes.get('enlarge')!.node.when).toBe('nodes["frame"].width < 1000');
    expect(stepsOf('amazon-main')).toContainEqual(
      expect.objectContaining({
        kind: 'fillFrame',
        fill: 88,
        color: '#ffffff',
        enlarge: false,
        size: { by: 'pixels', width: 2000, height: 2000 },
      }),
    );
    expect(encodings('amazon-main')).toMatchObject([{ format: 'jpeg', maxKilobytes: 10_000 }]);
    expect(rulesOf('amazon-main')).toEqual([
      expect.objectContaining({ minFill: 85, minLongEdge: 1000, background: { color: '#ffffff', tolerance: 2 } }),
    ]);
  });

  it.each([...workflows].filter(([slug]) => slug !== 'multi'))('%s checks each of its files', (slug, document) => {
    const graph = validateWorkflow(document);
    expect(rulesOf(slug)).toHaveLength(graph.exportNodes.length);
  });

  it.each([
    ['ebay', { minLongEdge: 500, maxKilobytes: 12_000 }],
    ['google-shopping', { minShortEdge: 500, maxMegapixels: 64, maxKilobytes: 16_000 }],
    ['email', { maxLongEdge: 1600, maxKilobytes: 1000 }],
  ])('%s keeps the rules it is named for', (slug, rules) => {
    expect(rulesOf(slug)).toEqual([expect.objectContaining(rules)]);
  });

  it.each(['matte', 'glossy'])('print-%s is sharpened for that paper at 300 dpi', (paper) => {
    expect(encodings(`print-${paper}`)).toMatchObject([{ dpi: 300, chroma: '4:4:4', quality: 95 }]);
    expect(stepsOf(`print-${paper}`)).toContainEqual(expect.objectContaining({ kind: 'sharpen' }));
  });

  it('multi makes three files from one input, named by their branch', () => {
    const graph = validateWorkflow(workflows.get('multi')!);
    expect(graph.inputNodes).toHaveLength(1);
    expect(graph.exportNodes.map((id) => graph.nodes.get(id)!.node.label)).toEqual(['web', 'thumbnail', 'print']);
  });
});
