import type { Graph, GraphNode } from '../../graph/graph.ts';
import { resolveParams } from '../../graph/params.ts';
import type { Draft, DraftStep } from '../draft.ts';
import type { Known } from '../known.ts';
import { type Needs, nodeOf } from '../needs.ts';
import type { WhySkipped } from '../plan.ts';
import { MAKES_MASK } from '../retouch-steps.ts';
import type { Step } from '../steps.ts';
import { type Decision, givesNothing } from './skip-conditions.ts';

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
  const masks: Record<string, string> = {};
  const skipped: Record<string, WhySkipped> = {};
  const routes: Record<string, 'match' | 'else'> = {};
  const held = new Set<string>();

  for (const nodeId of needs.order) {
    const graphNode = nodeOf(graph, nodeId);
    const inputs = inputsOf(graphNode, connected(graphNode, decisions), {
      image: pictures,
      file: results,
      mask: masks,
    });
    // Whoever may have to wait reads a raster that was made before, in this plan and in the one that follows.
    if (graphNode.references.length > 0) for (const input of inputs) held.add(input);

    const decision = decisions.get(nodeId) ?? 'run';
    let picture = inputs[0];
    let result = picture;
    let mask: string | undefined;
    const chain =
      decision === 'pass-over' || decision === 'off'
        ? []
        : decision === 'later'
          ? assumeDefaults
            ? compileWithDefaults(graphNode, connected(graphNode, decisions))
            : [{ kind: 'later' as const }]
          : compile(graphNode, known, connected(graphNode, decisions));
    chain.forEach((step, i) => {
      const id = `${nodeId}#${i}`;
      const reads = i === 0 ? inputs : readsOf(step, picture, mask);
      steps.push({ id, step, inputs: reads, nodes: [nodeId], held: false });
      result = id;
      if (MAKES_MASK.has(step.kind)) mask = id;
      else if (!MAKES_NO_PICTURE.has(step.kind)) picture = id;
    });
    if (decision === 'match' || decision === 'else') routes[nodeId] = decision;
    else if (chain.length === 0) skipped[nodeId] = whySkipped(decision);
    if (result !== undefined) results[nodeId] = result;
    if (picture !== undefined) pictures[nodeId] = picture;
    // Whoever waits reads what comes out later; the planner only has to know that it hangs on this node.
    if (mask !== undefined || decision === 'later') masks[nodeId] = mask ?? picture!;
  }

  for (const id of [...targets, ...needs.referred]) {
    for (const step of [results[id], pictures[id]]) if (step !== undefined) held.add(step);
  }
  return {
    steps: steps.map((step) => (held.has(step.id) ? { ...step, held: true } : step)),
    results,
    pictures,
    skipped,
    routes,
    order: new Map(needs.order.map((id, i) => [id, i])),
    facts: known.facts,
  };
}

const MAKES_NO_PICTURE: ReadonlySet<string> = new Set(['analyze', 'encode', 'check']);

/** Input ports that something comes in by; of a node that is off itself all, so that there is a picture to look at. */
function connected(graphNode: GraphNode, decisions: ReadonlyMap<string, Decision>): string[] {
  const ports = Object.keys(graphNode.inputs);
  const off = decisions.get(graphNode.node.id) === 'off';
  return off ? ports : ports.filter((port) => !givesNothing(graphNode.inputs[port]!, decisions));
}

/** What a later step of a node reads: the picture before it, the mask that the node has made, or both. */
function readsOf({ kind }: DraftStep['step'], picture: string | undefined, mask: string | undefined): string[] {
  const wanted = kind === 'shapeMask' ? [mask] : kind === 'applyMask' ? [picture, mask] : [picture];
  return wanted.filter((id) => id !== undefined);
}

/** Pictures, masks and files that the node reads, that of the `image` port first. */
function inputsOf(
  graphNode: GraphNode,
  connected: readonly string[],
  made: Readonly<Record<'image' | 'file' | 'mask', Readonly<Record<string, string>>>>,
): string[] {
  const ports = [...connected].sort((a, b) => (a === 'image' ? -1 : b === 'image' ? 1 : a < b ? -1 : 1));
  return ports.map((port) => {
    const type = graphNode.definition.inputs[port]?.type;
    return made[type === 'file' || type === 'mask' ? type : 'image'][graphNode.inputs[port]!.nodeId]!;
  });
}

function compile(graphNode: GraphNode, known: Known, ports: string[]): Step[] {
  const params = resolveParams(graphNode, known.results);
  return graphNode.definition.compile(params, { nodeId: graphNode.node.id, ports });
}

function whySkipped(decision: Decision): WhySkipped {
  return decision === 'off' ? 'route' : decision === 'pass-over' ? 'condition' : 'no-op';
}

/** The steps when bound params are left out; none when the node cannot do without them. */
function compileWithDefaults(graphNode: GraphNode, ports: string[]): Step[] {
  const given = Object.entries(graphNode.node.params).filter(([, value]) => !isBinding(value));
  const parsed = graphNode.definition.params.safeParse(Object.fromEntries(given));
  return parsed.success ? graphNode.definition.compile(parsed.data, { nodeId: graphNode.node.id, ports }) : [];
}

function isBinding(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$ref' in value;
}
