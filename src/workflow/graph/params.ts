import { type FieldIssue, SafelightError } from '../../contract/errors.ts';
import { Binding, type Transform, type WorkflowNode } from '../../contract/workflow.ts';
import type { NodeDefinition } from '../nodes/definition.ts';
import type { GraphNode } from './graph.ts';
import { paramIssues } from './param-issues.ts';
import { transformed } from './transforms.ts';

/** A param (or a part of one) that takes its value from a node's result. */
export interface BoundParam {
  /** Where it stands in the params, e.g. `['color']`. */
  path: (string | number)[];
  nodeId: string;
  /** Field of the result, e.g. `['palette', '0']`; never empty. */
  field: string[];
  /** What is done to the value on its way. */
  transform?: Transform;
}

type Params = WorkflowNode['params'];

/** What `resolveParams` walks; deeper values cannot be valid params of any node. */
const DEEPEST = 64;

/** All well-formed bindings in a node's params, also those nested in arrays and objects. */
export function bindingsOf(node: { params: Params }): BoundParam[] {
  return findBindings(node.params).bound;
}

/** Well-formed bindings, and the paths of objects with `$ref` that are none. */
export function findBindings(params: Params): { bound: BoundParam[]; malformed: (string | number)[][] } {
  const bound: BoundParam[] = [];
  const malformed: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (typeof value !== 'object' || value === null || path.length > DEEPEST) return;
    if (Array.isArray(value)) {
      value.forEach((part, index) => {
        walk(part, [...path, index]);
      });
    } else if (Object.hasOwn(value, '$ref')) {
      const reference = parseBinding(value);
      if (reference === null) malformed.push(path);
      else bound.push({ path, ...reference });
    } else {
      for (const [key, part] of Object.entries(value)) walk(part, [...path, key]);
    }
  };
  for (const [key, value] of Object.entries(params)) walk(value, [key]);
  return { bound, malformed };
}

function parseBinding(value: object): { nodeId: string; field: string[]; transform?: Transform } | null {
  const parsed = Binding.safeParse(value);
  if (!parsed.success) return null;
  const [nodeId, ...field] = parsed.data.$ref.split('.');
  const { transform } = parsed.data;
  return { nodeId: nodeId!, field, ...(transform === undefined ? {} : { transform }) };
}

/**
 * A node's params with every binding replaced by the value it stands for, parsed by the type's schema: the output of
 * that schema, ready for `compile`. `results` holds the results of the nodes in `references`.
 *
 * Throws `binding_failed` when a value is not there, `param_invalid` when it does not fit; both with the node's id.
 */
export function resolveParams(
  graphNode: Pick<GraphNode, 'node' | 'definition'>,
  results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): unknown {
  const { node, definition } = graphNode;
  const replace = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((part, index) => replace(part, [...path, index]));
    if (Object.hasOwn(value, '$ref')) return lookUp(node.id, value, path, results);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replace(part, [...path, key])]));
  };
  const parsed = definition.params.safeParse(replace(node.params, []), { reportInput: true });
  if (parsed.success) return parsed.data;
  const bound = bindingsOf(node);
  const issues = paramIssues(definition, parsed.error.issues, `nodes.${node.id}.params`).map((issue) => ({
    ...issue,
    message: issue.message + boundFrom(issue, node.id, bound),
  }));
  throw new SafelightError('param_invalid', `${node.id}: ${issues.map(({ message }) => message).join(' ')}`, {
    nodeId: node.id,
    issues,
  });
}

/** A node's params that need no results: everything but bindings. The issues of what can be known before running. */
export function staticParamIssues(definition: NodeDefinition, params: Params, path: string): FieldIssue[] {
  const { bound, malformed } = findBindings(params);
  const parsed = definition.params.safeParse(params, { reportInput: true });
  const open = [...bound.map((binding) => binding.path), ...malformed];
  const issues = parsed.success ? [] : parsed.error.issues.filter((issue) => !open.some((at) => concerns(issue, at)));
  return [
    ...malformed.map((at) => ({
      path: `${path}.${at.join('.')}`,
      code: 'binding_invalid',
      message: `A bound value is written { "$ref": "node.field" }, with nothing beside it.`,
    })),
    ...paramIssues(definition, issues, path),
  ];
}

/**
 * Is the issue about a value that is not known yet? Rules over several params (code `custom`) look only at which params
 * are there, so they hold already. A union above a bound value cannot say which of its parts was meant.
 */
function concerns(issue: { code: string; path: PropertyKey[] }, bound: readonly (string | number)[]): boolean {
  if (issue.code === 'custom') return false;
  const { path } = issue;
  const shared = path.slice(0, bound.length).every((part, index) => part === bound[index]);
  return shared && (path.length >= bound.length || issue.code === 'invalid_union');
}

function lookUp(
  nodeId: string,
  value: object,
  path: readonly (string | number)[],
  results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): unknown {
  const binding = parseBinding(value);
  const reference = binding === null ? JSON.stringify(value) : [binding.nodeId, ...binding.field].join('.');
  let found: unknown = results;
  for (const part of binding === null ? [''] : [binding.nodeId, ...binding.field]) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) found = undefined;
    else found = (found as Record<string, unknown>)[part];
    if (found === undefined || found === null) {
      throw bindingFailed(nodeId, path, `takes its value from ${reference}, which this picture does not have`);
    }
  }
  const transform = binding?.transform;
  if (transform === undefined) return found;
  const changed = transformed(found, transform);
  if (changed !== undefined && changed !== null) return changed;
  throw bindingFailed(nodeId, path, `takes its value from ${reference}, to which “${transform}” cannot be done`);
}

function bindingFailed(nodeId: string, path: readonly (string | number)[], what: string): SafelightError {
  const message = `“${path.join('.')}” ${what}.`;
  const advice = 'Give the param a fixed value, or a condition to the node.';
  return new SafelightError('binding_failed', `${nodeId}: ${message} ${advice}`, {
    nodeId,
    issues: [{ path: `nodes.${nodeId}.params.${path.join('.')}`, code: 'binding_failed', message }],
  });
}

function boundFrom(issue: FieldIssue, nodeId: string, bound: readonly BoundParam[]): string {
  const binding = bound.find(({ path }) => `nodes.${nodeId}.params.${path.join('.')}` === issue.path);
  return binding === undefined ? '' : ` The value came from ${[binding.nodeId, ...binding.field].join('.')}.`;
}
