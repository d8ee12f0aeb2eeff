import type { MetadataEdit } from '../delivery-steps.ts';
import { type Draft, type DraftStep, replaceSteps, unionOfNodes } from '../draft.ts';

/**
 * Takes metadata steps out of the picture's way and gives what they say to every encode behind them, in order. They touch no
 * pixel, so colour nodes on both sides are still one development, and geometry is fused across them.
 */
export function carryMetadata(draft: Draft): Draft {
  if (!draft.steps.some(({ step }) => step.kind === 'metadata')) return draft;
  const carried = new Map<string, { edits: MetadataEdit[]; nodes: string[] }>();
  const replaced = new Map<string, string>();
  const steps = draft.steps.map((step): DraftStep => {
    // Names and metadata are those of the first picture.
    const before = carried.get(step.inputs[0] ?? '') ?? { edits: [], nodes: [] };
    const { step: what } = step;
    if (what.kind === 'metadata') {
      carried.set(step.id, { edits: [...before.edits, what.edit], nodes: [...before.nodes, ...step.nodes] });
      if (step.inputs[0] !== undefined) replaced.set(step.id, step.inputs[0]);
      return step;
    }
    if (before.edits.length === 0) return step;
    if (what.kind !== 'encode') {
      carried.set(step.id, before);
      return step;
    }
    const nodes = unionOfNodes(draft, before.nodes, step.nodes);
    return { ...step, step: { ...what, edits: before.edits }, nodes };
  });
  return replaceSteps({ ...draft, steps }, replaced);
}
