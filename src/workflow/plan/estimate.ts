import type { ImageFacts } from '../../contract/run.ts';
import type { Graph } from '../graph/graph.ts';
import { encodedBytes } from './encoded-bytes.ts';
import { lower } from './passes/lower.ts';
import type { Plan, PlanStep } from './plan.ts';
import { applyPasses, prepare } from './planner.ts';
import { shapesOf } from './shapes.ts';
import type { ExportFormat } from './steps.ts';
import { rasterBytes, workingBytes } from './working-memory.ts';

/** What one export will probably deliver. */
export interface OutputEstimate {
  nodeId: string;
  width: number;
  height: number;
  format: ExportFormat;
  bytes: number;
}

/**
 * What each export will probably deliver for a picture with these facts, before anything is rendered: for the dry run.
 * Bound params are taken at their defaults, and conditions that depend on results as true. Exports whose size cannot be
 * told are absent.
 */
export function estimateOutputs(graph: Graph, facts: Record<string, ImageFacts>): OutputEstimate[] {
  const known = { target: { kind: 'deliver' }, facts, inputHashes: {}, results: {} } as const;
  const { needs, decisions, targets } = prepare(graph, known, true);
  const draft = applyPasses(lower(graph, needs, decisions, targets, known, true));
  const shapes = shapesOf(draft.steps, facts);
  const byId = new Map(draft.steps.map((step) => [step.id, step]));
  return targets.flatMap((nodeId) => {
    const step = byId.get(draft.results[nodeId] ?? '');
    const shape = shapes.get(step?.id ?? '');
    if (step?.step.kind !== 'encode' || shape === undefined) return [];
    const { width, height } = shape;
    return [{ nodeId, width, height, format: step.step.format, bytes: encodedBytes(step.step, shape) }];
  });
}

/**
 * Peak bytes that a plan needs: rasters alive at the same time (each from its step to its last reader), working memory of
 * decoders, kernels and encoders, and the input files. Meant for admission, so it rather says too much.
 */
export function estimateMemory(plan: Plan, facts: Record<string, ImageFacts>): number {
  const shapes = shapesOf(plan.steps, facts);
  const lastUse = lastUses(plan);
  const files = inputBytes(plan, facts);
  const alive = new Map<string, number>();
  let peak = 0;
  plan.steps.forEach((planStep, at) => {
    const shape = shapes.get(planStep.id);
    const raster = makesRaster(planStep) && shape !== undefined ? rasterBytes(shape) : 0;
    alive.set(planStep.id, raster);
    const rasters = [...alive.values()].reduce((sum, bytes) => sum + bytes, 0);
    peak = Math.max(peak, files + rasters + workingBytes(planStep, shapes, facts));
    for (const id of alive.keys()) if ((lastUse.get(id) ?? at) <= at) alive.delete(id);
  });
  return Math.round(peak);
}

/** Where each step's result is read for the last time; kept ones never. */
function lastUses(plan: Plan): Map<string, number> {
  const uses = new Map<string, number>();
  plan.steps.forEach(({ inputs }, at) => {
    for (const id of inputs) uses.set(id, at);
  });
  for (const id of [...(plan.keep ?? []), ...Object.values(plan.results)]) uses.set(id, Number.POSITIVE_INFINITY);
  return uses;
}

function inputBytes(plan: Plan, facts: Record<string, ImageFacts>): number {
  const inputs = plan.steps.flatMap(({ step }) =>
    step.kind === 'decode' ? [step.inputNode] : step.kind === 'load' ? [step.decode.inputNode] : [],
  );
  return [...new Set(inputs)].reduce((sum, input) => sum + (facts[input]?.bytes ?? 0), 0);
}

function makesRaster({ step }: PlanStep): boolean {
  return step.kind !== 'analyze' && step.kind !== 'encode' && step.kind !== 'check';
}
