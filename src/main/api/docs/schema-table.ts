import { escaped, prose } from './html.ts';

/** The part of JSON Schema that our routes are described with. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

export type Schemas = Readonly<Record<string, Schema>>;

/** A schema’s fields as a table; nothing for one without fields. */
export function schemaTable(schema: Schema, schemas: Schemas): string {
  const { properties, required } = fieldsOf(schema, schemas);
  const rows = Object.entries(properties);
  if (rows.length === 0) return `<p>${typeName(schema)}</p>`;
  return `<table>${rows
    .map(
      ([name, field]) =>
        `<tr><td><code>${escaped(name)}</code>${required.has(name) ? '' : '<i> optional</i>'}</td><td>${typeName(field)}</td><td>${about(field)}</td></tr>`,
    )
    .join('')}</table>`;
}

/** All fields of a schema, through references and `allOf`. */
function fieldsOf(
  schema: Schema,
  schemas: Schemas,
  depth = 0,
): { properties: Record<string, Schema>; required: Set<string> } {
  const own = resolved(schema, schemas);
  const parts = depth > 8 ? [] : (own.allOf ?? []).map((part) => fieldsOf(part, schemas, depth + 1));
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), own.properties ?? {}) as Record<
      string,
      Schema
    >,
    required: new Set([...parts.flatMap((part) => [...part.required]), ...(own.required ?? [])]),
  };
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref === undefined ? schema : (schemas[nameOf(schema.$ref)] ?? {});
}

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** `integer`, `list of Run`, `"a" or "b"`; named schemas link to their description. */
function typeName(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return `<code>${escaped(JSON.stringify(schema.const))}</code>`;
  if (schema.enum !== undefined) {
    return schema.enum.map((one) => `<code>${escaped(JSON.stringify(one))}</code>`).join(' or ');
  }
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return several.map(typeName).join(' or ');
  if (schema.allOf !== undefined)
    return schema.allOf
      .filter((part) => part.$ref !== undefined)
      .map(typeName)
      .join(' and ');
  const types = [schema.type ?? 'any'].flat();
  return types
    .map((type) => {
      if (type === 'array') return `list of ${typeName(schema.items ?? {})}`;
      if (type === 'object' && typeof schema.additionalProperties === 'object') {
        return `object of ${typeName(schema.additionalProperties)}`;
      }
      return escaped(schema.format === undefined ? type : `${type} (${schema.format})`);
    })
    .join(' or ');
}

function about({ description, default: standard, minimum, maximum }: Schema): string {
  const parts = [
    ...(description === undefined ? [] : [prose(description)]),
    ...(standard === undefined ? [] : [`Default <code>${escaped(JSON.stringify(standard))}</code>.`]),
    ...(minimum === undefined || minimum < -1e9 ? [] : [`From ${minimum}.`]),
    ...(maximum === undefined || maximum > 1e9 ? [] : [`Up to ${maximum}.`]),
  ];
  return parts.join(' ');
}
