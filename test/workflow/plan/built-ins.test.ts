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
      s3 ← s2  encode jpeg 85, profile srgb, metadata no-gps  [export]
      s4 ← s3  check the file, else warn  [check]"
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
      s3 ← s2  encode jpeg 95, profile srgb, metadata no-gps, 300 dpi  [export]
      s4 ← s3  check the file, else warn  [check]"
    `);
  });
  it('proof', () => {
    expect(linesOf(builtIn('proof'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  resize long edge 1200 px  [resize]
      s2 ← s1  sharpen radius 0.5, amount 50 %, threshold 2  [sharpen]
      s3 ← s2  overlay text "PROOF {name}", tiled, 30 % wide, opacity 30 %  [watermark]
      s4 ← s3  colour: to srgb  [export]
      s5 ← s4  encode jpeg 80, profile srgb, metadata copyright  [export]
      s6 ← s5  check the file, else fail  [check]"
    `);
  });
  it('archive', () => {
    expect(linesOf(builtIn('archive'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  encode tiff, 16 bits, profile source, metadata all  [export]
      s2 ← s1  check the file, else warn  [check]"
    `);
  });
  it('instagram', () => {
    expect(linesOf(builtIn('instagram'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  resize outside 1080×566 px, may enlarge  [crop-landscape]
      s2 ← s1  crop 1080×566 px, attention  [crop-landscape]
      s3 ← s2  sharpen radius 0.5, amount 60 %, threshold 1  [sharpen-landscape]
      s4 ← s3  colour: to srgb  [export-landscape]
      s5 ← s4  encode jpeg 90, profile srgb, metadata no-gps  [export-landscape]
      s6 ← s5  check the file, else fail  [check-landscape]
      s7 ← s0  resize outside 1080×1350 px, may enlarge  [crop-portrait]
      s8 ← s7  crop 1080×1350 px, attention  [crop-portrait]
      s9 ← s8  sharpen radius 0.5, amount 60 %, threshold 1  [sharpen-portrait]
      s10 ← s9  colour: to srgb  [export-portrait]
      s11 ← s10  encode jpeg 90, profile srgb, metadata no-gps  [export-portrait]
      s12 ← s11  check the file, else fail  [check-portrait]
      s13 ← s0  resize outside 1080×1080 px, may enlarge  [crop-square]
      s14 ← s13  crop 1080×1080 px, attention  [crop-square]
      s15 ← s14  sharpen radius 0.5, amount 60 %, threshold 1  [sharpen-square]
      s16 ← s15  colour: to srgb  [export-square]
      s17 ← s16  encode jpeg 90, profile srgb, metadata no-gps  [export-square]
      s18 ← s17  check the file, else fail  [check-square]
      s19 ← s0  resize outside 1080×1920 px, may enlarge  [crop-story]
      s20 ← s19  crop 1080×1920 px, attention  [crop-story]
      s21 ← s20  sharpen radius 0.5, amount 60 %, threshold 1  [sharpen-story]
      s22 ← s21  colour: to srgb  [export-story]
      s23 ← s22  encode jpeg 90, profile srgb, metadata no-gps  [export-story]
      s24 ← s23  check the file, else fail  [check-story]
      s25 ← s0  resize outside 1080×1440 px, may enlarge  [crop-tall]
      s26 ← s25  crop 1080×1440 px, attention  [crop-tall]
      s27 ← s26  sharpen radius 0.5, amount 60 %, threshold 1  [sharpen-tall]
      s28 ← s27  colour: to srgb  [export-tall]
      s29 ← s28  encode jpeg 90, profile srgb, metadata no-gps  [export-tall]
      s30 ← s29  check the file, else fail  [check-tall]"
    `);
  });
  it('shopify', () => {
    expect(linesOf(builtIn('shopify'), camera)).toMatchInlineSnapshot(`
      "s0  decode input + resize long edge 2048 px  [input, resize]
      s1 ← s0  sharpen radius 0.5, amount 60 %, threshold 1  [sharpen]
      s2 ← s1  pad to 2048×2048 px, #ffffff  [pad]
      s3 ← s2  colour: to srgb  [export]
      s4 ← s3  encode jpeg 85, at most 20000 kB, profile srgb, metadata none  [export]
      s5 ← s4  check the file, else into failed-check  [check]"
    `);
  });
  it('amazon-main', () => {
    expect(linesOf(builtIn('amazon-main'), camera)).toMatchInlineSnapshot(`
      "s0  decode input  [input]
      s1 ← s0  find the subject by backdrop or model u2netp  [cutout]
      s2 ← s0, s1  cut out, edge colours cleaned 100 %  [cutout]
      s3 ← s2  fill 88 % of 2000×2000 px, on #ffffff  [frame]"
    `);
  });
});
