import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SafelightError } from '../../../src/contract/errors.ts';
import { type Encoded, executeStep, type OpenedSource, type Outcome } from '../../../src/pixels/execute/steps.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';
import { validateWorkflow } from '../../../src/workflow/graph/validate.ts';
import type { NodeDefinition } from '../../../src/workflow/nodes/definition.ts';
import { nodeTypes, paramsSchema } from '../../../src/workflow/nodes/registry.ts';
import { planNext } from '../../../src/workflow/plan/planner.ts';
import { type Shape, shapesOf } from '../../../src/workflow/plan/shapes.ts';
import { factsOf } from '../../support/a-workflow.ts';
import { cubeText } from '../../support/cubes.ts';
import { fileOf, photo } from '../../support/pictures.ts';

/**
 * Every node type with every param at both its ends, and with each of its options, the others as they are, on pictures that are
 * small or strange: a picture of the size that the plan promises, or a refusal in a sentence. The params as they are meet
 * every picture, the other cases one of them in turn; with `SAFELIGHT_DEEP=1` all do.
 */
const DEEP = process.env['SAFELIGHT_DEEP'] !== undefined;

type Params = Record<string, unknown>;
interface Param {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  anyOf?: Param[];
}

const folder = mkdtempSync(join(tmpdir(), 'safelight-extremes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const logo = join(folder, 'logo.png');
const lut = join(folder, 'look.cube');
writeFileSync(logo, await fileOf(photo({ width: 12, height: 9, alpha: 'cut-out' })));
writeFileSync(
  lut,
  cubeText(2, ([r, g, b]) => [g, r, b]),
);

/** Params that have no default, or without which the others have nothing to do. */
const ALONE: Readonly<Record<string, Params[]>> = {
  assert: [{ onFailure: 'warn' }, { onFailure: 'fail' }],
  blackWhite: [{ tintStrength: 30 }, { mix: 'channels' }],
  border: [{ width: 3, unit: 'px', lineWidth: 2, caption: 'Harbour' }],
  collage: [{ cellWidth: 60, cellHeight: 60, gap: 4, labels: 'Before | After' }],
  contactSheet: [{}],
  dehaze: [{ amount: 60 }],
  export: [{}, { format: 'png' }],
  filter: [{ condition: 'input.width > 10' }],
  fillFrame: [{ aspect: '1:1' }, { width: 40, height: 30 }, { aspect: '1:1', enlarge: true, subject: '#102030' }],
  lut: [{ file: lut }],
  metadata: [{ caption: 'Harbour' }],
  pad: [{ aspect: '1:1' }, { width: 60, height: 60 }, { margin: 8 }, { margin: '10%', color: '#80ff0080' }],
  crop: [{ aspect: '1:1' }, { width: 20, height: 20 }, { width: 20, height: 20, left: 3, top: 3 }],
  perspective: [
    { vertical: 30, horizontal: -20 },
    { vertical: 60, autocrop: false, background: '#80ff0080' },
  ],
  removeBackground: [{ method: 'key', feather: 5, shift: 3 }],
  replaceBackground: [{}, { fill: 'color' }, { fill: 'image', image: logo }, { fill: 'blur' }],
  resize: [{ longEdge: 30 }, { shortEdge: 20 }, { width: 30, height: 30 }, { megapixels: 0.001 }, { percent: 70 }],
  rotate: [{ angle: 7 }, { angle: 30, autocrop: false, background: '#80ff0080' }],
  smartCrop: [{ aspect: '1:1' }, { width: 20, height: 20 }, { width: 90, height: 90, enlarge: true }],
  shadow: [{}, { kind: 'drop' }, { kind: 'reflection' }],
  splitTone: [{ shadowsSaturation: 60, midtonesSaturation: 50, highlightsSaturation: 60 }],
  watermark: [{ text: 'Harbour' }, { image: logo }, { text: 'Harbour', tile: true }],
};

/** Options that need a network, whose runs would take most of the time; they have tests of their own. */
const SLOW: Readonly<Record<string, readonly unknown[]>> = {
  removeBackground: ['auto', 'model'],
  export: ['jxl', 'avif'],
};

const COLOURS = ['#000000', '#80ff0080', '#fff'];

/** The ends of a range, or each option. */
function extremes(type: string, param: Param): unknown[] {
  if (param.anyOf !== undefined) return param.anyOf.flatMap((one) => extremes(type, one));
  if (param.enum !== undefined) return param.enum.filter((option) => !SLOW[type]?.includes(option));
  if (param.type === 'boolean') return [false, true];
  return [param.minimum, param.maximum].filter((end) => end !== undefined);
}

/** Those that the node takes; two ways to say one thing are refused before anything is rendered. */
function cases(definition: NodeDefinition): Params[] {
  const properties = Object.entries((paramsSchema(definition)['properties'] ?? {}) as Record<string, Param>);
  const all = (ALONE[definition.type] ?? [{}]).flatMap((base) => [
    base,
    ...properties.flatMap(([name, param]) => [
      ...extremes(definition.type, param).map((value) => ({ ...base, [name]: value })),
      ...(/color/i.test(name) || name === 'background' ? COLOURS.map((colour) => ({ ...base, [name]: colour })) : []),
    ]),
  ]);
  return all.filter((params) => definition.params.safeParse(params).success);
}

const grey = (raster: Raster): Raster => ({
  ...raster,
  data: raster.data.map((_, i) => raster.data[i - (i % raster.channels)]!),
});
const PICTURES: readonly [name: string, Raster][] = [
  ['8 bits', photo({ width: 48, height: 32 })],
  ['16 bits', photo({ width: 48, height: 32, depth: 16 })],
  ['grey', grey(photo({ width: 48, height: 32 }))],
  ['translucent', photo({ width: 48, height: 32, alpha: 'translucent' })],
  ['a cut-out', photo({ width: 48, height: 32, alpha: 'cut-out' })],
  ['one pixel', photo({ width: 1, height: 1 })],
  ['a line', photo({ width: 1, height: 200, alpha: 'cut-out' })],
];

/** More is left to admission, which knows the machine. */
const MOST_PIXELS = 100_000;

function workflowOf({ type, inputs }: NodeDefinition, params: Params): object[] {
  const sources: Record<string, object[]> = {
    mask: [{ id: 'cut', type: 'removeBackground', params: { method: 'key' }, inputs: { image: 'in' } }],
    file: [{ id: 'file', type: 'export', inputs: { image: 'in' } }],
  };
  const nodeOf: Record<string, string> = { image: 'in', mask: 'cut.mask', file: 'file' };
  const ports = Object.entries(inputs).filter(
    ([name, port]) => port.required || port.type === 'image' || name === 'mask',
  );
  return [
    ...(type === 'imageInput' ? [] : [{ id: 'in', type: 'imageInput' }]),
    ...[...new Set(ports.map(([, port]) => port.type))].flatMap((port) => sources[port] ?? []),
    { id: 'node', type, params, inputs: Object.fromEntries(ports.map(([name, port]) => [name, nodeOf[port.type]])) },
    { id: 'out', type: 'export', inputs: { image: type === 'imageInput' ? 'node' : 'in' } },
  ];
}

interface Made {
  outcome: Outcome;
  shape: Shape | undefined;
}

/** The pictures, by file and step. */
const decoded = new Map<string, Outcome>();

/** What the node makes of the picture; null where that is too large to be made here, or the node makes nothing by itself. */
async function madeOf(
  definition: NodeDefinition,
  params: Params,
  picture: Raster,
  bytes: Buffer,
): Promise<Made | null> {
  const graph = validateWorkflow(readWorkflow({ name: 'Test', nodes: workflowOf(definition, params) }));
  const input = definition.type === 'imageInput' ? 'node' : 'in';
  const facts = { [input]: factsOf(picture) };
  // At an export the node’s own picture would be the one before it is a file.
  const target =
    definition.type === 'export' ? { kind: 'deliver' as const } : { kind: 'node' as const, nodeId: 'node' };
  const { plan } = planNext(graph, { target, facts, inputHashes: {}, results: {} });
  const shapes = shapesOf(plan.steps, facts);
  if ([...shapes.values()].some(({ width, height }) => width * height > MOST_PIXELS)) return null;
  const source: OpenedSource = { name: 'photo.png', bytes, facts: facts[input]! };
  const made = new Map<string, Outcome>();
  for (const { id, step, inputs } of plan.steps) {
    const raster = (index = 0): Raster => {
      const outcome = made.get(inputs[index] ?? '');
      return outcome?.kind === 'raster' ? outcome.raster : picture;
    };
    const again = `${FILES.indexOf(bytes)} ${JSON.stringify(step)}`;
    const outcome =
      decoded.get(again) ??
      (await executeStep(step, {
        raster,
        count: inputs.length,
        file: () => made.get(inputs[0] ?? '') as Outcome & Encoded,
        owned: false,
        open: () => source,
        origin: () => source,
        tokens: { name: 'photo.png', seq: 1, relativeFolder: '', workflow: 'test', runDate: '2026-11-22T00:00:00Z' },
        tolerant: false,
        maxPixels: 1e8,
      }));
    if (step.kind === 'decode') decoded.set(again, outcome);
    made.set(id, outcome);
  }
  const last = plan.results['node'];
  return last === undefined ? null : { outcome: made.get(last)!, shape: shapes.get(last) };
}

/** Colours change, what is to be seen through does not. */
const KEEPS_ALPHA: ReadonlySet<string> = new Set(['colour', 'detail']);

function expectGood({ outcome, shape }: Made, definition: NodeDefinition, picture: Raster): void {
  if (outcome.kind === 'file') expect(outcome.bytes.length).toBeGreaterThan(0);
  if (outcome.kind !== 'raster') return;
  const { width, height, channels, data, depth } = outcome.raster;
  expect(data.length).toBe(width * height * channels);
  expect(data).toBeInstanceOf(depth === 8 ? Uint8Array : Uint16Array);
  if (shape !== undefined && shape.unsure !== true) expect({ width, height }).toEqual(pick(shape));
  if (!KEEPS_ALPHA.has(definition.category)) return;
  expect({ width, height, channels }).toEqual({ ...pick(picture), channels: picture.channels });
  if (channels === 4) expect(alphaOf(outcome.raster)).toEqual(alphaOf(picture));
}

const pick = ({ width, height }: { width: number; height: number }) => ({ width, height });
const alphaOf = ({ data }: Raster): number[] => Array.from(data).filter((_, i) => i % 4 === 3);

const FILES = await Promise.all(PICTURES.map(async ([, raster]) => await fileOf(raster)));

describe('at the ends of every range, on small and strange pictures', () => {
  it.each([...nodeTypes.values()])('$type gives a whole picture, or says why not', async (definition) => {
    let pictures = 0;
    for (const [at, params] of cases(definition).entries()) {
      for (const [n, [name, picture]] of PICTURES.entries()) {
        if (!DEEP && at > 0 && n !== at % PICTURES.length) continue;
        try {
          const made = await madeOf(definition, params, picture, FILES[n]!);
          if (made === null) continue;
          expectGood(made, definition, picture);
          pictures += 1;
        } catch (error) {
          const sentence = error instanceof SafelightError && /[.)]$/.test(error.message);
          if (!sentence) throw new Error(`${JSON.stringify(params)} on ${name}: ${String(error)}`, { cause: error });
        }
      }
    }
    expect(pictures).toBeGreaterThan(0);
  });
});
