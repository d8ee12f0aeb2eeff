import { countReaders, type Draft, type DraftStep, unionOfNodes } from '../draft.ts';
import { resizedSize } from '../geometry.ts';
import { type Shape, shapeAfterGeometry, shapesOf } from '../shapes.ts';
import type { GeometryStep, ResizeStep } from '../steps.ts';

/** Formats whose decoder works from top to bottom in step with the resize, so that the full picture is never held. */
const STREAMS = new Set(['jpeg']);

/**
 * From this factor on sharp lets libjpeg shrink while decoding, which is faster and another picture: on 22 photos of 9–20
 * megapixels made 400 px large, ΔE2000 was up to 17 (mean 0.55), and up to 7 with `fastShrinkOnLoad: false`. The law of
 * equivalence allows 3. Below it pixels come out the same to the bit.
 */
const SHRINKS_FROM = 3;

/**
 * Makes one step of a decode and the resize behind it. Only where a resize is the first thing that depends on the picture's
 * size: a crop before it needs full pixels.
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
    if (!STREAMS.has(draft.facts[source.step.inputNode]?.format ?? '')) return step;
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
    if (shape === undefined) return false;
    if (step.kind === 'resize') return shrinks(step, shape);
    if (step.kind !== 'orient' && step.kind !== 'rotate' && step.kind !== 'flip') return false;
    shape = shapeAfterGeometry(shape, step);
  }
  return false;
}

/** Sharp turns the picture after the resize, and enlarging or taking the nearest pixel is not the same from the other side. */
function shrinks(step: ResizeStep, before: Shape): boolean {
  const after = resizedSize(step, before);
  const factors = [before.width / after.width, before.height / after.height];
  return step.kernel !== 'nearest' && factors.every((factor) => factor >= 1) && Math.min(...factors) < SHRINKS_FROM;
}
