import { hash } from 'node:crypto';
import { SafelightError } from '../../contract/errors.ts';
import { canonicalJson } from '../../workflow/plan/canonical-json.ts';
import { planHash } from '../../workflow/plan/passes/sign.ts';
import type { Plan, PlanStep } from '../../workflow/plan/plan.ts';
import type { Known } from '../../workflow/plan/planner.ts';
import { pickTokens, tokensOf } from '../../workflow/plan/used-tokens.ts';

/** What is to be had of a plan, by signatures. */
export interface WantedSteps {
  /** Of the steps that make a node's result. */
  isWanted: (signature: string) => boolean;
  /** Pictures to look at that may be nobody's result: one that was measured, when the measures are kept. */
  pictures: readonly string[];
}

/**
 * Steps to run for a plan, in its order: those that make a wanted node's result, and those that make pictures which such
 * steps read and which are not there.
 */
export function stepsToRun(
  plan: Plan,
  { isWanted, isThere, pictures }: WantedSteps & { isThere: (signature: string) => boolean },
): PlanStep[] {
  const results = new Set(Object.values(plan.results));
  const read = new Set<string>();
  return plan.steps
    .toReversed()
    .filter(({ id, signature, inputs }) => {
      const wanted = pictures.includes(signature) || (results.has(id) && isWanted(signature));
      const runs = (read.has(id) || wanted) && !isThere(signature);
      if (runs) for (const input of inputs) read.add(input);
      return runs;
    })
    .toReversed();
}

/**
 * Steps that do not run and whose results are wanted, or read by the steps `todo` that run: so they are there, in memory or in
 * the cache.
 */
export function stepsToFetch(plan: Plan, todo: readonly PlanStep[], { isWanted, pictures }: WantedSteps): PlanStep[] {
  const running = new Set(todo.map(({ id }) => id));
  const read = new Set(todo.flatMap(({ inputs }) => inputs));
  const results = new Set(Object.values(plan.results));
  return plan.steps.filter(
    ({ id, signature }) =>
      !running.has(id) && (read.has(id) || pictures.includes(signature) || (results.has(id) && isWanted(signature))),
  );
}

/** The step that makes the picture at a node; for a node whose result is JSON or a file, the picture it reads. */
export function pictureStep(plan: Plan, nodeId: string): PlanStep {
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  let step = steps.get(plan.results[nodeId] ?? '');
  while (step && (step.step.kind === 'encode' || step.step.kind === 'analyze' || step.step.kind === 'check'))
    step = steps.get(step.inputs[0] ?? '');
  if (!step) throw new SafelightError('node_not_found', `There is no picture at “${nodeId}”.`, { nodeId });
  return step;
}

/**
 * The plan's hash for the receipt, which also tells apart what the steps use without holding it: the content of logos, and
 * the tokens where a text uses them. Hex SHA-256.
 */
export function receiptHash(plan: Plan, { files = {}, tokens }: Known): string {
  const used = plan.steps.flatMap(({ step }) => tokensOf(step));
  if (used.length === 0 && Object.keys(files).length === 0) return planHash(plan);
  const values = tokens === undefined || used.length === 0 ? null : pickTokens(tokens, used);
  return hash('sha256', canonicalJson({ plan: planHash(plan), files, tokens: values }), 'hex');
}
