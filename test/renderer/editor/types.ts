import type { WorkflowDocument, WorkflowNode } from '../../../src/contract/workflow.ts';
import type { Types } from '../../../src/renderer/features/editor/graph/ports.ts';
import { nodeTypeInfo, nodeTypes } from '../../../src/workflow/nodes/registry.ts';

/** The real node types, as `GET /nodes` sends them. */
export const types: Types = new Map([...nodeTypes.values()].map((type) => [type.type, nodeTypeInfo(type)]));

export function node(id: string, type: string, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return { id, type, params: {}, inputs: {}, position: { x: 0, y: 0 }, ...more };
}

export function workflow(...nodes: WorkflowNode[]): WorkflowDocument {
  return { format: 1, name: 'Test', nodes };
}

/** input → exposure → contrast → export. */
export const chain = (): WorkflowDocument =>
  workflow(
    node('input', 'imageInput'),
    node('exposure-1', 'exposure', { inputs: { image: 'input' }, position: { x: 228, y: 0 } }),
    node('contrast-1', 'contrast', { inputs: { image: 'exposure-1' }, position: { x: 456, y: 0 } }),
    node('export', 'export', { inputs: { image: 'contrast-1' }, position: { x: 684, y: 0 } }),
  );

export const inputsOf = (document: WorkflowDocument, id: string) => document.nodes.find((one) => one.id === id)?.inputs;
