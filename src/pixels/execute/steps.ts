import type { ItemTokens } from '../../contract/pixel-tasks.ts';
import type { ImageFacts } from '../../contract/run.ts';
import type { GeometryStep, PlannedStep } from '../../workflow/plan/steps.ts';
import { checkFile } from '../checks/check-file.ts';
import { decode } from '../decoders/decode.ts';
import { encode } from '../encoders/encode.ts';
import { analyze } from '../kernels/analyze.ts';
import { applyColour } from '../kernels/colour.ts';
import { applyGeometry, geometryPipeline } from '../kernels/geometry.ts';
import { applyOverlay } from '../kernels/overlay.ts';
import { sharpen } from '../kernels/sharpen.ts';
import { readLuts } from '../luts/read-luts.ts';
import { expandEdit } from '../metadata/edit.ts';
import type { Raster } from '../raster.ts';
import { DETAIL } from './detail.ts';
import { FRAMING } from './framing.ts';
import { missingLetters } from './missing-letters.ts';
import { overlayText } from './overlay-text.ts';
import { RETOUCH } from './retouch.ts';

/** One input of the item, in memory. */
export interface OpenedSource {
  name: string;
  bytes: Buffer;
  facts: ImageFacts;
}

/** What a step made. */
export type Outcome = {
  notes: string[];
} /** `fields`: results beside the size, for steps that find something out on the way. */ & (
  | { kind: 'raster'; raster: Raster; fields?: Record<string, unknown> }
  | { kind: 'json'; value: Record<string, unknown> }
  | { kind: 'file'; bytes: Uint8Array; extension: string; format: string; width: number; height: number }
);

/** What a step may use beside its own params. */
export interface StepInput {
  /** The picture it works on, or another one that it reads. Throws when the plan names none. */
  raster(index?: number): Raster;
  /** How many pictures it reads; one when not said. */
  count?: number;
  /** The encoded file that it reads, for steps that look at one. */
  file?(): Encoded;
  /** Nobody reads that picture after this step, so its buffer may be changed in place. */
  owned: boolean;
  /** The opened file of an input node. */
  open(inputNode: string): OpenedSource;
  /** The file that the picture came from. */
  origin(): OpenedSource;
  tokens: ItemTokens;
  tolerant: boolean;
  maxPixels: number;
}

/** An encoded file that a later step looks at. */
export interface Encoded {
  bytes: Uint8Array;
  format: string;
  /** Where it is to go below the output folder, instead of where its name says. */
  routedTo?: string;
}

export type Executor<Kind extends PlannedStep['kind']> = (
  step: PlannedStep & { kind: Kind },
  input: StepInput,
) => Promise<Outcome>;

const geometry: Executor<GeometryStep['kind']> = (step, input) => moved(input.raster(), [step]);

async function moved(raster: Raster, steps: readonly GeometryStep[], notes: readonly string[] = []): Promise<Outcome> {
  let faceless = false;
  const result = await applyGeometry(raster, steps, () => {
    faceless = true;
  });
  return picture(result, faceless ? [...notes, NO_FACE] : [...notes]);
}

const NO_FACE = 'No face was found, so the part that draws the eye was kept. Look at it, or crop this picture by hand.';

const EXECUTORS: { [Kind in PlannedStep['kind']]: Executor<Kind> } = {
  async decode(step, input) {
    const source = input.open(step.inputNode);
    const { raster, notes } = await decode(source.bytes, source.facts, {
      name: source.name,
      orient: step.orient,
      tolerant: input.tolerant,
      maxPixels: input.maxPixels,
      raw: step.raw,
    });
    return picture(raster, notes);
  },

  async load({ decode: { inputNode, orient }, steps }, input) {
    const source = input.open(inputNode);
    let rest: readonly GeometryStep[] = steps;
    let oriented = false;
    const { raster, notes } = await decode(source.bytes, source.facts, {
      name: source.name,
      orient,
      tolerant: input.tolerant,
      maxPixels: input.maxPixels,
      geometry(pipeline, size) {
        const fused = geometryPipeline(pipeline, steps, size, { pending: orient ? 1 : source.facts.orientation });
        ({ rest, oriented } = fused);
        return fused.pipeline;
      },
    });
    const loaded = oriented ? { ...raster, orientation: 1 } : raster;
    return moved(loaded, rest, notes);
  },

  geometry: (step, input) => moved(input.raster(), step.steps),
  orient: geometry,
  resize: geometry,
  crop: geometry,
  rotate: geometry,
  flip: geometry,
  pad: geometry,

  async colour(step, input) {
    const luts = await readLuts(step.ops);
    return picture(applyColour(input.raster(), step.ops, { owned: input.owned, luts }));
  },
  sharpen: async (step, input) => picture(sharpen(input.raster(), step, { owned: input.owned })),

  async overlay(step, input) {
    const raster = input.raster();
    const { source } = step;
    if (source.by === 'file') return picture(await applyOverlay(raster, step, { owned: input.owned }));
    const text = overlayText(source.text, input.tokens, input.origin().facts, raster);
    const final = { ...step, source: { ...source, text } };
    return picture(await applyOverlay(raster, final, { owned: input.owned }), missingLetters(text));
  },

  async analyze(_step, input) {
    return { kind: 'json', value: analyze(input.raster(), input.origin().facts), notes: [] };
  },

  ...DETAIL,
  ...FRAMING,
  ...RETOUCH,

  metadata: async (_step, input) => picture(input.raster()),

  async check(step, input) {
    const { passed, notes, ...value } = await checkFile(fileOf(input), step);
    return { kind: 'json', value: { passed, ...value }, notes };
  },

  async encode(step, input) {
    const raster = input.raster();
    const { bytes, facts } = input.origin();
    const edits = (step.edits ?? []).map((edit) =>
      expandEdit(edit, (text) => overlayText(text, input.tokens, facts, raster)),
    );
    const encoded = await encode(raster, { ...step, edits }, { bytes, format: facts.format });
    const { width, height } = raster;
    return { kind: 'file', ...encoded, format: step.format, width, height };
  },
};

/** Executes one step. */
export function executeStep(step: PlannedStep, input: StepInput): Promise<Outcome> {
  // The table's type says that each kind has the executor for its own steps.
  const execute = EXECUTORS[step.kind] as Executor<PlannedStep['kind']>;
  return execute(step, input);
}

/** Steps that can work in the buffer of a picture they own. */
export const IN_PLACE: ReadonlySet<PlannedStep['kind']> = new Set([
  'colour',
  'sharpen',
  'overlay',
  'highlightsShadows',
  'clarity',
  'dehaze',
  'vignette',
  'grain',
  'autoLevels',
  'autoWhiteBalance',
]);

function fileOf({ file }: StepInput): Encoded {
  if (file === undefined) throw new Error('The plan gives a check no file.');
  return file();
}

function picture(raster: Raster, notes: string[] = []): Outcome {
  return { kind: 'raster', raster, notes };
}
