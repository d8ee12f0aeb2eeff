import type { FieldIssue } from '../../contract/errors.ts';
import type { WorkflowDocument, WorkflowNode } from '../../contract/workflow.ts';
import type { NodeDefinition } from '../nodes/definition.ts';

/** The output port that an input port reads. */
export interface Source {
  nodeId: string;
  port: string;
}

/** A node together with its type and with everything it waits for. */
export interface GraphNode {
  node: WorkflowNode;
  definition: NodeDefinition;
  /** Input port → the port it reads; optional ports that are not connected are absent. */
  inputs: Record<string, Source>;
  /** Ids of the nodes whose results this node's params (`$ref`), its fallback's params and its `when` need. */
  references: string[];
  /** Type to use once the retries are spent; see `fallbackNode`. */
  fallback: NodeDefinition | null;
}

/** A workflow that was checked: every port is connected, every type is known, nothing runs in circles. */
export interface Graph {
  document: WorkflowDocument;
  /** Node ids so that each comes after all it reads or refers to; among equals in the document's order. */
  order: string[];
  nodes: ReadonlyMap<string, GraphNode>;
  /** Ids of the nodes that bring pictures in, in the document's order. */
  inputNodes: string[];
  /** Ids of the nodes that deliver files, in the document's order. */
  exportNodes: string[];
  /** Things that are allowed and probably not meant, such as a node that leads to no export. */
  warnings: FieldIssue[];
}

/**
 * The node that takes a failed node's place: same id, inputs and condition, with the type and params of `fallback`.
 * Null when the node has none.
 */
export function fallbackNode(graphNode: GraphNode): GraphNode | null {
  const { node, fallback } = graphNode;
  if (fallback === null || node.fallback === undefined) return null;
  const { fallback: spent, ...rest } = node;
  return {
    ...graphNode,
    node: { ...rest, type: spent.type, params: spent.params },
    definition: fallback,
    fallback: null,
  };
}
