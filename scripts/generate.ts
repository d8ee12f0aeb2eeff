import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeTypeInfo } from '../src/contract/node-type.ts';

/**
 * `npm run generate`: writes what follows from the files in src/workflow/nodes, the list of node types and docs/nodes.md, and what
 * follows from the routes in src/contract, the client's table of operations and docs/api.md. A test fails when one of them is stale.
 */
const root = join(import.meta.dirname, '..');
export const NODES_FOLDER = join(root, 'src/workflow/nodes');
export const NODE_LIST = join(NODES_FOLDER, 'all.generated.ts');
export const NODES_PAGE = join(root, 'docs/nodes.md');
export const OPERATIONS = join(root, 'src/client/operations.generated.ts');
export const API_PAGE = join(root, 'docs/api.md');

/** Files in the nodes folder that are no node types. */
const OTHERS = new Set(['all.generated.ts', 'definition.ts', 'file-params.ts', 'registry.ts']);

/** Names of the node type files, in alphabetical order. */
export async function nodeFiles(): Promise<string[]> {
  const files = await readdir(NODES_FOLDER);
  return files.filter((file) => file.endsWith('.ts') && !OTHERS.has(file)).sort();
}

/** Source of the list of node types. */
export function nodeList(files: readonly string[]): string {
  const name = (file: string) => file.replace('.ts', '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [
    '// Written by `npm run generate`; do not edit.',
    ...files.map((file) => `import ${name(file)}Node from './${file}';`),
    '',
    '/** Every node type, in alphabetical order of their files. */',
    'export const definitions = [',
    ...files.map((file) => `  ${name(file)}Node,`),
    '] as const;',
    '',
  ].join('\n');
}

/** Source of the client's table of operations. */
export function operationTable(routes: Readonly<Record<string, { method: string; path: string }>>): string {
  return [
    '// Written by `npm run generate` from src/contract/routes.ts; do not edit.',
    "import type { OperationTable } from './operations.ts';",
    '',
    '/** Method and path of every operation. */',
    'export const operations: OperationTable = {',
    ...Object.entries(routes).map(([name, { method, path }]) => `  ${name}: ['${method}', '${path}'],`),
    '};',
    '',
  ].join('\n');
}

/** The page docs/nodes.md. */
export function nodesPage(types: readonly NodeTypeInfo[]): string {
  return [
    '# Nodes',
    '',
    '<!-- Written by `npm run generate` from src/workflow/nodes; do not edit. -->',
    '',
    'Every node type with its params, ports and results. How nodes are put together: [workflows.md](workflows.md).',
    '',
    ...types.map((type) => `- [\`${type.type}\`](#${type.type.toLowerCase()}): ${type.description}`),
    '',
    ...types.flatMap(section),
  ].join('\n');
}

function section(info: NodeTypeInfo): string[] {
  const params = Object.entries((info.params['properties'] ?? {}) as Record<string, ParamSchema>);
  const results = Object.entries(info.results);
  return [
    `## ${info.type}`,
    '',
    `**${info.label}** (${info.category}). ${info.description}`,
    '',
    `![${info.label}: before and after](nodes/${info.type}.png)`,
    '',
    `Inputs: ${ports(info.inputs)}. Outputs: ${ports(info.outputs)}.`,
    '',
    ...(params.length === 0
      ? ['No params.', '']
      : [
          '| param | values | default | |',
          '|---|---|---|---|',
          ...params.map(
            ([name, schema]) =>
              `| \`${name}\` | ${values(schema)} | ${shown(schema.default)} | ${cell([schema.title, schema.description])} |`,
          ),
          '',
        ]),
    ...(results.length === 0
      ? []
      : [
          '| result | type | |',
          '|---|---|---|',
          ...results.map(([name, field]) => `| \`${name}\` | ${field.type} | ${field.description} |`),
          '',
        ]),
  ];
}

interface ParamSchema {
  type?: string;
  title?: string;
  description?: string;
  unit?: string;
  default?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  widget?: string;
  anyOf?: ParamSchema[];
}

function ports(ports: Record<string, { type: string; required?: boolean }>): string {
  const all = Object.entries(ports).map(
    ([name, port]) => `\`${name}\` (${port.type}${port.required === false ? ', optional' : ''})`,
  );
  return all.length === 0 ? 'none' : all.join(', ');
}

function values(schema: ParamSchema): string {
  const unit = schema.unit === undefined ? '' : ` ${schema.unit}`;
  if (schema.enum !== undefined) return schema.enum.map(shown).join(', ') + unit;
  if (schema.anyOf !== undefined) return schema.anyOf.map(values).join(' or ') + unit;
  if (schema.widget === 'color') return 'colour';
  if (schema.widget === 'curve') return 'points `[from, to]`, 0 to 255';
  if (schema.type === 'number' || schema.type === 'integer') {
    return `${shown(schema.minimum)} to ${shown(schema.maximum)}${unit}${schema.type === 'integer' ? ', whole' : ''}`;
  }
  if (schema.type === 'boolean') return 'true, false';
  return 'text';
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('-', '−');
  return `\`${typeof value === 'object' ? JSON.stringify(value) : String(value)}\``;
}

function cell([title, description]: (string | undefined)[]): string {
  const text = description === undefined ? `${title}.` : `${title}. ${description}`;
  return text.replaceAll('|', '\\|');
}

if (import.meta.main) {
  await writeFile(NODE_LIST, nodeList(await nodeFiles()));
  // Only now: the registry imports the list that was just written.
  const { nodeTypeInfo, nodeTypes } = await import('../src/workflow/nodes/registry.ts');
  await writeFile(NODES_PAGE, nodesPage([...nodeTypes.values()].map(nodeTypeInfo)));
  const { routes } = await import('../src/contract/routes.ts');
  await writeFile(OPERATIONS, operationTable(routes));
  const { API_RECORDS } = await import('../src/contract/api-records.ts');
  const { apiPage } = await import('./generate/api-page.ts');
  await writeFile(API_PAGE, apiPage(API_RECORDS));
}
