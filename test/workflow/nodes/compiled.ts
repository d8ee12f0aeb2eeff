import { staticParamIssues } from '../../../src/workflow/graph/params.ts';
import type { NodeDefinition } from '../../../src/workflow/nodes/definition.ts';
import type { Step } from '../../../src/workflow/plan/steps.ts';

/** The steps of a node called `n`, with these params as someone may write them. */
export function compiled(definition: NodeDefinition, params: Record<string, unknown> = {}): Step[] {
  return definition.compile(definition.params.parse(params), { nodeId: 'n' });
}

/** What is wrong with these params: `field: sentence`. */
export function problems(definition: NodeDefinition, params: Record<string, unknown>): string[] {
  return staticParamIssues(definition, params, '').map(({ path, message }) => `${path.slice(1)}: ${message}`);
}

/** The same, for each of several values of one param; empty when all are accepted. */
export function problemsWith(
  definition: NodeDefinition,
  param: string,
  values: unknown[],
  rest: Record<string, unknown> = {},
) {
  return values.flatMap((value) => problems(definition, { ...rest, [param]: value }));
}
