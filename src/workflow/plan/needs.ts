import type { Graph, GraphNode } from '../graph/graph.ts';

/** The nodes that a target needs, and what that says about them. */
export interface Needs {
  /** Each after all it reads or refers to; the same whatever the document's order. */
  order: string[];
  /** The nodes whose results others of these refer to. */
  referred: ReadonlySet<string>;
}

/** The node, which must exist in a graph that was checked. */
export function nodeOf(graph: Graph, id: string): GraphNode {
  const node = graph.nodes.get(id);
  if (node === undefined) throw new Error(`The graph has no node ${id}`);
  return node;
}

/**
 * What a delivery makes: every export, and every analysis, because its numbers are shown with the item even where
 * no other node uses them.
 */
export function deliveryTargets(graph: Graph): string[] {
  const analyses = [...graph.nodes].filter(([, node]) => node.definition.category === 'analysis').map(([id]) => id);
  return [...new Set([...graph.exportNodes, ...analyses])];
}

/** Everything upstream of the targets, along pictures and references, depth first in order of ids. */
export function needsOf(graph: Graph, targets: readonly string[]): Needs {
  const order = new Set<string>();
  const referred = new Set<string>();
  const visit = (id: string): void => {
    if (order.has(id)) return;
    const node = nodeOf(graph, id);
    for (const port of Object.keys(node.inputs).sort()) visit(node.inputs[port]!.nodeId);
    for (const reference of node.references.toSorted()) {
      referred.add(reference);
      visit(reference);
    }
    order.add(id);
  };
  for (const target of [...targets].sort()) visit(target);
  return { order: [...order], referred };
}
