import * as fc from 'fast-check';
import { HUE_BANDS } from '../../src/workflow/plan/grading-ops.ts';
import type { ProfileName } from '../../src/workflow/plan/steps.ts';
import { aWorkflow, type WorkflowBuilder } from '../support/a-workflow.ts';
import { TEST_LUT } from '../support/cubes.ts';

/** A node as it is drawn: where it hangs is a number that is reduced to the nodes there are. */
interface DrawnNode {
  type: string;
  params: Record<string, unknown>;
  after: number;
}

const node = (type: string, params: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<DrawnNode> =>
  fc.record({ type: fc.constant(type), params, after: fc.nat(7) });

const whole = (min: number, max: number) => fc.integer({ min, max });
const tenths = (min: number, max: number) => whole(min * 10, max * 10).map((n) => n / 10);
const colour = fc.constantFrom('#ffffff', '#102030', '#c86432', '#80ff0080');
const kernel = fc.constantFrom('lanczos3', 'lanczos2', 'mitchell', 'cubic', 'linear', 'mks2013', 'mks2021');
const gravity = fc.constantFrom('center', 'north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west');

const geometry = fc.oneof(
  node(
    'resize',
    fc.oneof(
      fc.record({ longEdge: whole(24, 160), kernel, enlarge: fc.boolean() }),
      fc.record({ shortEdge: whole(20, 100), kernel }),
      fc.record({ percent: whole(30, 130), kernel, enlarge: fc.boolean() }),
      fc.record({ megapixels: whole(1, 12).map((n) => n / 1000), kernel }),
      fc.record({
        width: whole(20, 130),
        height: whole(20, 130),
        fit: fc.constantFrom('inside', 'outside', 'cover', 'fill'),
        enlarge: fc.boolean(),
      }),
    ),
  ),
  node(
    'crop',
    fc.oneof(
      fc.record({ aspect: fc.constantFrom('1:1', '4:5', '16:9'), gravity }),
      fc.record({ width: whole(16, 120), height: whole(16, 120), gravity }),
      fc.record({ width: whole(16, 60), height: whole(16, 60), left: whole(0, 60), top: whole(0, 60) }),
    ),
  ),
  node('rotate', fc.record({ angle: fc.constantFrom(90, 180, 270, -90) })),
  node('rotate', fc.record({ angle: tenths(-20, 20), autocrop: fc.boolean(), background: colour })),
  node('flip', fc.record({ axis: fc.constantFrom('horizontal', 'vertical') })),
  node(
    'pad',
    fc.oneof(
      fc.record({ aspect: fc.constantFrom('1:1', '16:9'), color: colour }),
      fc.record({ margin: whole(1, 12), color: colour }),
    ),
  ),
  node('autoOrient', fc.constant({})),
);

const bands = (suffix: string, most: number) =>
  fc.record(Object.fromEntries(HUE_BANDS.map((band) => [`${band}${suffix}`, whole(-most, most)])));
const points = fc
  .tuple(whole(0, 20), whole(70, 120), whole(130, 190), whole(235, 255))
  .map(([black, low, high, white]) => [
    [0, black],
    [85, low],
    [170, high],
    [255, white],
  ]);

const grading = fc.oneof(
  node(
    'levels',
    fc.record({
      channel: fc.constantFrom('rgb', 'rgb', 'red', 'green', 'blue'),
      black: whole(0, 20),
      white: whole(230, 255),
      gamma: tenths(0.8, 1.3),
      outputBlack: whole(0, 12),
      outputWhite: whole(240, 255),
    }),
  ),
  node('curves', fc.record({ master: points, red: points }, { requiredKeys: [] })),
  node(
    'hsl',
    fc
      .tuple(bands('Hue', 50), bands('Saturation', 40), bands('Luminance', 50))
      .map((parts) => Object.assign({}, ...parts)),
  ),
  node(
    'blackWhite',
    fc
      .tuple(bands('', 60), fc.record({ mix: fc.constantFrom('bands', 'channels'), tintStrength: whole(0, 40) }))
      .map((parts) => Object.assign({}, ...parts)),
  ),
  node(
    'splitTone',
    fc.record({ shadowsSaturation: whole(0, 50), highlightsSaturation: whole(0, 50), balance: whole(-60, 60) }),
  ),
  node('lut', fc.record({ file: fc.constant(TEST_LUT), strength: whole(20, 100) })),
);

/** Without the white patch, which in pictures this small hangs on single pixels and so on how they were rounded. */
const correction = fc.oneof(
  node(
    'highlightsShadows',
    fc.record({ highlights: whole(-60, 20), shadows: whole(-30, 50), whites: whole(-30, 30), blacks: whole(-30, 30) }),
  ),
  node('vignette', fc.record({ amount: whole(-60, 30), roundness: whole(-100, 100), feather: whole(20, 100) })),
  node('autoLevels', fc.record({ by: fc.constantFrom('luma', 'channels'), strength: whole(0, 70) })),
  node(
    'autoWhiteBalance',
    fc.record({ method: fc.constantFrom('shades-of-grey', 'grey-world'), strength: whole(0, 80) }),
  ),
);

/**
 * Strengths that people use: an 8-bit picture that is darkened by five stops, sharpened and brightened by five again has
 * lost its tones in between, planned or not.
 */
const development = (profiles: readonly ProfileName[]) =>
  fc.oneof(
    node('exposure', fc.record({ ev: tenths(-1, 1) })),
    node('whiteBalance', fc.record({ kelvin: whole(45, 90).map((n) => n * 100), tint: whole(-30, 30) })),
    node('contrast', fc.record({ contrast: whole(-40, 40), brightness: whole(-40, 40) })),
    node('saturation', fc.record({ saturation: whole(-60, 30), vibrance: whole(-60, 40) })),
    node('convertProfile', fc.record({ profile: fc.constantFrom(...profiles) })),
    grading,
  );

const detail = fc.oneof(
  correction,
  node('sharpen', fc.record({ radius: tenths(0.4, 2), amount: whole(20, 80), threshold: whole(0, 2) })),
  node('clarity', fc.record({ clarity: whole(-60, 50), texture: whole(-60, 40) })),
  node('dehaze', fc.record({ amount: whole(-40, 40) })),
  node('denoise', fc.record({ luma: whole(0, 40), chroma: whole(0, 50) })),
  node('grain', fc.record({ amount: whole(5, 40), size: whole(0, 100), roughness: whole(0, 100) })),
);

/** What random workflows are made of, beside geometry and development. */
export interface RandomNodes {
  sharpen?: boolean;
  /** Conversions in between. 8 bits are too few for the widest ones. */
  profiles?: readonly ProfileName[];
}

/**
 * Random workflows of two to eight nodes, in chains and branches, each loose end delivered. Every node reads the one
 * before it, or, one time in three, any earlier one.
 */
export function randomWorkflow({
  sharpen = true,
  profiles = ['srgb', 'display-p3'],
}: RandomNodes = {}): fc.Arbitrary<WorkflowBuilder> {
  const develop = development(profiles);
  const drawn = sharpen ? fc.oneof(geometry, develop, develop, detail) : fc.oneof(geometry, develop);
  return fc
    .record({
      orientation: fc.constantFrom('apply', 'keep'),
      nodes: fc.array(fc.record({ drawn, branch: fc.nat(2) }), {
        minLength: 2,
        maxLength: 8,
      }),
      profile: fc.constantFrom('source', 'srgb'),
    })
    .map(({ orientation, nodes, profile }) => {
      let workflow = aWorkflow({ orientation });
      const ids = ['in'];
      const read = new Set<string>();
      nodes.forEach(({ drawn, branch }, i) => {
        const id = `n${i}`;
        const after = branch === 0 ? ids[drawn.after % ids.length]! : ids.at(-1)!;
        workflow = workflow.with(drawn.type, drawn.params, { id, after });
        read.add(after);
        ids.push(id);
      });
      for (const id of ids.slice(1)) if (!read.has(id)) workflow = workflow.from(id).with('export', { profile });
      return workflow;
    });
}
