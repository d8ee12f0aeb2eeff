import { canonicalJson } from '../canonical-json.ts';
import { type Draft, type DraftStep, replaceSteps, unionOfNodes } from '../draft.ts';

/**
 * Makes one step of steps that do the same to the same inputs, so that branches share what they have in common.
 * Encodes stay apart: each of them is a file of its own.
 */
export function sharePrefixes(draft: Draft): Draft {
  const seen = new Map<string, DraftStep>();
  const replaced = new Map<string, string>();
  const nodes = new Map<string, string[]>();
  for (const step of draft.steps) {
    if (step.step.kind === 'encode' || step.step.kind === 'later') continue;
    const inputs = step.inputs.map((id) => replaced.get(id) ?? id);
    const key = canonicalJson([step.step, inputs, step.clipped]);
    const twin = seen.get(key);
    if (twin === undefined) {
      seen.set(key, step);
      continue;
    }
    replaced.set(step.id, twin.id);
    nodes.set(twin.id, unionOfNodes(draft, nodes.get(twin.id) ?? twin.nodes, step.nodes));
  }
  const steps = draft.steps.map((step) => ({ ...step, nodes: nodes.get(step.id) ?? step.nodes }));
  return replaceSteps({ ...draft, steps }, replaced);
}
