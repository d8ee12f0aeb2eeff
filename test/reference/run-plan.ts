import { executeStep } from '../../src/pixels/execute/steps.ts';
import { applyColour } from '../../src/pixels/kernels/colour.ts';
import { applyDetail } from '../../src/pixels/kernels/detail.ts';
import { applyGeometry } from '../../src/pixels/kernels/geometry.ts';
import { sharpen } from '../../src/pixels/kernels/sharpen.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import { isDetailStep } from '../../src/workflow/plan/detail-steps.ts';
import type { FramingStep } from '../../src/workflow/plan/framing-steps.ts';
import type { Plan } from '../../src/workflow/plan/plan.ts';
import { isRetouchStep } from '../../src/workflow/plan/retouch-steps.ts';
import type { PlannedStep } from '../../src/workflow/plan/steps.ts';
import { TEST_LUTS } from '../support/cubes.ts';

/**
 * Runs a plan on pictures in memory, with the program's kernels and without its files: an encode gives the picture that goes
 * into the file. `sources`: input node → the stored picture. Gives the picture for each of `plan.results`.
 */
export async function runPlan(plan: Plan, sources: Readonly<Record<string, Raster>>): Promise<Map<string, Raster>> {
  const made = new Map<string, Raster>();
  for (const { id, step, inputs } of plan.steps) {
    made.set(id, await afterStep(step, made.get(inputs[0] ?? ''), sources));
  }
  return new Map(Object.entries(plan.results).map(([node, id]) => [node, made.get(id)!]));
}

/** How often pixels are rounded to whole levels on the way to a result: whatever only moves them does not. */
export function roundingsBefore({ steps, results }: Plan, node: string): number {
  const way = new Map(steps.map((step) => [step.id, step]));
  let count = 0;
  for (let at = way.get(results[node] ?? ''); at !== undefined; at = way.get(at.inputs[0] ?? '')) {
    if (roundsPixels(at.step)) count += 1;
  }
  return count;
}

function roundsPixels(step: PlannedStep): boolean {
  switch (step.kind) {
    case 'decode':
    case 'encode':
    case 'metadata':
    case 'analyze':
    case 'check':
    case 'orient':
    case 'crop':
    case 'flip':
    case 'pad':
      return false;
    case 'rotate':
      return step.angle % 90 !== 0;
    case 'geometry':
    case 'load':
      return step.steps.some(roundsPixels);
    default:
      return true;
  }
}

/** Framing steps read no file. */
async function framed(before: Raster, step: FramingStep): Promise<Raster> {
  const none = (): never => {
    throw new Error(`${step.kind} reads no file`);
  };
  const tokens = { name: 'photo.jpg', seq: 1, relativeFolder: '', workflow: 'test', runDate: '2026-11-21T00:00:00Z' };
  const input = {
    raster: () => before,
    owned: false,
    open: none,
    origin: none,
    tokens,
    tolerant: false,
    maxPixels: 1e9,
  };
  const outcome = await executeStep(step, input);
  if (outcome.kind !== 'raster') throw new Error(`${step.kind} makes no picture`);
  return outcome.raster;
}

async function afterStep(
  step: PlannedStep,
  before: Raster | undefined,
  sources: Readonly<Record<string, Raster>>,
): Promise<Raster> {
  if (step.kind === 'decode') return applyGeometry(sources[step.inputNode]!, step.orient ? [{ kind: 'orient' }] : []);
  if (step.kind === 'load') return applyGeometry(await afterStep(step.decode, undefined, sources), step.steps);
  if (before === undefined) throw new Error(`${step.kind} has no picture to work on`);
  if (isDetailStep(step)) return applyDetail(before, step).raster;
  if (isRetouchStep(step)) throw new Error('Retouching steps have laws of their own');
  switch (step.kind) {
    case 'geometry':
      return applyGeometry(before, step.steps);
    case 'colour':
      return applyColour(before, step.ops, { luts: TEST_LUTS });
    case 'sharpen':
      return sharpen(before, step);
    case 'trim':
    case 'fillFrame':
    case 'perspective':
    case 'border':
    case 'collage':
      return framed(before, step);
    case 'metadata':
    case 'check':
    case 'encode':
    case 'analyze':
      return before;
    case 'overlay':
      throw new Error('Overlays are not run here');
    default:
      return applyGeometry(before, [step]);
  }
}
