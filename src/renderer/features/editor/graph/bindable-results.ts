import type { WorkflowDocument } from '../../../../contract/workflow.ts';
import type { FieldKind, ParamField } from '../../../components/form/param-schema.ts';
import { type Types, upstreamOf } from './ports.ts';

/** A result of another node that a param can be taken from. */
export interface BindableResult {
  /** As a binding names it: `analyze-1.dominantColor`. */
  ref: string;
  /** The node's name on screen. */
  name: string;
  field: string;
  description: string;
}

const TAKES: Record<FieldKind, string[]> = {
  slider: ['number'],
  number: ['number'],
  select: ['string', 'number'],
  switch: ['boolean'],
  color: ['color', 'string'],
  text: ['string', 'number', 'color', 'boolean'],
  suggest: ['string', 'number', 'color', 'boolean'],
  template: ['string', 'number', 'color', 'boolean'],
  list: ['array'],
  spots: ['array'],
  file: ['string'],
  anchor: ['string'],
  curve: ['array'],
  json: ['array', 'object', 'string', 'number', 'boolean', 'color'],
};

/** Results that fit a param, of all nodes that do not themselves wait for the node. */
export function bindableResults(
  document: Pick<WorkflowDocument, 'nodes'>,
  types: Types,
  nodeId: string,
  field: Pick<ParamField, 'kind'>,
): BindableResult[] {
  const takes = TAKES[field.kind];
  return document.nodes
    .filter((node) => node.id !== nodeId && !upstreamOf(document, types, node.id).has(nodeId))
    .flatMap((node) => {
      const type = types.get(node.type);
      return Object.entries(type?.results ?? {})
        .filter(([, result]) => takes.includes(result.type))
        .map(([name, result]) => ({
          ref: `${node.id}.${name}`,
          name: node.label ?? type?.label ?? node.type,
          field: name,
          description: result.description,
        }));
    });
}
