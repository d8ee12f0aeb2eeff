import { describe, expect, it } from 'vitest';
import { planSummary } from '../../../src/workflow/plan/describe.ts';
import { estimateMemory } from '../../../src/workflow/plan/estimate.ts';
import { aWorkflow, someFacts } from '../../support/a-workflow.ts';
import { kindsOf, planOf } from './plan-of.ts';

const graded = () =>
  aWorkflow()
    .with('exposure', { ev: 0.3 })
    .with('levels', { black: 10 })
    .with('curves', {
      master: [
        [0, 0],
        [128, 140],
        [255, 255],
      ],
    })
    .with('hsl', { blueSaturation: -20 })
    .with('splitTone', { shadowsSaturation: 20 })
    .with('lut', { file: '/looks/a.cube' })
    .with('blackWhite')
    .with('export');

describe('grading nodes in a plan', () => {
  it('are one pass over the pixels, however many they are', () => {
    const plan = planOf(graded());
    expect(kindsOf(plan)).toEqual(['decode', 'colour', 'encode']);
    expect(planSummary(plan).colourPasses).toBe(1);
    expect(planSummary(plan).steps[1]).toContain('levels rgb 10–255');
  });

  it('have a signature that tells the table by its content, not by where it lies', () => {
    const signed = (path: string, hash: string) =>
      planOf(aWorkflow().with('lut', { file: path }).with('export'), { files: { [path]: hash } }).steps[1]!.signature;
    expect(signed('/a/look.cube', '1')).toBe(signed('/b/look.cube', '1'));
    expect(signed('/a/look.cube', '1')).not.toBe(signed('/a/look.cube', '2'));
  });

  it('give their place to local corrections, which see the picture between them', () => {
    const plan = planOf(
      aWorkflow()
        .with('levels', { black: 5 })
        .with('clarity', { clarity: 20 })
        .with('levels', { white: 250 })
        .with('export'),
    );
    expect(kindsOf(plan)).toEqual(['decode', 'colour', 'clarity', 'colour', 'encode']);
  });
});

describe('the memory of local corrections', () => {
  it('is counted, and stays small beside the picture', () => {
    const facts = { in: someFacts({ width: 6000, height: 4000 }) };
    const plain = estimateMemory(planOf(aWorkflow().with('sharpen').with('export'), { facts: facts.in }), facts);
    for (const [type, params] of [
      ['highlightsShadows', { shadows: 20 }],
      ['clarity', { texture: 20 }],
      ['dehaze', {}],
      ['denoise', {}],
      ['vignette', {}],
    ] as const) {
      const with1 = estimateMemory(planOf(aWorkflow().with(type, params).with('export'), { facts: facts.in }), facts);
      expect(with1, type).toBeGreaterThanOrEqual(plain);
      expect(with1, type).toBeLessThan(plain + 100e6);
    }
  });
});
