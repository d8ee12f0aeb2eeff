import { SafelightError } from '../../../contract/errors.ts';
import { evaluateCondition } from '../../graph/conditions.ts';
import type { Graph, GraphNode, Source } from '../../graph/graph.ts';
import type { Known } from '../known.ts';
import { type Needs, nodeOf } from '../needs.ts';

/**
 * What becomes of a node. `later`: its params or its condition wait for another node's result. `match`, `else`: the way a
 * filter sends the picture. `off`: it lies on the way that the picture does not take.
 */
export type Decision = 'run' | 'pass-over' | 'later' | 'match' | 'else' | 'off';

/**
 * Decides for every needed node; input nodes always run. Throws `condition_failed` with the node's id. `assume` (for
 * estimates) lets nodes run whose condition cannot be told.
 */
export function skipConditions(graph: Graph, needs: Needs, known: Known, assume = false): Map<string, Decision> {
  const decisions = new Map<string, Decision>();
  for (const id of needs.order) {
    const off = isOff(nodeOf(graph, id), decisions);
    decisions.set(id, off ? 'off' : decide(graph, id, known, assume));
  }
  return decisions;
}

/** A source that gives nothing for this item. */
export function givesNothing({ nodeId, port }: Source, decisions: ReadonlyMap<string, Decision>): boolean {
  const decision = decisions.get(nodeId);
  // A file that no export wrote is not there, nor is a mask that nobody made, while a picture that was passed over still is.
  if (decision === 'pass-over') return port === 'file' || port === 'mask';
  return decision === 'off' || ((decision === 'match' || decision === 'else') && decision !== port);
}

function isOff({ inputs, definition }: GraphNode, decisions: ReadonlyMap<string, Decision>): boolean {
  return Object.entries(inputs).some(
    ([port, source]) => definition.inputs[port]?.required && givesNothing(source, decisions),
  );
}

function decide(graph: Graph, id: string, known: Known, assume: boolean): Decision {
  const { node, inputs, references, definition } = nodeOf(graph, id);
  if (references.some((reference) => !Object.hasOwn(known.results, reference))) return 'later';
  if (Object.keys(inputs).length === 0) return 'run';
  if (node.when !== undefined && !holds(graph, id, node.when, known, assume)) return 'pass-over';
  const condition = definition.routeBy === undefined ? undefined : node.params[definition.routeBy];
  if (typeof condition !== 'string') return 'run';
  return holds(graph, id, condition, known, assume) ? 'match' : 'else';
}

function holds(graph: Graph, id: string, condition: string, known: Known, assume: boolean): boolean {
  const input = known.facts[graph.inputNodes[0] ?? ''];
  try {
    if (input === undefined)
      throw new SafelightError('condition_failed', `No facts are known for the condition “${condition}”.`);
    return evaluateCondition(condition, { input, exif: input.exif, nodes: known.results });
  } catch (thrown) {
    if (assume) return true;
    if (!(thrown instanceof SafelightError)) throw thrown;
    throw new SafelightError(thrown.code, `${id}: ${thrown.message}`, { nodeId: id, cause: thrown });
  }
}
