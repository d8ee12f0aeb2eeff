import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow.ts';
import { nodeTypes, paramsSchema } from '../../../workflow/nodes/registry.ts';

interface ParamSchema {
  unit?: string;
  type?: string;
  minimum?: number;
  anyOf?: ParamSchema[];
}

/** Long edges of the copies, few, so that one serves many previews. */
const PROXY_EDGES = [800, 1024, 1600, 3200];
/** Nodes that may show a part of the picture only, and how much larger the copy is for them, so that there is something to show. */
const MAY_CUT = new Set(['crop', 'smartCrop', 'fillFrame', 'perspective', 'rotate', 'trim']);
const FOR_A_CUT = 1.25;

/** Long edge of the copy that a preview of `longEdge` px is made on. */
export function proxyEdge({ nodes }: WorkflowDocument, longEdge: number): number {
  const wanted = nodes.some(({ type }) => MAY_CUT.has(type)) ? longEdge * FOR_A_CUT : longEdge;
  return PROXY_EDGES.find((edge) => edge >= wanted) ?? Math.round(wanted);
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
