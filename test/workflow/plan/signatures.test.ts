import { describe, expect, it } from 'vitest';
import { planHash } from '../../../src/workflow/plan/passes/sign.ts';
import { aWorkflow, type WorkflowBuilder } from '../../support/a-workflow.ts';
import { type PlanOptions, planOf } from './plan-of.ts';

const workflow = aWorkflow().with('sharpen', { radius: 1 }).with('flip').with('export');

function signatures(of: WorkflowBuilder, options: PlanOptions = {}): string[] {
  return planOf(of, options).steps.map(({ signature }) => signature);
}

const tokens = { name: 'a', seq: 1, relativeFolder: '', workflow: 'test', runDate: '2026-11-21T00:00:00Z' };

describe('the signature of a step', () => {
  it('is the same for the same bytes, whatever the nodes are called', () => {
    const inputHashes = { in: 'abc' };
    const renamed = aWorkflow()
      .with('sharpen', { radius: 1 }, { id: 'other' })
      .with('flip', {}, { id: 'f' })
      .with('export');
    expect(signatures(renamed, { inputHashes })).toEqual(signatures(workflow, { inputHashes }));
  });

  it('is another one for other bytes', () => {
    const [a, b] = ['one', 'two'].map((hash) => signatures(workflow, { inputHashes: { in: hash } }));
    for (const signature of a!) expect(b).not.toContain(signature);
  });

  it('changes with a param, there and in everything behind it, but not before', () => {
    const stronger = aWorkflow().with('sharpen', { radius: 2 }).with('flip').with('export');
    const [a, b] = [signatures(workflow), signatures(stronger)];
    expect(a.map((signature, i) => signature === b[i])).toEqual([true, false, false, false]);
  });

  it('depends on the content of a logo where that is known, and not on where it lies', () => {
    const marked = (image: string) => aWorkflow().with('watermark', { image }).with('export');
    const at = (image: string, hash: string) => signatures(marked(image), { files: { [image]: hash } });
    expect(at('/a/logo.png', '1')).toEqual(at('/b/logo.png', '1'));
    expect(at('/a/logo.png', '1')[1]).not.toBe(at('/a/logo.png', '2')[1]);
  });

  it('depends on the tokens where a text uses them', () => {
    const text = (words: string) => aWorkflow().with('watermark', { text: words }).with('export');
    const [first, second] = [tokens, { ...tokens, seq: 2 }];
    expect(signatures(text('© me'), { tokens: first })).toEqual(signatures(text('© me'), { tokens: second }));
    expect(signatures(text('{seq}'), { tokens: first })[1]).not.toBe(signatures(text('{seq}'), { tokens: second })[1]);
  });
});

describe('the hash of a plan', () => {
  it('is the same for all items that are treated alike', () => {
    const [a, b] = ['one', 'two'].map((hash) => planHash(planOf(workflow, { inputHashes: { in: hash } })));
    expect(a).toBe(b);
  });

  it('changes with what is done', () => {
    const flipped = planHash(planOf(workflow.reordered((ids) => ids)));
    expect(flipped).toBe(planHash(planOf(workflow)));
    expect(planHash(planOf(aWorkflow().with('flip').with('export')))).not.toBe(flipped);
  });
});
