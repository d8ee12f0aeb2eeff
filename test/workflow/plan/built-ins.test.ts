import { describe, expect, it } from 'vitest';
import { builtInWorkflows } from '../../../src/workflow/built-in.ts';
import { validateWorkflow } from '../../../src/workflow/graph/validate.ts';
import { planSummary } from '../../../src/workflow/plan/describe.ts';
import { linesOf, type PlanOptions, planOf } from './plan-of.ts';

/** A 24 MP photo as cameras write it. */
const camera: PlanOptions = { facts: { width: 6000, height: 4000, profile: 'sRGB IEC61966-2.1' } };

function builtIn(slug: string) {
  const document = builtInWorkflows().find((workflow) => workflow.slug === slug);
  if (document === undefined) throw new Error(`There is no built-in ${slug}`);
  return { graph: () => validateWorkflow(document) };
}

describe('the plan of a built-in workflow', () => {
  it('web', () => {
    expect(linesOf(builtIn('web'), camera)).toMatchInlineSnapshot(`
      "s0  decode input + resize long edge 2048 px  [input, resize]
      s1 ← s0  sharpen radius 0.6, amount 60 %, threshold 2  [sharpen]
      s2 ← s1  colour: to srgb  [export]
      s3 ← s2  encode jpeg 85, profile srgb, metadata no-gps  [export]"
    `);
  });
  it('multi decodes once', () => {
    expect(planSummary(planOf(builtIn('multi'), camera)).decodes).toBe(1);
    expect(linesOf(builtIn('multi'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  sharpen radius 0.8, amount 40 %, threshold 3  [sharpen-print]
      s2 ← s1  colour: to srgb  [export-print]
      s3 ← s2  encode jpeg 95, profile srgb, metadata no-gps, 300 dpi  [export-print]
      s4 ← s0  resize long edge 400 px  [resize-thumbnail]
      s5 ← s4  sharpen radius 0.4, amount 60 %, threshold 2  [sharpen-thumbnail]
      s6 ← s5  colour: to srgb  [export-thumbnail]
      s7 ← s6  encode jpeg 80, profile srgb, metadata none  [export-thumbnail]
      s8 ← s0  resize long edge 2048 px  [resize-web]
      s9 ← s8  sharpen radius 0.6, amount 60 %, threshold 2  [sharpen-web]
      s10 ← s9  colour: to srgb  [export-web]
      s11 ← s10  encode jpeg 85, profile srgb, metadata no-gps  [export-web]"
    `);
  });
  it('print', () => {
    expect(linesOf(builtIn('print'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  sharpen radius 0.8, amount 40 %, threshold 3  [sharpen]
      s2 ← s1  colour: to srgb  [export]
      s3 ← s2  encode jpeg 95, profile srgb, metadata no-gps, 300 dpi  [export]"
    `);
  });
  it('proof', () => {
    expect(linesOf(builtIn('proof'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  resize long edge 1200 px  [resize]
      s2 ← s1  sharpen radius 0.5, amount 50 %, threshold 2  [sharpen]
      s3 ← s2  overlay text "PROOF {name}", tiled, 30 % wide, opacity 30 %  [watermark]
      s4 ← s3  colour: to srgb  [export]
      s5 ← s4  encode jpeg 80, profile srgb, metadata copyright  [export]"
    `);
  });
  it('archive', () => {
    expect(linesOf(builtIn('archive'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  encode tiff, 16 bits, profile source, metadata all  [export]"
    `);
  });
  it('instagram', () => {
    expect(linesOf(builtIn('instagram'), camera)).toMatchInlineSnapshot(`
      "s0  decode input + resize outside 1080×1350 px, may enlarge  [input, resize]
      s1 ← s0  crop 1080×1350 px, attention  [crop]
      s2 ← s1  sharpen radius 0.6, amount 60 %, threshold 2  [sharpen]
      s3 ← s2  colour: to srgb  [export]
      s4 ← s3  encode jpeg 90, profile srgb, metadata no-gps  [export]"
    `);
  });
  it('shopify', () => {
    expect(linesOf(builtIn('shopify'), camera)).toMatchInlineSnapshot(`
      "s0  decode input + resize long edge 2048 px  [input, resize]
      s1 ← s0  sharpen radius 0.6, amount 60 %, threshold 2  [sharpen]
      s2 ← s1  pad to 2048×2048 px, #ffffff  [pad]
      s3 ← s2  colour: to srgb  [export]
      s4 ← s3  encode jpeg 85, at most 20000 kB, profile srgb, metadata none  [export]"
    `);
  });
  it('amazon-main', () => {
    expect(linesOf(builtIn('amazon-main'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  resize long edge 2000 px  [resize]
      s2 ← s1  sharpen radius 0.6, amount 50 %, threshold 2  [sharpen]
      s3 ← s2  pad to aspect 1, #ffffff  [pad]
      s4 ← s3  colour: to srgb  [export]
      s5 ← s4  encode jpeg 90, at most 10000 kB, profile srgb, metadata none  [export]
      enlarge passed over: its condition is false"
    `);
  });
});
