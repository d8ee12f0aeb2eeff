import type { Graph, GraphNode } from '../../graph/graph.ts';
import { resolveParams } from '../../graph/params.ts';
import type { Draft, DraftStep } from '../draft.ts';
import type { Known } from '../known.ts';
import { type Needs, nodeOf } from '../needs.ts';
import type { Step } from '../steps.ts';
import type { Decision } from './skip-conditions.ts';

/**
 * Turns the needed nodes into steps in single-assignment form: each node's steps hang on the picture of its input, a
 * node that is passed over hands that picture on. A node that waits for results becomes one placeholder.
 *
 * `assumeDefaults` (for estimates) compiles waiting nodes too, as if their bound params were not given.
 */
export function lower(
  graph: Graph,
  needs: Needs,
  decisions: ReadonlyMap<string, Decision>,
  targets: readonly string[],
  known: Known,
  assumeDefaults = false,
): Draft {
  const steps: DraftStep[] = [];
  const results: Record<string, string> = {};
  const pictures: Record<string, string> = {};
  const skipped: Record<string, 'no-op' | 'condition'> = {};
  const held = new Set<string>();

  for (const nodeId of needs.order) {
    const graphNode = nodeOf(graph, nodeId);
    const inputs = inputsOf(graphNode, pictures);
    // Whoever may have to wait reads a raster that was made before, in this plan and in the one that follows.
    if (graphNode.references.length > 0) for (const input of inputs) held.add(input);

    const decision = decisions.get(nodeId) ?? 'run';
    let picture = inputs[0];
    let result = picture;
    const chain =
      decision === 'pass-over'
        ? []
        : decision === 'later'
          ? assumeDefaults
            ? compileWithDefaults(graphNode)
            : [{ kind: 'later' as const }]
          : compile(graphNode, known);
    chain.forEach((step, i) => {
      const id = `${nodeId}#${i}`;
      const reads = i === 0 ? inputs : picture === undefined ? [] : [picture];
      steps.push({ id, step, inputs: reads, nodes: [nodeId], held: false });
      result = id;
      if (step.kind !== 'analyze' && step.kind !== 'encode') picture = id;
    });
    if (chain.length === 0) skipped[nodeId] = decision === 'pass-over' ? 'condition' : 'no-op';
    if (result !== undefined) results[nodeId] = result;
    if (picture !== undefined) pictures[nodeId] = picture;
  }

  for (const id of [...targets, ...needs.referred]) {
    for (const step of [results[id], pictures[id]]) if (step !== undefined) held.add(step);
  }
  return {
    steps: steps.map((step) => (held.has(step.id) ? { ...step, held: true } : step)),
    results,
    pictures,
    skipped,
    order: new Map(needs.order.map((id, i) => [id, i])),
    facts: known.facts,
  };
}

/** Pictures that the node reads, that of the `image` port first. */
function inputsOf(graphNode: GraphNode, pictures: Readonly<Record<string, string>>): string[] {
  const ports = Object.keys(graphNode.inputs).sort((a, b) => (a === 'image' ? -1 : b === 'image' ? 1 : a < b ? -1 : 1));
  return ports.map((port) => pictures[graphNode.inputs[port]!.nodeId]!);
}

function compile(graphNode: GraphNode, known: Known): Step[] {
  const params = resolveParams(graphNode, known.results);
  return graphNode.definition.compile(params, { nodeId: graphNode.node.id });
}

/** The steps when bound params are left out; none when the node cannot do without them. */
function compileWithDefaults(graphNode: GraphNode): Step[] {
  const given = Object.entries(graphNode.node.params).filter(([, value]) => !isBinding(value));
  const parsed = graphNode.definition.params.safeParse(Object.fromEntries(given));
  return parsed.success ? graphNode.definition.compile(parsed.data, { nodeId: graphNode.node.id }) : [];
}

function isBinding(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$ref' in value;
}
