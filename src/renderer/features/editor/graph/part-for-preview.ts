import type { WorkflowDocument, WorkflowNode } from '../../../../contract/workflow.ts';
import { type Types, upstreamOf } from './ports.ts';

/** A workflow small enough to show one node, and the node to look at. */
export interface PreviewPart {
  workflow: WorkflowDocument;
  nodeId: string;
}

const LOOK = 'safelight-look';

/**
 * The part of a workflow that a node's picture is made of, as a workflow of its own: so that a picture is asked for again only when
 * something before it changed, and is there although other nodes are not finished. Null for nodes that have no picture, and
 * while something it needs is not connected.
 */
export function partForPreview(document: WorkflowDocument, types: Types, nodeId: string): PreviewPart | null {
  const ids = upstreamOf(document, types, nodeId);
  const nodes = document.nodes.filter((node) => ids.has(node.id));
  const target = nodes.find((node) => node.id === nodeId);
  const type = target === undefined ? undefined : types.get(target.type);
  if (target === undefined || type === undefined || type.scope === 'run') return null;
  if (nodes.some((node) => !isConnected(node, types))) return null;
  if (!nodes.some((node) => types.get(node.type)?.category === 'input')) return null;
  const bare = nodes.map(({ position: _, label: _label, exposed: _exposed, ...node }) => node);
  const workflow = (all: WorkflowNode[]) => ({ format: document.format, name: 'Preview', nodes: all });
  if (type.category === 'output') return { workflow: workflow(bare), nodeId };
  const image = Object.entries(type.outputs).find(([, port]) => port.type === 'image')?.[0];
  if (image === undefined) return null;
  const inputs = { image: Object.keys(type.outputs).length > 1 ? `${nodeId}.${image}` : nodeId };
  // A workflow needs an export to be one.
  return { workflow: workflow([...bare, { id: LOOK, type: 'export', params: {}, inputs }]), nodeId };
}

function isConnected(node: WorkflowNode, types: Types): boolean {
  const type = types.get(node.type);
  return (
    type !== undefined &&
    Object.entries(type.inputs).every(([port, { required }]) => !required || node.inputs[port] !== undefined)
  );
}

/** The smallest workflow: a photo as it is, for the photo picker. */
export function photoPart(types: Types): PreviewPart | null {
  const input = [...types.values()].find((type) => type.category === 'input');
  if (input === undefined) return null;
  const node = { id: 'photo', type: input.type, params: {}, inputs: {} };
  const end = { id: LOOK, type: 'export', params: {}, inputs: { image: 'photo' } };
  return { workflow: { format: 1, name: 'Preview', nodes: [node, end] }, nodeId: 'photo' };
}
