import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow.ts';
import { nodeTypes, paramsSchema } from '../../../workflow/nodes/registry.ts';

interface ParamSchema {
  unit?: string;
  type?: string;
  minimum?: number;
  anyOf?: ParamSchema[];
}

/**
 * The workflow as it is to be done on a copy of the picture that is `scale` times as large (0–1): every length in pixels is scaled with
 * it, so that the copy looks like the picture. Lengths in pixels are the params whose form says the unit `px`.
 */
export function scaledToProxy(document: WorkflowDocument, scale: number): WorkflowDocument {
  if (scale >= 1) return document;
  return { ...document, nodes: document.nodes.map((node) => scaledNode(node, scale)) };
}

function scaledNode(node: WorkflowNode, scale: number): WorkflowNode {
  const definition = nodeTypes.get(node.type);
  if (definition === undefined) return node;
  const properties = (paramsSchema(definition)['properties'] ?? {}) as Record<string, ParamSchema>;
  const params = { ...node.params };
  for (const [name, schema] of Object.entries(properties)) {
    const value = params[name] ?? defaultOf(schema);
    if (schema.unit !== 'px' || typeof value !== 'number') continue;
    params[name] = scaled(value, scale, schema);
  }
  return { ...node, params };
}

function defaultOf(schema: ParamSchema & { default?: unknown }): unknown {
  return schema.default;
}

function scaled(value: number, scale: number, schema: ParamSchema): number {
  const whole = schema.type === 'integer' || (schema.anyOf ?? []).some(({ type }) => type === 'integer');
  const length = whole ? Math.round(value * scale) : value * scale;
  const least = schema.minimum ?? (whole && value > 0 ? 1 : undefined);
  return least === undefined ? length : Math.max(least, length);
}
