import { countReaders, type Draft, type DraftStep, unionOfNodes } from '../draft.ts';
import { enlarges, type Shape, shapeAfterGeometry, shapesOf } from '../shapes.ts';
import type { GeometryStep } from '../steps.ts';

/** Formats whose decoder can give a smaller picture for less work. */
const SHRINKS_ON_LOAD = new Set(['jpeg', 'webp']);

/**
 * Makes one step of a decode and the resize behind it, so that the decoder can shrink. Only where a resize is the
 * first thing that depends on the picture's size: a crop before it needs full pixels.
 */
export function fuseLoad(draft: Draft): Draft {
  const readers = countReaders(draft.steps);
  const shapes = shapesOf(draft.steps, draft.facts);
  const decodes = new Map(draft.steps.filter(({ step }) => step.kind === 'decode').map((step) => [step.id, step]));
  const gone = new Set<string>();
  const steps = draft.steps.map((step): DraftStep => {
    const source = decodes.get(step.inputs[0] ?? '');
    const geometry = step.step.kind === 'geometry' ? step.step.steps : [step.step];
    if (source?.step.kind !== 'decode' || source.held || readers.get(source.id) !== 1) return step;
    const format = draft.facts[source.step.inputNode]?.format;
    if (format === undefined || !SHRINKS_ON_LOAD.has(format)) return step;
    if (!startsWithShrinking(geometry, shapes.get(source.id))) return step;
    gone.add(source.id);
    return {
      ...step,
      step: { kind: 'load', decode: source.step, steps: geometry },
      inputs: [],
      nodes: unionOfNodes(draft, source.nodes, step.nodes),
    };
  });
  return { ...draft, steps: steps.filter((step) => !gone.has(step.id)) };
}

/** A resize that makes the picture smaller, with only orientation, quarter turns and mirroring before it. */
function startsWithShrinking(steps: readonly { kind: string }[], source: Shape | undefined): steps is GeometryStep[] {
  let shape = source;
  for (const step of steps as readonly GeometryStep[]) {
    // The nearest pixel of a picture that is turned later, as decoders do, is another one.
    if (step.kind === 'resize') return step.kernel !== 'nearest' && !enlarges(step, shape);
    if (step.kind !== 'orient' && step.kind !== 'rotate' && step.kind !== 'flip') return false;
    shape = shape === undefined ? undefined : shapeAfterGeometry(shape, step);
  }
  return false;
}
