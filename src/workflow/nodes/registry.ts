import { z } from 'zod';
import type { NodeTypeInfo } from '../../contract/node-type.ts';
import { definitions } from './all.generated.ts';
import type { NodeDefinition } from './definition.ts';
import { alternativesOf } from './params/alternatives.ts';

/** Every node type by its name. */
export const nodeTypes: ReadonlyMap<string, NodeDefinition> = new Map(
  definitions.map((definition) => [definition.type, definition]),
);

const PICTURE_RESULTS: NodeTypeInfo['results'] = {
  width: { type: 'number', description: 'Width of the picture, px.' },
  height: { type: 'number', description: 'Height of the picture, px.' },
};

/** The fields that params can bind to and conditions can read: the type's own, and `width`, `height` where it gives a picture. */
export function resultFields(definition: NodeDefinition): NodeTypeInfo['results'] {
  const givesPicture = Object.values(definition.outputs).some((port) => port.type === 'image');
  return { ...(givesPicture ? PICTURE_RESULTS : {}), ...definition.results };
}

/** A node type as clients see it: params as JSON Schema (2020-12) of what may be written, with the form hints kept. */
export function nodeTypeInfo(definition: NodeDefinition): NodeTypeInfo {
  const { type, label, category, description, icon, scope, inputs, outputs } = definition;
  return {
    type,
    label,
    category,
    description,
    icon,
    scope,
    inputs,
    outputs,
    results: resultFields(definition),
    params: paramsSchema(definition),
  };
}

const schemas = new WeakMap<NodeDefinition, Record<string, unknown>>();

/** JSON Schema of a type's params; made once for each type. `exactlyOneOf` lists what can be said in several ways. */
export function paramsSchema(definition: NodeDefinition): Record<string, unknown> {
  let schema = schemas.get(definition);
  if (schema === undefined) {
    schema = z.toJSONSchema(definition.params, { io: 'input' });
    const alternatives = alternativesOf(definition.params);
    if (alternatives.length > 0) schema['exactlyOneOf'] = alternatives;
    schemas.set(definition, schema);
  }
  return schema;
}
