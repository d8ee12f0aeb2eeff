import { type Draft, type DraftStep, unionOfNodes } from '../draft.ts';
import { dropDead } from './drop-dead.ts';

/**
 * Makes one colour step of colour steps that follow one another along an edge. Values between point operations are not
 * clipped (docs/architecture.md, Colour), so a colour step that feeds several is computed in each one's pass, and once
 * more by itself for those who look at its picture.
 */
export function mergeColour(draft: Draft): Draft {
  const merged = new Map<string, DraftStep>();
  const steps = draft.steps.map((step) => {
    let result = step;
    const before = merged.get(step.inputs[0] ?? '');
    if (step.step.kind === 'colour' && before?.step.kind === 'colour' && !step.clipped) {
      result = {
        ...step,
        step: { kind: 'colour', ops: [...before.step.ops, ...step.step.ops] },
        inputs: before.inputs,
        nodes: unionOfNodes(draft, before.nodes, step.nodes),
        ...(before.clipped ? { clipped: true } : {}),
      };
    }
    merged.set(step.id, result);
    return result;
  });
  return dropDead({ ...draft, steps });
}
