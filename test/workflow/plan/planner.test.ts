import { describe, expect, it } from 'vitest';
import { planSummary } from '../../../src/workflow/plan/describe.ts';
import { aWorkflow } from '../../support/a-workflow.ts';
import { kindsOf, linesOf, planned, planOf } from './plan-of.ts';

describe('decoding', () => {
  it('happens once, however many branches there are', () => {
    const workflow = aWorkflow()
      .with('resize', { longEdge: 2048 })
      .with('export')
      .from('in')
      .with('resize', { longEdge: 400 })
      .with('export')
      .from('in')
      .with('export');
    expect(planSummary(planOf(workflow)).decodes).toBe(1);
  });

  it('takes the resize behind it along when nobody else needs the full picture, which is then never held', () => {
    expect(linesOf(aWorkflow().with('resize', { longEdge: 1500 }).with('export'))).toMatchInlineSnapshot(`
      "s0  decode in + resize long edge 1500 px  [in, resize-1]
      s1 ← s0  encode jpeg 85, profile srgb, metadata no-gps  [export-1]"
    `);
  });

  it('takes mirroring and turning along, but no crop before the resize, which needs full pixels', () => {
    const turned = aWorkflow().with('flip').with('rotate', { angle: 90 }).with('resize', { longEdge: 1500 });
    expect(kindsOf(planOf(turned.with('export')))).toEqual(['load', 'encode']);
    const cropped = aWorkflow().with('crop', { aspect: '1:1' }).with('resize', { longEdge: 500 });
    expect(kindsOf(planOf(cropped.with('export')))).toEqual(['decode', 'geometry', 'encode']);
  });

  it('stands alone where the decoder itself would shrink: that makes another picture', () => {
    const workflow = aWorkflow().with('resize', { longEdge: 900 }).with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'resize', 'encode']);
  });

  it('stands alone for formats that do not stream', () => {
    const workflow = aWorkflow().with('resize', { longEdge: 1500 }).with('export');
    expect(kindsOf(planOf(workflow, { facts: { format: 'png' } }))).toEqual(['decode', 'resize', 'encode']);
  });

  it('keeps the full picture when a second branch reads it', () => {
    const workflow = aWorkflow()
      .with('resize', { longEdge: 1000 })
      .with('export')
      .from('in')
      .with('sharpen')
      .with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'resize', 'encode', 'sharpen', 'encode']);
  });
});

describe('branches', () => {
  it('share what they have in common, also when it is written down twice', () => {
    const workflow = aWorkflow()
      .with('resize', { longEdge: 1500 })
      .with('sharpen')
      .with('export', { quality: 90 })
      .from('in')
      .with('resize', { longEdge: 1500 })
      .with('sharpen')
      .with('flip')
      .with('export', { quality: 60 });
    expect(linesOf(workflow)).toMatchInlineSnapshot(`
      "s0  decode in + resize long edge 1500 px  [in, resize-1, resize-2]
      s1 ← s0  sharpen radius 1, amount 80 %, threshold 2  [sharpen-1, sharpen-2]
      s2 ← s1  encode jpeg 90, profile srgb, metadata no-gps  [export-1]
      s3 ← s1  flip horizontal  [flip-1]
      s4 ← s3  encode jpeg 60, profile srgb, metadata no-gps  [export-2]"
    `);
  });

  it('make a file each, even when two exports are the same', () => {
    const workflow = aWorkflow().with('sharpen', {}, { id: 's' }).with('export').from('s').with('export');
    const plan = planOf(workflow);
    expect(kindsOf(plan)).toEqual(['decode', 'sharpen', 'encode', 'encode']);
    expect(plan.results).toEqual({ 'export-1': 's2', 'export-2': 's3' });
  });

  it('are done one after the other, so that few pictures live at once', () => {
    const workflow = aWorkflow()
      .with('sharpen', { radius: 1 })
      .with('export')
      .from('in')
      .with('sharpen', { radius: 2 })
      .with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'sharpen', 'encode', 'sharpen', 'encode']);
  });
});

describe('colour', () => {
  it('is one pass for five nodes', () => {
    const workflow = aWorkflow()
      .with('resize', { longEdge: 2048 })
      .with('exposure', { ev: 0.5 })
      .with('whiteBalance', { kelvin: 5200 })
      .with('contrast', { contrast: 20 })
      .with('saturation', { vibrance: 30 })
      .with('convertProfile', { profile: 'display-p3' })
      .with('export', { profile: 'source' });
    const plan = planOf(workflow);
    expect(planSummary(plan).colourPasses).toBe(1);
    expect(plan.steps[1]!.nodes).toEqual([
      'exposure-1',
      'whiteBalance-1',
      'contrast-1',
      'saturation-1',
      'convertProfile-1',
    ]);
  });

  it('takes the conversion at the export along', () => {
    const workflow = aWorkflow().with('exposure', { ev: 1 }).with('export', { profile: 'adobe-rgb' });
    expect(linesOf(workflow)).toMatchInlineSnapshot(`
      "s0  decode in  [in]
      s1 ← s0  colour: exposure +1 EV, to adobe-rgb  [exposure-1, export-1]
      s2 ← s1  encode jpeg 85, profile adobe-rgb, metadata no-gps  [export-1]"
    `);
  });

  it('is computed again in each branch, because values between point operations are not clipped', () => {
    const workflow = aWorkflow()
      .with('exposure', { ev: 2 }, { id: 'up' })
      .with('exposure', { ev: -2 })
      .with('export')
      .from('up')
      .with('contrast', { contrast: -50 })
      .with('export');
    expect(linesOf(workflow)).toMatchInlineSnapshot(`
      "s0  decode in  [in]
      s1 ← s0  colour: exposure +2 EV, exposure -2 EV  [up, exposure-2]
      s2 ← s1  encode jpeg 85, profile srgb, metadata no-gps  [export-1]
      s3 ← s0  colour: exposure +2 EV, contrast -50 brightness 0  [up, contrast-1]
      s4 ← s3  encode jpeg 85, profile srgb, metadata no-gps  [export-2]"
    `);
  });

  it('is computed once more by itself when something else looks at its picture', () => {
    const workflow = aWorkflow()
      .with('exposure', { ev: 2 }, { id: 'up' })
      .with('exposure', { ev: -2 })
      .with('export')
      .from('up')
      .with('sharpen')
      .with('export');
    expect(linesOf(workflow)).toMatchInlineSnapshot(`
      "s0  decode in  [in]
      s1 ← s0  colour: exposure +2 EV, exposure -2 EV  [up, exposure-2]
      s2 ← s1  encode jpeg 85, profile srgb, metadata no-gps  [export-1]
      s3 ← s0  colour: exposure +2 EV  [up]
      s4 ← s3  sharpen radius 1, amount 80 %, threshold 2  [sharpen-1]
      s5 ← s4  encode jpeg 85, profile srgb, metadata no-gps  [export-2]"
    `);
  });

  it('is not merged across a resize that turned out to do nothing: it clips, whatever the picture’s size', () => {
    const workflow = aWorkflow()
      .with('exposure', { ev: 2 })
      .with('resize', { longEdge: 9000 })
      .with('exposure', { ev: -2 })
      .with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'colour', 'colour', 'encode']);
  });

  it('is not merged across a step that is no point operation', () => {
    const workflow = aWorkflow()
      .with('exposure', { ev: 1 })
      .with('sharpen')
      .with('exposure', { ev: -1 })
      .with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'colour', 'sharpen', 'colour', 'encode']);
  });
});

describe('geometry', () => {
  it('is one call as long as it climbs in the order in which sharp works', () => {
    const workflow = aWorkflow()
      .with('rotate', { angle: 90 })
      .with('flip')
      .with('crop', { aspect: '1:1' })
      .with('resize', { longEdge: 500 })
      .with('pad', { aspect: '16:9' })
      .with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'geometry', 'encode']);
  });

  it('is cut where a step comes before its turn', () => {
    const workflow = aWorkflow()
      .with('sharpen')
      .with('resize', { longEdge: 1000 })
      .with('crop', { aspect: '1:1' })
      .with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'sharpen', 'resize', 'crop', 'encode']);
  });

  it('is cut where a step comes twice: a second resize would silently replace the first', () => {
    const workflow = aWorkflow()
      .with('sharpen')
      .with('resize', { longEdge: 1000 })
      .with('resize', { percent: 50 })
      .with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'sharpen', 'resize', 'resize', 'encode']);
  });

  it('stays after a sharpening that was put before it', () => {
    const workflow = aWorkflow().with('sharpen').with('resize', { longEdge: 500 }).with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'sharpen', 'resize', 'encode']);
  });

  it.each([
    ['straightening', 'rotate', { angle: 2.5 }],
    ['a crop to what is interesting', 'crop', { aspect: '1:1', gravity: 'attention' }],
  ])('leaves %s alone', (_, type, params) => {
    const workflow = aWorkflow().with('flip').with(type, params).with('resize', { longEdge: 300 }).with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'flip', type, 'resize', 'encode']);
  });

  it('is cut between turning and enlarging, which libvips does not do the same way from the other side', () => {
    const workflow = aWorkflow().with('flip').with('resize', { longEdge: 5000, enlarge: true }).with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'flip', 'resize', 'encode']);
    expect(kindsOf(planOf(workflow, { facts: { width: 6000, height: 4000 } }))).toEqual(['load', 'encode']);
  });

  it('is not fused over a picture that another branch reads', () => {
    const workflow = aWorkflow()
      .with('sharpen')
      .with('crop', { aspect: '1:1' }, { id: 'square' })
      .with('resize', { longEdge: 300 })
      .with('export')
      .from('square')
      .with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'sharpen', 'crop', 'resize', 'encode', 'encode']);
  });
});

describe('what does nothing', () => {
  it('vanishes: neutral params, sizes the picture has, orientation that is applied, a profile the picture is in', () => {
    const workflow = aWorkflow()
      .with('autoOrient')
      .with('exposure', { ev: 0 })
      .with('resize', { longEdge: 9000 })
      .with('crop', { aspect: '3:2' })
      .with('pad', { aspect: '3:2' })
      .with('rotate', { angle: 360 })
      .with('sharpen', { amount: 0 })
      .with('convertProfile', { profile: 'srgb' })
      .with('export', { profile: 'srgb' });
    const plan = planOf(workflow);
    expect(kindsOf(plan)).toEqual(['decode', 'encode']);
    expect(Object.values(plan.skipped)).toEqual(Array(8).fill('no-op'));
  });

  it('includes mirroring twice', () => {
    const twice = aWorkflow().with('flip').with('flip').with('export');
    expect(kindsOf(planOf(twice))).toEqual(['decode', 'encode']);
    const thrice = aWorkflow().with('flip').with('flip').with('flip').with('export');
    expect(kindsOf(planOf(thrice))).toEqual(['decode', 'flip', 'encode']);
  });

  it('does not include orientation that is still pending', () => {
    const workflow = aWorkflow({ orientation: 'keep' }).with('autoOrient').with('autoOrient').with('export');
    expect(kindsOf(planOf(workflow, { facts: { orientation: 6 } }))).toEqual(['decode', 'orient', 'encode']);
    expect(kindsOf(planOf(workflow, { facts: { orientation: 1 } }))).toEqual(['decode', 'encode']);
  });

  it('does not include a conversion to sRGB where only the decoder can tell what the picture is in', () => {
    const workflow = aWorkflow().with('export');
    expect(kindsOf(planOf(workflow, { facts: { profile: 'sRGB IEC61966-2.1' } }))).toEqual([
      'decode',
      'colour',
      'encode',
    ]);
  });

  it('knows sizes before anything is decoded, also of pictures that lie on their side', () => {
    const workflow = aWorkflow({ orientation: 'keep' }).with('resize', { width: 3000, height: 3000 }).with('export');
    const facts = { width: 2000, height: 3000, orientation: 6 };
    expect(kindsOf(planOf(workflow, { facts }))).toEqual(['decode', 'encode']);
  });
});

describe('what nobody needs', () => {
  it('is not in the plan', () => {
    const workflow = aWorkflow().with('sharpen', {}, { id: 'dead' }).with('flip').from('in').with('export');
    expect(kindsOf(planOf(workflow))).toEqual(['decode', 'encode']);
  });

  it('does not include an analysis: its numbers are shown with the item', () => {
    const workflow = aWorkflow().with('analyze').from('in').with('export');
    const plan = planOf(workflow);
    expect(kindsOf(plan)).toEqual(['decode', 'analyze', 'encode']);
    expect(Object.keys(plan.results)).toEqual(['analyze-1', 'export-1']);
  });

  it('includes everything but one node when that is what is looked at', () => {
    const workflow = aWorkflow()
      .with('resize', { longEdge: 1500 })
      .with('exposure', { ev: 1 })
      .with('contrast', { contrast: 10 })
      .with('sharpen')
      .with('export', { profile: 'display-p3' });
    const at = (nodeId: string) => linesOf(workflow, { target: { kind: 'node', nodeId } });
    expect(at('resize-1')).toMatchInlineSnapshot(`"s0  decode in + resize long edge 1500 px  [in, resize-1]"`);
    expect(at('exposure-1')).toMatchInlineSnapshot(`
      "s0  decode in + resize long edge 1500 px  [in, resize-1]
      s1 ← s0  colour: exposure +1 EV  [exposure-1]"
    `);
    expect(at('export-1')).toMatchInlineSnapshot(`
      "s0  decode in + resize long edge 1500 px  [in, resize-1]
      s1 ← s0  colour: exposure +1 EV, contrast +10 brightness 0  [exposure-1, contrast-1]
      s2 ← s1  sharpen radius 1, amount 80 %, threshold 2  [sharpen-1]
      s3 ← s2  colour: to display-p3  [export-1]"
    `);
  });
});

describe('the order of nodes in the document', () => {
  it('changes nothing', () => {
    const workflow = aWorkflow()
      .with('exposure', { ev: 1 }, { id: 'b' })
      .with('sharpen', {}, { id: 'a' })
      .with('export', {}, { id: 'z' })
      .from('b')
      .with('contrast', { contrast: 5 }, { id: 'm' })
      .with('export', {}, { id: 'y' })
      .from('in')
      .with('analyze', {}, { id: 'c' });
    const plan = planned(workflow);
    expect(planned(workflow.reordered((ids) => ids.toReversed()))).toEqual(plan);
    expect(planned(workflow.reordered((ids) => ids.toSorted()))).toEqual(plan);
  });
});
