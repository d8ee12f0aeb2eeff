import type { Item, ItemOverrides, NodeState } from '../../contract/run.ts';
import type { WorkflowDocument, WorkflowNode } from '../../contract/workflow.ts';
import type { Graph } from '../../workflow/graph/graph.ts';
import { validateWorkflow } from '../../workflow/graph/validate.ts';
import { runNaming } from './naming.ts';
import type { DeliveryPort } from './ports.ts';
import type { RunContext } from './run-context.ts';
import type { NodeTries, StoredItem } from './store-port.ts';

/** How one item is treated differently from the others of its run. */
export interface ItemVariant {
  overrides: ItemOverrides;
  /** Nodes that are replaced by their fallbacks. */
  fallbacks: readonly string[];
}

/** Of an item that is about to be executed. */
export function variantOf({ overrides, nodeTries }: Pick<StoredItem, 'overrides' | 'nodeTries'>): ItemVariant {
  return { overrides, fallbacks: Object.keys(nodeTries).filter((nodeId) => nodeTries[nodeId]!.fallback) };
}

/** As the item was executed last, with what has been decided for it since. */
export function shownVariantOf({ overrides, nodeStates }: Pick<Item, 'overrides' | 'nodeStates'>): ItemVariant {
  const replaced = nodeStates.filter(({ fallback }) => fallback !== undefined);
  return { overrides, fallbacks: replaced.map(({ nodeId }) => nodeId) };
}

/** As the item was executed for its receipt. */
export function provenVariantOf({ receipt, nodeStates }: Pick<Item, 'receipt' | 'nodeStates'>): ItemVariant {
  return shownVariantOf({ overrides: receipt?.overrides ?? {}, nodeStates });
}

/** The workflow as it is for one item; the very same object when nothing is different. */
export function itemDocument(document: WorkflowDocument, { overrides, fallbacks }: ItemVariant): WorkflowDocument {
  const changed = document.nodes.some(({ id }) => Object.hasOwn(overrides, id) || fallbacks.includes(id));
  if (!changed) return document;
  return {
    ...document,
    nodes: document.nodes.map((node) =>
      fallbacks.includes(node.id) ? replaced(node) : { ...node, params: { ...node.params, ...overrides[node.id] } },
    ),
  };
}

/** The fallback in the node's place: same id, label, inputs and condition. It has no retries and no fallback of its own. */
function replaced(node: WorkflowNode): WorkflowNode {
  const { fallback, retries: _, ...rest } = node;
  return fallback === undefined ? node : { ...rest, type: fallback.type, params: fallback.params };
}

/** The run as it is for one item. Throws `workflow_invalid` when what was decided for the item fits the workflow no more. */
export function contextFor(
  deps: { delivery: Pick<DeliveryPort, 'checkTemplate' | 'needsRender'> },
  context: RunContext,
  variant: ItemVariant,
): RunContext {
  const document = itemDocument(context.document, variant);
  if (document === context.document) return context;
  const graph = validateWorkflow(document);
  const { workflow, runDate, output } = context.naming;
  return { ...context, document, graph, naming: runNaming(graph, { workflow, runDate, output }, deps.delivery) };
}

/** The node and all that read its result, directly or not, through ports, params or conditions; in the graph's order. */
export function fromNodeOn(graph: Graph, nodeId: string): string[] {
  const behind = new Set([nodeId]);
  for (const id of graph.order) {
    const { inputs, references } = graph.nodes.get(id)!;
    const reads = [...Object.values(inputs).map((source) => source.nodeId), ...references];
    if (reads.some((other) => behind.has(other))) behind.add(id);
  }
  return graph.order.filter((id) => behind.has(id));
}

/** Node states that also tell how often nodes were tried and which ones were replaced. */
export function withTries(
  states: readonly NodeState[],
  nodeTries: Readonly<Record<string, NodeTries>>,
  document: WorkflowDocument,
): NodeState[] {
  return states.map((state) => {
    const before = nodeTries[state.nodeId];
    if (before === undefined) return state;
    // A failure is among `failed` already; one more try may have gone well since.
    const tries = before.failed + (state.status === 'completed' ? 1 : 0);
    const type = document.nodes.find(({ id }) => id === state.nodeId)?.fallback?.type;
    return {
      ...state,
      ...(tries > 1 ? { tries } : {}),
      ...(before.fallback && type !== undefined ? { fallback: type } : {}),
    };
  });
}
