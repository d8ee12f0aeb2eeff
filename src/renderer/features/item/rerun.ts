import type { ItemOverrides } from '../../../contract/run.ts';
import type { WorkflowNode } from '../../../contract/workflow.ts';

type Node = Pick<WorkflowNode, 'id' | 'inputs' | 'params'>;

/** A node and all that work on what it makes, in the workflow's order. */
export function nodesFrom(nodes: readonly Node[], nodeId: string): string[] {
  const reached = new Set([nodeId]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const node of nodes) {
      const sources = [...Object.values(node.inputs), ...boundTo(node.params)].map((from) => from.split('.')[0] ?? '');
      if (sources.some((id) => reached.has(id))) reached.add(node.id);
    }
  }
  return nodes.map((node) => node.id).filter((id) => reached.has(id));
}

/** Nodes whose results a node's params take: `{ "$ref": "analyze.dominant" }`, however deep. */
function boundTo(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('$ref' in value && typeof value.$ref === 'string') return [value.$ref];
  return Object.values(value).flatMap(boundTo);
}

/**
 * What to send for params as they are now: what differs from the run's own. Empty for a node that had some of its own and is as in the
 * workflow again; nodes that stay as they are are left out.
 */
export function changedParams(
  run: ItemOverrides,
  own: ItemOverrides,
  wanted: ItemOverrides,
  standardOf: (nodeId: string, name: string) => unknown,
): ItemOverrides {
  const changes: ItemOverrides = {};
  for (const [nodeId, params] of Object.entries(wanted)) {
    const base = run[nodeId] ?? {};
    const differing: Record<string, unknown> = {};
    for (const name of new Set([...Object.keys(base), ...Object.keys(params)])) {
      // What was reset is gone from the form, and yet stands in the workflow.
      const value = name in params ? params[name] : standardOf(nodeId, name);
      if (value !== undefined && !same(value, base[name])) differing[name] = value;
    }
    if (!same(differing, own[nodeId] ?? {})) changes[nodeId] = differing;
  }
  return changes;
}

/** The first node, in the workflow's order, that a change concerns. */
export function firstChanged(nodes: readonly Pick<Node, 'id'>[], changes: ItemOverrides): string | undefined {
  return nodes.find((node) => Object.hasOwn(changes, node.id))?.id;
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return left.length === right.length && left.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]));
}
