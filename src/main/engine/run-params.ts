import { SafelightError } from '../../contract/errors.ts';
import type { Run } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import type { Graph } from '../../workflow/graph/graph.ts';
import { didYouMean } from '../../workflow/graph/nearest.ts';
import { validateWorkflow } from '../../workflow/graph/validate.ts';
import { itemDocument } from './item-document.ts';

/**
 * The workflow with the params that a run has of its own. Throws `workflow_invalid` when the workflow itself is not valid,
 * `node_not_found`, and `param_invalid` with every field that is wrong (`nodes.resize-1.params.longEdge`).
 */
export function withRunParams(
  document: WorkflowDocument,
  params: Run['params'],
): { document: WorkflowDocument; graph: Graph } {
  const graph = validateWorkflow(document);
  if (Object.keys(params).length === 0) return { document, graph };
  for (const nodeId of Object.keys(params)) {
    if (graph.nodes.has(nodeId)) continue;
    const hint = didYouMean(nodeId, graph.nodes.keys());
    throw new SafelightError('node_not_found', `The workflow “${document.name}” has no node “${nodeId}”.${hint}`);
  }
  const own = itemDocument(document, { overrides: params, fallbacks: [] });
  try {
    return { document: own, graph: validateWorkflow(own) };
  } catch (thrown) {
    if (!(thrown instanceof SafelightError) || thrown.code !== 'workflow_invalid') throw thrown;
    throw new SafelightError('param_invalid', thrown.message, { issues: thrown.issues, cause: thrown });
  }
}
