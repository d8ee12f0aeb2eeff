import type { NodeTypeInfo, PortType } from '../../../../contract/node-type.ts';
import type { WorkflowDocument, WorkflowNode } from '../../../../contract/workflow.ts';

/** Node types by name. */
export type Types = ReadonlyMap<string, NodeTypeInfo>;

/** A wire: an output port of one node to an input port of another. */
export interface Wire {
  from: string;
  fromPort: string;
  to: string;
  toPort: string;
}

/** Why two ports cannot be joined. */
export type Misfit = 'kind' | 'itself' | 'circle' | 'unknown';

/** The output port that `node` or `node.port` names; null where there is no such port. */
export function sourceOf(
  nodes: readonly WorkflowNode[],
  types: Types,
  written: string,
): { from: string; fromPort: string } | null {
  const dot = written.indexOf('.');
  const from = dot === -1 ? written : written.slice(0, dot);
  const node = nodes.find((one) => one.id === from);
  if (node === undefined) return null;
  const ports = Object.keys(types.get(node.type)?.outputs ?? {});
  const fromPort = dot === -1 ? ports[0] : written.slice(dot + 1);
  return fromPort !== undefined && ports.includes(fromPort) ? { from, fromPort } : null;
}

/** How an output port is written in a document: the node alone where it has one output only. */
export function written(types: Types, node: WorkflowNode, port: string): string {
  const ports = Object.keys(types.get(node.type)?.outputs ?? {});
  return ports.length > 1 ? `${node.id}.${port}` : node.id;
}

/** Every wire of a document that leads from a port that exists to one that exists. */
export function wiresOf(document: Pick<WorkflowDocument, 'nodes'>, types: Types): Wire[] {
  return document.nodes.flatMap((node) =>
    Object.entries(node.inputs).flatMap(([toPort, from]) => {
      const source = sourceOf(document.nodes, types, from);
      const exists = types.get(node.type)?.inputs[toPort] !== undefined;
      return source === null || !exists ? [] : [{ ...source, to: node.id, toPort }];
    }),
  );
}

/** The kind of picture or value that goes through a port. */
export function kindOf(
  nodes: readonly WorkflowNode[],
  types: Types,
  nodeId: string,
  port: string,
  side: 'inputs' | 'outputs',
): PortType | undefined {
  const node = nodes.find((one) => one.id === nodeId);
  return node === undefined ? undefined : types.get(node.type)?.[side][port]?.type;
}

/** Ids of the nodes whose results a node's params or condition read. */
export function referencesOf(node: WorkflowNode): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('$ref' in value && typeof value.$ref === 'string') found.add(value.$ref.split('.')[0] ?? '');
    else for (const part of Object.values(value)) walk(part);
  };
  walk(node.params);
  walk(node.fallback?.params);
  const routes = Object.values(node.params).filter((value) => typeof value === 'string' && value.includes('nodes'));
  for (const text of [node.when ?? '', ...(routes as string[])])
    for (const match of text.matchAll(/nodes\s*(?:\[\s*["']([\w-]+)["']\s*\]|\.(\w+))/g))
      found.add(match[1] ?? match[2] ?? '');
  return [...found];
}

/** Ids of a node and of all it waits for: through its wires, its bound params and its condition. */
export function upstreamOf(document: Pick<WorkflowDocument, 'nodes'>, types: Types, nodeId: string): Set<string> {
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const found = new Set<string>();
  const waiting = [nodeId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = byId.get(id);
    if (node === undefined || found.has(id)) continue;
    found.add(id);
    for (const from of Object.values(node.inputs)) {
      const source = sourceOf(document.nodes, types, from);
      if (source !== null) waiting.push(source.from);
    }
    waiting.push(...referencesOf(node));
  }
  return found;
}

/** Whether a wire may be drawn; null when it may. */
export function misfitOf(document: Pick<WorkflowDocument, 'nodes'>, types: Types, wire: Wire): Misfit | null {
  if (wire.from === wire.to) return 'itself';
  const given = kindOf(document.nodes, types, wire.from, wire.fromPort, 'outputs');
  const wanted = kindOf(document.nodes, types, wire.to, wire.toPort, 'inputs');
  if (given === undefined || wanted === undefined) return 'unknown';
  if (given !== wanted) return 'kind';
  return upstreamOf(document, types, wire.from).has(wire.to) ? 'circle' : null;
}
