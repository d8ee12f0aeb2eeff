import { describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../../../src/contract/workflow.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';
import { validateWorkflow } from '../../../src/workflow/graph/validate.ts';
import { estimateMemory } from '../../../src/workflow/plan/estimate.ts';
import { planNext } from '../../../src/workflow/plan/planner.ts';
import { someFacts } from '../../support/a-workflow.ts';

const facts = { in: someFacts({ width: 4000, height: 3000 }) };

function plan(nodes: object[], more: object = {}) {
  const document: WorkflowDocument = readWorkflow({
    name: 'Test',
    nodes: [{ id: 'in', type: 'imageInput' }, ...nodes],
  });
  const graph = validateWorkflow(document);
  const known = { target: { kind: 'deliver' as const }, facts, inputHashes: {}, results: {}, ...more };
  return planNext(graph, known).plan;
}

const cut = { id: 'cut', type: 'removeBackground', inputs: { image: 'in' }, params: { feather: 1 } };
const kinds = ({ steps }: ReturnType<typeof plan>): string[] => steps.map(({ step }) => step.kind);

describe('masks in a plan', () => {
  it('are made once, and read together with the picture they were made of', () => {
    const made = plan([
      cut,
      { id: 'grey', type: 'maskPicture', inputs: { mask: 'cut.mask' } },
      { id: 'a', type: 'export', inputs: { image: 'cut.image' } },
      { id: 'b', type: 'export', inputs: { image: 'grey' } },
    ]);
    expect(kinds(made)).toEqual(['decode', 'cutoutMask', 'shapeMask', 'applyMask', 'encode', 'maskPicture', 'encode']);
    const inputs = Object.fromEntries(made.steps.map(({ step, inputs }) => [step.kind, inputs]));
    expect(inputs['shapeMask']).toEqual(['s1']);
    expect(inputs['applyMask']).toEqual(['s0', 's2']);
    expect(inputs['maskPicture']).toEqual(['s2']);
  });

  it('limit another node by a second input', () => {
    const made = plan([
      cut,
      { id: 'skin', type: 'skinSmooth', inputs: { image: 'in', mask: 'cut.mask' } },
      { id: 'a', type: 'export', inputs: { image: 'skin' } },
    ]);
    expect(kinds(made)).toEqual(['decode', 'cutoutMask', 'shapeMask', 'skinSmooth', 'encode']);
    expect(made.steps[3]).toMatchObject({ step: { masked: true }, inputs: ['s0', 's2'] });
  });

  it('are not there when their node is passed over: who can do without does, who cannot is passed over too', () => {
    const made = plan([
      { ...cut, when: 'input.width < 100' },
      { id: 'skin', type: 'skinSmooth', inputs: { image: 'cut.image', mask: 'cut.mask' } },
      { id: 'grey', type: 'maskPicture', inputs: { mask: 'cut.mask' } },
      { id: 'a', type: 'export', inputs: { image: 'skin' } },
      { id: 'b', type: 'export', inputs: { image: 'grey' } },
    ]);
    expect(kinds(made)).toEqual(['decode', 'skinSmooth', 'encode']);
    expect(made.steps[1]).toMatchObject({ step: { masked: false } });
  });

  it('depend on the model’s content', () => {
    const nodes = [cut, { id: 'a', type: 'export', inputs: { image: 'cut.image' } }];
    const signature = (files: Record<string, string>) => plan(nodes, { files }).steps[1]!.signature;
    expect(signature({ 'model:u2netp': 'aa' })).not.toBe(signature({ 'model:u2netp': 'bb' }));
    expect(signature({ 'model:u2netp': 'aa' })).toBe(signature({ 'model:u2netp': 'aa', other: 'x' }));
  });

  it('reckon with the model’s memory', () => {
    const out = { id: 'a', type: 'export', inputs: { image: 'cut.image' } };
    const bytes = (params: object) => estimateMemory(plan([{ ...cut, params }, out]), facts);
    expect(bytes({})).toBeGreaterThan(bytes({ method: 'key' }) + 150e6);
    expect(bytes({ model: 'birefnet' })).toBeGreaterThan(bytes({}) + 500e6);
  });
});
