import type { CompiledPlanResource } from '../../contract/plan.ts';
import type { Item, Run } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import { validateWorkflow } from '../../workflow/graph/validate.ts';
import { describePlan } from '../../workflow/plan/describe.ts';
import { planNext } from '../../workflow/plan/planner.ts';
import { itemDocument, shownVariantOf } from '../engine/item-document.ts';
import { TYPICAL_PICTURE } from '../engine/typical-picture.ts';

/** The steps that an item of the run goes through, with what is known of it; without one, those of a typical photo. */
export function compiledPlan(run: Run, document: WorkflowDocument, item: Item | null): CompiledPlanResource {
  const graph = validateWorkflow(item === null ? document : itemDocument(document, shownVariantOf(item)));
  const facts = Object.fromEntries(graph.inputNodes.map((nodeId) => [nodeId, item?.facts[nodeId] ?? TYPICAL_PICTURE]));
  const results = Object.fromEntries(
    (item?.nodeStates ?? [])
      .filter(({ status }) => status === 'completed')
      .map((state) => [
        state.nodeId,
        {
          ...state.result,
          ...(state.width === undefined ? {} : { width: state.width }),
          ...(state.height === undefined ? {} : { height: state.height }),
        },
      ]),
  );
  const { plan, complete } = planNext(graph, {
    target: { kind: 'deliver' },
    facts,
    inputHashes: item?.receipt?.inputs ?? {},
    results,
  });
  return {
    runId: run.id,
    itemId: item?.id ?? null,
    complete,
    lines: describePlan(plan),
    steps: plan.steps.map(({ id, step, inputs, nodes, signature }) => ({
      id,
      kind: step.kind,
      nodes,
      inputs,
      signature,
      step,
    })),
  };
}
