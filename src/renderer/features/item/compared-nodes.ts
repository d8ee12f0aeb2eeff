import type { NodeStateResource } from '../../../contract/api.ts';
import type { NodeTypeInfo } from '../../../contract/node-type.ts';

/** The nodes of a photo that have a picture, in the order they were done. */
export function picturedNodes(
  states: readonly NodeStateResource[],
  types: readonly Pick<NodeTypeInfo, 'type' | 'outputs' | 'category'>[],
): NodeStateResource[] {
  const kinds = new Map(types.map((type) => [type.type, type]));
  return states.filter((state) => {
    if (state.fileUrls.length === 0) return false;
    const type = kinds.get(state.type);
    if (type === undefined) return true;
    const ports = Object.values(type.outputs);
    return type.category === 'output' || ports.some((port) => port.type === 'image' || port.type === 'mask');
  });
}

/** The two nodes that are compared, as they were clicked: the later one last. */
export type Clicked = readonly [before: string | null, last: string | null];

/**
 * Which two nodes to compare: those clicked last where this photo has them, else the first and the last. The earlier one of the
 * workflow is before.
 */
export function comparedNodes(
  nodes: readonly Pick<NodeStateResource, 'nodeId'>[],
  clicked: Clicked,
): [string, string] | null {
  const ids = nodes.map((node) => node.nodeId);
  const [first] = ids;
  const last = ids.at(-1);
  if (first === undefined || last === undefined) return null;
  const [a, b] = clicked.map((id) => (id !== null && ids.includes(id) ? id : null));
  const pair: [string, string] = [a ?? first, b ?? last];
  return ids.indexOf(pair[0]) <= ids.indexOf(pair[1]) ? pair : [pair[1], pair[0]];
}

/** Clicking another node compares it with the one clicked before it. */
export function clickNode(now: readonly [string, string], clicked: Clicked, nodeId: string): Clicked {
  if (clicked[1] === nodeId) return clicked;
  return [clicked[1] ?? now[1], nodeId];
}
