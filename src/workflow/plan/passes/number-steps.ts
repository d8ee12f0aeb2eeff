import type { DraftStep } from '../draft.ts';
import type { PlanStep } from '../plan.ts';

type NumberedStep = Omit<PlanStep, 'signature'>;

export interface Numbered {
  steps: NumberedStep[];
  /** Id in the draft → id in the plan. */
  ids: ReadonlyMap<string, string>;
}

/**
 * Puts steps in execution order, each branch as far as it goes before the next one starts, so that few rasters
 * live at once, and calls them `s0`, `s1`, …
 */
export function numberSteps(steps: readonly DraftStep[], roots: readonly string[]): Numbered {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ids = new Map<string, string>();
  const numbered: NumberedStep[] = [];
  const visit = (id: string): void => {
    const draftStep = byId.get(id);
    if (draftStep === undefined || ids.has(id)) return;
    for (const input of draftStep.inputs) visit(input);
    if (draftStep.step.kind === 'later') throw new Error(`${id} waits for results and cannot be planned yet`);
    ids.set(id, `s${numbered.length}`);
    const inputs = draftStep.inputs.map((input) => ids.get(input)!);
    numbered.push({ id: ids.get(id)!, step: draftStep.step, inputs, nodes: draftStep.nodes });
  };
  for (const root of roots) visit(root);
  return { steps: numbered, ids };
}
