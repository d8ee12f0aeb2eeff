import { Command } from 'commander';
import { SafelightError } from '../../../contract/errors.ts';
import type { NodeTypeInfo } from '../../../contract/node-type.ts';
import { didYouMean } from '../../../workflow/graph/nearest.ts';
import { nodeTypeInfo, nodeTypes } from '../../../workflow/nodes/registry.ts';
import type { CommandContext } from '../program.ts';
import { tableLines } from '../table.ts';

/** `safelight nodes [type]`: the node library, or one type with its params. */
export function nodesCommand({ terminal }: CommandContext): Command {
  return new Command('nodes')
    .description('list the node types, or tell all about one')
    .argument('[type]', 'a node type, e.g. resize')
    .option('--json', 'one JSON object a line')
    .action((type: string | undefined, options: { json?: boolean }) => {
      const chosen = (type === undefined ? [...nodeTypes.values()] : [definitionOf(type)]).map(nodeTypeInfo);
      if (options.json) {
        for (const info of chosen) terminal.json({ event: 'nodeType', ...info });
        return;
      }
      const lines =
        type === undefined
          ? tableLines(
              [{ heading: 'TYPE' }, { heading: 'CATEGORY' }, { heading: 'DESCRIPTION' }],
              chosen.map((info) => [info.type, info.category, info.description]),
            )
          : chosen.flatMap(describe);
      for (const line of lines) terminal.out(line);
    });
}

function definitionOf(type: string) {
  const definition = nodeTypes.get(type);
  if (definition !== undefined) return definition;
  throw new SafelightError(
    'not_found',
    `There is no node type “${type}”.${didYouMean(type, nodeTypes.keys())} “safelight nodes” lists them all.`,
  );
}

function describe(info: NodeTypeInfo): string[] {
  const params = Object.entries((info.params['properties'] ?? {}) as Record<string, ParamSchema>);
  const ports = (list: Record<string, { type: string }>): string =>
    Object.entries(list)
      .map(([name, port]) => `${name} (${port.type})`)
      .join(', ') || 'none';
  return [
    `${info.type} · ${info.label}`,
    info.description,
    '',
    `Inputs:  ${ports(info.inputs)}`,
    `Outputs: ${ports(info.outputs)}`,
    ...(params.length === 0 ? [] : ['', 'Params']),
    ...tableLines(
      [{ heading: '' }, { heading: '' }, { heading: '' }, { heading: '' }],
      params.map(([name, schema]) => [
        `  ${name}`,
        valuesOf(schema),
        defaultOf(schema),
        schema.description ?? schema.title ?? '',
      ]),
    ).slice(1),
    ...(Object.keys(info.results).length === 0 ? [] : ['', 'Results that other nodes can use']),
    ...tableLines(
      [{ heading: '' }, { heading: '' }, { heading: '' }],
      Object.entries(info.results).map(([name, field]) => [`  ${name}`, field.type, field.description]),
    ).slice(1),
  ];
}

/** The part of JSON Schema that params use. */
interface ParamSchema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: ParamSchema[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
  title?: string;
  description?: string;
  unit?: string;
}

function valuesOf(schema: ParamSchema): string {
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(valuesOf))].join(' | ');
  const type = String(schema.type ?? 'any');
  // zod writes the safe-integer bounds where a schema has none of its own.
  const bound = (value: number | undefined): string =>
    value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? '' : String(value);
  const range =
    bound(schema.minimum) === '' && bound(schema.maximum) === ''
      ? ''
      : ` ${bound(schema.minimum)}…${bound(schema.maximum)}`;
  return type === 'number' || type === 'integer'
    ? `number${range}${schema.unit === undefined ? '' : ` ${schema.unit}`}`
    : type;
}

function defaultOf(schema: ParamSchema): string {
  return schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`;
}
