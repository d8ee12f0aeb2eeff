import { SafelightError } from '../../../contract/errors.ts';
import { evaluateCondition } from '../../graph/conditions.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Known } from '../known.ts';
import { type Needs, nodeOf } from '../needs.ts';

/** What becomes of a node: `later` while its params or its condition wait for another node's result. */
export type Decision = 'run' | 'pass-over' | 'later';

/**
 * Decides for every needed node; input nodes always run. Throws `condition_failed` with the node's id. `assume` (for
 * estimates) lets nodes run whose condition cannot be told.
 */
export function skipConditions(graph: Graph, needs: Needs, known: Known, assume = false): Map<string, Decision> {
  return new Map(needs.order.map((id) => [id, decide(graph, id, known, assume)]));
}

function decide(graph: Graph, id: string, known: Known, assume: boolean): Decision {
  const { node, inputs, references } = nodeOf(graph, id);
  if (references.some((reference) => !Object.hasOwn(known.results, reference))) return 'later';
  const input = known.facts[graph.inputNodes[0] ?? ''];
  if (node.when === undefined || Object.keys(inputs).length === 0) return 'run';
  try {
    if (input === undefined)
      throw new SafelightError('condition_failed', `No facts are known for the condition “${node.when}”.`);
    return evaluateCondition(node.when, { input, exif: input.exif, nodes: known.results }) ? 'run' : 'pass-over';
  } catch (thrown) {
    if (assume) return 'run';
    if (!(thrown instanceof SafelightError)) throw thrown;
    throw new SafelightError(thrown.code, `${id}: ${thrown.message}`, { nodeId: id, cause: thrown });
  }
}
