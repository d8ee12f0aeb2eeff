import type { Draft, DraftStep } from '../draft.ts';

/** Keeps the steps that the given ones need, themselves included. */
export function keepNeeded(draft: Draft, roots: (step: DraftStep) => boolean): Draft {
  const needed = new Set<string>();
  for (const step of draft.steps.toReversed()) {
    if (!roots(step) && !needed.has(step.id)) continue;
    needed.add(step.id);
    for (const id of step.inputs) needed.add(id);
  }
  return { ...draft, steps: draft.steps.filter((step) => needed.has(step.id)) };
}

/** Drops the steps that nothing held depends on. */
export function dropDead(draft: Draft): Draft {
  return keepNeeded(draft, (step) => step.held);
}
