import type { ImageFacts } from '../../contract/run.ts';
import { type Size, sizeAfter } from '../../workflow/plan/geometry.ts';
import type { PlanStep } from '../../workflow/plan/plan.ts';
import type { DecodeStep, GeometryStep } from '../../workflow/plan/steps.ts';

/**
 * The size of the picture at each node of an executed step, px, also at nodes whose picture never existed by itself because
 * they were fused. Nodes whose size cannot be told are absent.
 */
export function nodeSizes(
  { step, nodes }: PlanStep,
  before: Size | null,
  after: Size,
  facts: Record<string, ImageFacts>,
): Record<string, Size> {
  const last = { width: after.width, height: after.height };
  switch (step.kind) {
    case 'load': {
      const decoded = decodedSize(step.decode, facts);
      if (decoded === null) return one(nodes.at(-1), last);
      const pending = step.decode.orient ? 1 : (facts[step.decode.inputNode]?.orientation ?? 1);
      return { ...one(nodes[0], decoded), ...fused(step.steps, nodes.slice(1), decoded, pending, last) };
    }
    case 'geometry':
      return before === null ? one(nodes.at(-1), last) : fused(step.steps, nodes, before, 1, last);
    default:
      // Everything else is one node's, or changes no size.
      return Object.fromEntries(nodes.map((node) => [node, last]));
  }
}

/** Follows the sizes through fused steps; only when each node made exactly one of them is it clear which is whose. */
function fused(
  steps: readonly GeometryStep[],
  nodes: readonly string[],
  from: Size,
  orientation: number,
  last: Size,
): Record<string, Size> {
  if (steps.length !== nodes.length) return one(nodes.at(-1), last);
  const sizes: Record<string, Size> = {};
  let size = from;
  let pending = orientation;
  steps.forEach((step, i) => {
    size = sizeAfter(step, size, pending);
    if (step.kind === 'orient') pending = 1;
    sizes[nodes[i]!] = { width: size.width, height: size.height };
  });
  return { ...sizes, ...one(nodes.at(-1), last) };
}

function decodedSize({ inputNode, orient }: DecodeStep, facts: Record<string, ImageFacts>): Size | null {
  const fact = facts[inputNode];
  if (!fact) return null;
  const { width, height } = fact;
  return !orient && fact.orientation >= 5 ? { width: height, height: width } : { width, height };
}

function one(node: string | undefined, size: Size): Record<string, Size> {
  return node === undefined ? {} : { [node]: size };
}
