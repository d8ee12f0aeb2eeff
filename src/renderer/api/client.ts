import { endpoint } from './endpoint.ts';

/** The operations of the API that screens call. Add a line for another; its types come from the contract. */
export const api = {
  health: endpoint<'health'>('get', '/health'),
  system: endpoint<'getSystem'>('get', '/system'),
  nodes: endpoint<'listNodes'>('get', '/nodes'),
  writeSamples: endpoint<'writeSamples'>('post', '/samples'),
  workflows: endpoint<'listWorkflows'>('get', '/workflows'),
  workflow: endpoint<'getWorkflow'>('get', '/workflows/{id}'),
  runs: endpoint<'listRuns'>('get', '/workflows/runs'),
  run: endpoint<'getRun'>('get', '/workflows/runs/{runId}'),
  createRun: endpoint<'createRun'>('post', '/workflows/{id}/runs'),
  planRun: endpoint<'planRun'>('post', '/workflows/{id}/plan'),
  deleteRun: endpoint<'deleteRun'>('delete', '/workflows/runs/{runId}'),
  pauseRun: endpoint<'pauseRun'>('post', '/workflows/runs/{runId}/pause'),
  resumeRun: endpoint<'resumeRun'>('post', '/workflows/runs/{runId}/resume'),
  cancelRun: endpoint<'cancelRun'>('post', '/workflows/runs/{runId}/cancel'),
  retryRun: endpoint<'retryRun'>('post', '/workflows/runs/{runId}/retry'),
  undoRun: endpoint<'undoRun'>('post', '/workflows/runs/{runId}/undo'),
  item: endpoint<'getItem'>('get', '/workflows/runs/{runId}/items/{itemId}'),
  patchItem: endpoint<'patchItem'>('patch', '/workflows/runs/{runId}/items/{itemId}'),
  retryItem: endpoint<'retryItem'>('post', '/workflows/runs/{runId}/items/{itemId}/retry'),
};
