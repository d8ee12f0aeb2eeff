import type { ImageFacts } from '../../../src/contract/run.ts';
import type { Graph } from '../../../src/workflow/graph/graph.ts';
import { describePlan } from '../../../src/workflow/plan/describe.ts';
import type { Plan } from '../../../src/workflow/plan/plan.ts';
import { type Known, type Planned, planNext } from '../../../src/workflow/plan/planner.ts';
import { someFacts } from '../../support/a-workflow.ts';

interface HasGraph {
  graph(): Graph;
}
export interface PlanOptions {
  facts?: Partial<ImageFacts>;
  results?: Known['results'];
  target?: Known['target'];
  inputHashes?: Record<string, string>;
  files?: Record<string, string>;
  tokens?: Known['tokens'];
}

/** Plans a workflow whose inputs are all the same ordinary photo. */
export function planned(workflow: HasGraph, options: PlanOptions = {}): Planned {
  const { results = {}, target = { kind: 'deliver' }, inputHashes = {}, files, tokens } = options;
  const graph = workflow.graph();
  const facts = Object.fromEntries(graph.inputNodes.map((id) => [id, someFacts(options.facts)]));
  return planNext(graph, {
    target,
    facts,
    inputHashes,
    results,
    ...(files === undefined ? {} : { files }),
    ...(tokens === undefined ? {} : { tokens }),
  });
}

export function planOf(workflow: HasGraph, options: PlanOptions = {}): Plan {
  return planned(workflow, options).plan;
}

/** The plan as its lines. */
export function linesOf(workflow: HasGraph, options: PlanOptions = {}): string {
  return describePlan(planOf(workflow, options)).join('\n');
}

/** Kinds of the steps, in order. */
export function kindsOf(plan: Plan): string[] {
  return plan.steps.map(({ step }) => step.kind);
}
