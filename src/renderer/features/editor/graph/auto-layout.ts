import { Graph, layout } from '@dagrejs/dagre';
import type { WorkflowDocument } from '../../../../contract/workflow.ts';
import { CARD, type Place } from './edit-document.ts';
import { referencesOf, type Types, wiresOf } from './ports.ts';

/**
 * Places for all nodes, from left to right along the wires (layered drawing by Sugiyama, Tagawa and Toda 1981, as dagre does it).
 * @param sizes of cards that are not as large as most, by node
 */
export function autoLayout(
  document: Pick<WorkflowDocument, 'nodes'>,
  types: Types,
  sizes: ReadonlyMap<string, { width: number; height: number }> = new Map(),
): Map<string, Place> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: CARD.gapY, ranksep: CARD.gapX, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  const sizeOf = (id: string) => sizes.get(id) ?? { width: CARD.width, height: CARD.height };
  for (const { id } of document.nodes) graph.setNode(id, { ...sizeOf(id) });
  for (const wire of wiresOf(document, types))
    graph.setEdge(wire.from, wire.to, { weight: 2 }, `${wire.fromPort} ${wire.toPort}`);
  for (const node of document.nodes)
    for (const from of referencesOf(node))
      if (graph.hasNode(from)) graph.setEdge(from, node.id, { weight: 0 }, 'reads');
  layout(graph);
  return new Map(
    document.nodes.map(({ id }) => {
      const { width, height } = sizeOf(id);
      const { x = 0, y = 0 } = graph.node(id) as Partial<Place>;
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

/** A document in which every node has a place: those that came without one are laid out, together with all others. */
export function withPlaces(document: WorkflowDocument, types: Types): WorkflowDocument {
  if (document.nodes.every((node) => node.position !== undefined)) return document;
  const places = autoLayout(document, types);
  return { ...document, nodes: document.nodes.map((node) => ({ ...node, position: places.get(node.id)! })) };
}
