import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { type FieldIssue, SafelightError } from '../../contract/errors.ts';
import { InputSpec } from '../../contract/run.ts';
import type { Graph } from '../../workflow/graph/graph.ts';

/** Stands for the only input node of a workflow that has just one. */
export const ONLY_INPUT = 'imageInput';

/**
 * What was given for each input node, in the document's order, with defaults filled in. Throws `request_invalid` with an
 * issue for each node that is unknown or has nothing, and for each path that is not absolute.
 */
export function resolveInputs(graph: Graph, given: Record<string, unknown>): Record<string, InputSpec> {
  const nodes = graph.inputNodes;
  const issues: FieldIssue[] = [];
  const byNode = new Map<string, unknown>();
  for (const [key, spec] of Object.entries(given)) {
    const nodeId = nodes.includes(key) ? key : key === ONLY_INPUT && nodes.length === 1 ? nodes[0]! : null;
    if (nodeId === null)
      issues.push({
        path: `inputs.${key}`,
        code: 'unknown_input',
        message: `There is no input node “${key}”. ${listed(nodes)}`,
      });
    else byNode.set(nodeId, spec);
  }
  const resolved: Record<string, InputSpec> = {};
  for (const nodeId of nodes) {
    const spec = byNode.get(nodeId);
    if (spec === undefined) {
      issues.push({
        path: `inputs.${nodeId}`,
        code: 'missing_input',
        message: `Nothing was given for the input node “${nodeId}”.`,
      });
      continue;
    }
    const parsed = InputSpec.safeParse(spec);
    if (!parsed.success) {
      issues.push(
        ...parsed.error.issues.map((issue) => ({
          path: ['inputs', nodeId, ...issue.path].join('.'),
          code: issue.code,
          message: issue.message,
        })),
      );
      continue;
    }
    for (const path of parsed.data.paths.filter((one) => !isAbsolute(one))) {
      issues.push({
        path: `inputs.${nodeId}.paths`,
        code: 'relative_path',
        message: `“${path}” is not an absolute path.`,
      });
    }
    resolved[nodeId] = parsed.data;
  }
  if (issues.length > 0) throw new SafelightError('request_invalid', issues[0]!.message, { issues });
  return resolved;
}

/** Throws `file_not_found` for a path that is not there, so that a mistyped one is told at once and no run is made. */
export async function checkInputsExist(inputs: Record<string, InputSpec>): Promise<void> {
  for (const path of Object.values(inputs).flatMap((input) => input.paths)) {
    const found = await stat(path).catch(
      (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
    );
    if (found === false)
      throw new SafelightError('file_not_found', `There is nothing at ${path}. Check the path and try again.`);
  }
}

function listed(nodes: string[]): string {
  return nodes.length === 0
    ? 'This workflow takes no pictures.'
    : `There is ${nodes.map((id) => `“${id}”`).join(', ')}.`;
}
