import { describe, expect, it } from 'vitest';
import { describePlan } from '../../../src/workflow/plan/describe.ts';
import { aWorkflow } from '../../support/a-workflow.ts';
import { kindsOf, planned, planOf } from './plan-of.ts';

const framed = aWorkflow()
  .with('resize', { longEdge: 1500 }, { id: 'small' })
  .with('analyze', {}, { id: 'look' })
  .with('pad', { margin: 20, color: { $ref: 'look.dominantColor' } }, { id: 'frame' })
  .with('export', {}, { id: 'out' });
const looked = { look: { width: 1000, height: 667, dominantColor: '#123456', sharpness: 8 } };

describe('a param that is bound to a result', () => {
  it('makes the first plan cover just the node that gives it', () => {
    const { plan, complete } = planned(framed);
    expect(complete).toBe(false);
    expect(describePlan(plan)).toMatchInlineSnapshot(`
      [
        "s0  decode in + resize long edge 1500 px  [in, small]",
        "s1 ← s0  analyze  [look]",
      ]
    `);
    expect(Object.keys(plan.results)).toEqual(['look']);
  });

  it('has its value in the second plan, which is complete', () => {
    const { plan, complete } = planned(framed, { results: looked });
    expect(complete).toBe(true);
    expect(describePlan(plan)).toMatchInlineSnapshot(`
      [
        "s0  decode in + resize long edge 1500 px  [in, small]",
        "s1 ← s0  analyze  [look]",
        "s2 ← s0  pad by 20 px, #123456  [frame]",
        "s3 ← s2  encode jpeg 85, profile srgb, metadata no-gps  [out]",
      ]
    `);
  });

  it('names the node when the value is not there', () => {
    expect(() => planned(framed, { results: { look: {} } })).toThrow(
      expect.objectContaining({ code: 'binding_failed', nodeId: 'frame' }),
    );
  });

  it('may wait for a node that waits itself', () => {
    const workflow = framed
      .with('analyze', {}, { id: 'again', after: 'frame' })
      .with('pad', { margin: 5, color: { $ref: 'again.dominantColor' } }, { id: 'frame2' })
      .with('export', {}, { id: 'out2' });
    const first = planned(workflow);
    expect(Object.keys(first.plan.results)).toEqual(['look']);
    const second = planned(workflow, { results: looked });
    expect(second.complete).toBe(false);
    expect(Object.keys(second.plan.results)).toEqual(['again']);
    const third = planned(workflow, { results: { ...looked, again: { dominantColor: '#ffffff' } } });
    expect(third.complete).toBe(true);
    expect(Object.keys(third.plan.results).toSorted()).toEqual(['again', 'look', 'out', 'out2']);
  });
});

describe('a condition', () => {
  const sharpenedIfSoft = aWorkflow()
    .with('analyze', {}, { id: 'look' })
    .with('sharpen', {}, { id: 'sharp', when: 'nodes["look"].sharpness < 5.0' })
    .with('export', {}, { id: 'out' });

  it('on the picture’s facts is decided at once, and a node that is passed over hands its input on', () => {
    const workflow = aWorkflow().with('resize', { percent: 50 }, { when: 'input.width > 4000' }).with('export');
    expect(kindsOf(planOf(workflow, { facts: { width: 5000 } }))).toEqual(['load', 'encode']);
    const plan = planOf(workflow);
    expect(kindsOf(plan)).toEqual(['decode', 'encode']);
    expect(plan.skipped).toEqual({ 'resize-1': 'condition' });
  });

  it('on a result waits for it', () => {
    expect(planned(sharpenedIfSoft).complete).toBe(false);
    expect(kindsOf(planOf(sharpenedIfSoft, { results: { look: { sharpness: 3 } } }))).toContain('sharpen');
    expect(kindsOf(planOf(sharpenedIfSoft, { results: { look: { sharpness: 7 } } }))).not.toContain('sharpen');
  });

  it('that is false makes an export deliver nothing, and what only it needed is not done', () => {
    const workflow = aWorkflow()
      .with('export', {}, { id: 'all' })
      .from('in')
      .with('sharpen')
      .with('export', {}, { id: 'large', when: 'input.width > 4000' });
    const plan = planOf(workflow);
    expect(plan.results).toEqual({ all: 's1' });
    expect(kindsOf(plan)).toEqual(['decode', 'encode']);
    expect(plan.skipped).toEqual({ large: 'condition' });
  });

  it('that cannot be evaluated names its node', () => {
    const workflow = aWorkflow().with('flip', {}, { id: 'f', when: 'exif.iso > 800.0' }).with('export');
    expect(() => planOf(workflow)).toThrow(expect.objectContaining({ code: 'condition_failed', nodeId: 'f' }));
  });

  it('on every export may leave nothing to do', () => {
    const { plan, complete } = planned(aWorkflow().with('export', {}, { when: 'input.width > 4000' }));
    expect({ steps: plan.steps, complete }).toEqual({ steps: [], complete: true });
  });
});

describe('two plans of one item', () => {
  const soft = { look: { width: 1000, height: 667, dominantColor: '#123456', sharpness: 1 } };
  const crisp = { look: { width: 1000, height: 667, dominantColor: '#123456', sharpness: 9 } };

  it.each([
    ['a bound param behind a resize', framed],
    [
      'a branch whose only export is passed over afterwards',
      aWorkflow()
        .with('analyze', {}, { id: 'look' })
        .with('resize', { longEdge: 800 })
        .with('export')
        .from('in')
        .with('crop', { aspect: '1:1' })
        .with('export', {}, { when: 'nodes["look"].sharpness > 5.0' }),
    ],
    [
      'a waiting resize behind one that could be fused with it',
      aWorkflow()
        .with('analyze', {}, { id: 'look' })
        .with('crop', { aspect: '1:1' })
        .with('resize', { longEdge: { $ref: 'look.width' } })
        .with('export'),
    ],
    [
      'a point operation that waits behind another',
      aWorkflow()
        .with('exposure', { ev: 1 })
        .with('analyze', {}, { id: 'look' })
        .with('exposure', { ev: -1 }, { when: 'nodes["look"].sharpness > 5.0', after: 'exposure-1' })
        .with('export'),
    ],
    [
      'a node that turns out to be the same as another',
      aWorkflow()
        .with('analyze', {}, { id: 'look' })
        .with('resize', { longEdge: 1000 })
        .with('export')
        .from('in')
        .with('resize', { longEdge: { $ref: 'look.width' } })
        .with('sharpen')
        .with('export'),
    ],
  ])('agree on the signatures of what the second reads of the first: %s', (_, workflow) => {
    const first = planOf(workflow);
    const kept = first.keep!.map((id) => first.steps.find((step) => step.id === id)!.signature);
    for (const results of [soft, crisp]) {
      const second = planOf(workflow, { results });
      const known = new Set(first.steps.map(({ signature }) => signature));
      const reread = second.steps.filter((step) => !known.has(step.signature)).flatMap((step) => step.inputs);
      for (const id of reread) {
        const source = second.steps.find((step) => step.id === id)!;
        if (known.has(source.signature)) expect(kept).toContain(source.signature);
      }
      // Nothing is decoded again.
      const decodes = second.steps.filter(({ step }) => step.kind === 'decode' || step.kind === 'load');
      for (const { signature } of decodes) expect(known).toContain(signature);
    }
  });
});
