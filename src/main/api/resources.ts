import type {
  ItemDetailResource,
  ItemResource,
  NodeStateResource,
  ProgressResource,
  RunResource,
  WebhookResource,
} from '../../contract/api.ts';
import type { Item, Run } from '../../contract/run.ts';
import type { UploadResource } from '../../contract/upload.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import { nodeTypes } from '../../workflow/nodes/registry.ts';
import { runIsOver } from '../engine/run-machine.ts';
import type { RunProgress } from '../engine/run-service.ts';
import type { UploadRecord } from '../engine/upload-port.ts';
import type { StoredWebhook } from '../engine/webhook-port.ts';
import { archiveName } from './archive-name.ts';

/**
 * Stored runs and items as the API shows them. Keys name artifacts below `/artifacts/`; URLs are absolute so that a client
 * can hand them on.
 */

export function runResource(run: Run, origin: string): RunResource {
  const workspaceId = run.client?.data['workspaceId'];
  const hasArchive =
    runIsOver(run.status) && run.undoneAt === null && (run.archivePath !== null || run.outputCount > 0);
  return {
    ...run,
    workspaceId: typeof workspaceId === 'number' ? workspaceId : 1,
    outputArchiveUrl: hasArchive ? artifactUrl(origin, `runs/${run.id}/archive/${archiveName(run)}`) : null,
  };
}

export function itemResource(item: Item, document: WorkflowDocument, origin: string): ItemResource {
  const took =
    item.startedAt !== null && item.finishedAt !== null
      ? Date.parse(item.finishedAt) - Date.parse(item.startedAt)
      : null;
  const inputs = Object.entries(item.sources);
  return {
    id: item.id,
    uuid: item.uuid,
    name: item.name,
    relativeFolder: item.relativeFolder,
    status: item.status,
    uploadInputs: Object.fromEntries(
      inputs.map(([nodeId, source]) => {
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
    // The attempt makes it another address, so that nobody shows the picture of an earlier one.
    thumbUrl:
      inputs.length === 0
        ? null
        : `${artifactUrl(origin, `runs/${item.runId}/${item.id}/thumb.webp`)}?v=${item.attempt}-${item.status}`,
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

export function progressResource(run: Run, progress: RunProgress): ProgressResource {
  return {
    runId: run.id,
    totalItems: run.totalItems,
    endedItems: run.completedItems + run.failedItems + run.skippedItems + run.cancelledItems,
    ...progress,
  };
}

export function webhookResource({ uuid, url, state, nextAt, tries }: StoredWebhook): WebhookResource {
  return { id: uuid, url, state, nextAt, tries };
}

export function uploadResource(upload: UploadRecord): UploadResource {
  const { name, ...rest } = upload;
  return { ...rest, uploadId: upload.uuid, fileName: name };
}

export function artifactUrl(origin: string, key: string): string {
  return `${origin}/artifacts/${key.split('/').map(encodeURIComponent).join('/')}`;
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
