import { applyColour } from '../../src/pixels/kernels/colour.ts';
import { applyGeometry } from '../../src/pixels/kernels/geometry.ts';
import { sharpen } from '../../src/pixels/kernels/sharpen.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import type { Plan } from '../../src/workflow/plan/plan.ts';
import type { PlannedStep } from '../../src/workflow/plan/steps.ts';

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

async function afterStep(
  step: PlannedStep,
  before: Raster | undefined,
  sources: Readonly<Record<string, Raster>>,
): Promise<Raster> {
  if (step.kind === 'decode') return applyGeometry(sources[step.inputNode]!, step.orient ? [{ kind: 'orient' }] : []);
  if (step.kind === 'load') return applyGeometry(await afterStep(step.decode, undefined, sources), step.steps);
  if (before === undefined) throw new Error(`${step.kind} has no picture to work on`);
  switch (step.kind) {
    case 'geometry':
      return applyGeometry(before, step.steps);
    case 'colour':
      return applyColour(before, step.ops);
    case 'sharpen':
      return sharpen(before, step);
    case 'encode':
    case 'analyze':
      return before;
    case 'overlay':
      throw new Error('Overlays are not run here');
    default:
      return applyGeometry(before, [step]);
  }
}
