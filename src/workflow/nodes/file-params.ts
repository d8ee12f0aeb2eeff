import { nodeTypes, paramsSchema } from './registry.ts';

/** Names of the params of a node type that name a file on disk, such as a logo. */
function fileParams(type: string): string[] {
  const definition = nodeTypes.get(type);
  if (definition === undefined) return [];
  const properties = (paramsSchema(definition)['properties'] ?? {}) as Record<string, { widget?: unknown }>;
  return Object.keys(properties).filter((name) => properties[name]?.widget === 'file');
}

/** Whether the param names a file on disk. */
export function isFileParam(type: string, name: string): boolean {
  return fileParams(type).includes(name);
}

/**
 * The files that params name, as they stand there; bindings name none. Where the type of the node is not known, a param that names a
 * file in any type counts.
 */
export function filesInParams(params: Record<string, unknown>, type?: string): string[] {
  const names = type === undefined ? [...nodeTypes.keys()].flatMap(fileParams) : fileParams(type);
  return [...new Set(names)].flatMap((name) => {
    const value = params[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}
