import type { ItemDetailResource, ItemResource, NodeStateResource, RunResource } from '../../contract/api.ts';
import type { Item, Run } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import { nodeTypes } from '../../workflow/nodes/registry.ts';

/**
 * Stored runs and items as the API shows them. Keys name artifacts below `/artifacts/`; URLs are absolute so that a client
 * can hand them on.
 */

export function runResource(run: Run, origin: string): RunResource {
  return {
    ...run,
    workspaceId: 1,
    outputArchiveUrl:
      run.archivePath === null ? null : artifactUrl(origin, `runs/${run.id}/archive/${fileName(run.archivePath)}`),
  };
}

export function itemResource(item: Item, document: WorkflowDocument, origin: string): ItemResource {
  const took =
    item.startedAt !== null && item.finishedAt !== null
      ? Date.parse(item.finishedAt) - Date.parse(item.startedAt)
      : null;
  return {
    id: item.id,
    uuid: item.uuid,
    name: item.name,
    relativeFolder: item.relativeFolder,
    status: item.status,
    uploadInputs: Object.fromEntries(
      Object.entries(item.sources).map(([nodeId, source]) => {
        const key = `runs/${item.runId}/${item.id}/inputs/${nodeId}/${source.name}`;
        return [nodeId, { key, fileName: source.name, url: artifactUrl(origin, key) }];
      }),
    ),
    outputs: item.outputs.map((output, index) => {
      const key = `runs/${item.runId}/${item.id}/outputs/${index}/${output.fileName}`;
      return {
        ...output,
        key,
        url: artifactUrl(origin, key),
        processedNodeChain: chainTo(document, output.nodeId).map((id) => labelOf(document, id)),
      };
    }),
    error: item.error,
    milliseconds: took,
    startedAt: item.startedAt,
    finishedAt: item.finishedAt,
  };
}

export function itemDetailResource(item: Item, document: WorkflowDocument, origin: string): ItemDetailResource {
  return {
    ...itemResource(item, document, origin),
    facts: item.facts,
    attempt: item.attempt,
    overrides: item.overrides,
    retryAt: item.retryAt,
    receipt: item.receipt,
    nodeStates: item.nodeStates.map((state): NodeStateResource => {
      const shows = state.status === 'completed' || state.status === 'skipped';
      const key = `runs/${item.runId}/${item.id}/nodes/${state.nodeId}.png`;
      return {
        ...state,
        label: labelOf(document, state.nodeId),
        type: document.nodes.find((node) => node.id === state.nodeId)?.type ?? '',
        fileKeys: shows ? [key] : [],
        fileUrls: shows ? [artifactUrl(origin, key)] : [],
      };
    }),
  };
}

function artifactUrl(origin: string, key: string): string {
  return `${origin}/artifacts/${key.split('/').map(encodeURIComponent).join('/')}`;
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function labelOf(document: WorkflowDocument, nodeId: string): string {
  const node = document.nodes.find((candidate) => candidate.id === nodeId);
  return node?.label ?? nodeTypes.get(node?.type ?? '')?.label ?? nodeId;
}

/** The nodes a picture went through up to `nodeId`, following the first input of each. */
function chainTo(document: WorkflowDocument, nodeId: string): string[] {
  const chain: string[] = [];
  let at: string | undefined = nodeId;
  while (at !== undefined && !chain.includes(at)) {
    chain.unshift(at);
    const inputs = document.nodes.find((node) => node.id === at)?.inputs ?? {};
    at = (inputs['image'] ?? Object.values(inputs)[0])?.split('.')[0];
  }
  return chain;
}
