import type { z } from '@hono/zod-openapi';
import type { ItemDetailResource, ItemResource, Problem, RunResource } from '../../contract/api.ts';
import type { InputSpec, ItemStatus } from '../../contract/run.ts';
import type { UndoReport } from '../../contract/undo.ts';
import type { WorkflowSummary } from '../../contract/workflow.ts';

/** What the server said was wrong, as a sentence for the screen. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

async function call<Result>(path: string, init?: RequestInit): Promise<Result> {
  const response = await fetch(path, init);
  if (!response.ok) throw new ProblemError((await response.json()) as Problem);
  return (await response.json()) as Result;
}

const post = <Result>(path: string, body?: unknown): Promise<Result> =>
  call(path, {
    method: 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });

export type RunPage = { items: RunResource[]; total: number; page: number; pageSize: number };
export type RunWithItems = RunResource & { items: ItemResource[]; itemsTotal: number; page: number; pageSize: number };

export interface NewRun {
  workflow: string;
  inputs: Record<string, z.input<typeof import('../../contract/run.ts').InputSpec>>;
  folder: string;
}

export const api = {
  runs: (): Promise<RunPage> => call('/workflows/runs?pageSize=100'),
  run: (
    id: number,
    query: { page: number; pageSize: number; status?: ItemStatus | undefined; q?: string | undefined },
  ) => {
    const search = new URLSearchParams({ page: String(query.page), pageSize: String(query.pageSize) });
    if (query.status !== undefined) search.set('status', query.status);
    if (query.q) search.set('q', query.q);
    return call<RunWithItems>(`/workflows/runs/${id}?${search}`);
  },
  item: (runId: number, itemId: number) =>
    call<{ run: RunResource; item: ItemDetailResource }>(`/workflows/runs/${runId}/items/${itemId}`),
  workflows: (): Promise<{ items: WorkflowSummary[] }> => call('/workflows'),
  start: (run: NewRun) =>
    post<RunResource>(`/workflows/${encodeURIComponent(run.workflow)}/runs`, {
      inputs: run.inputs,
      output: { folder: run.folder },
    }),
  samples: () => post<{ folder: string; outputFolder: string }>('/samples'),
  control: (runId: number, action: 'pause' | 'resume' | 'cancel' | 'retry') =>
    post<{ ok: true }>(`/workflows/runs/${runId}/${action}`),
  undo: (runId: number, dryRun: boolean) => post<UndoReport>(`/workflows/runs/${runId}/undo`, { dryRun }),
  retryItem: (runId: number, itemId: number) => post<{ ok: true }>(`/workflows/runs/${runId}/items/${itemId}/retry`),
};

/** URL of the picture that left a node, scaled down to fit; without `longEdge` in full size. */
export function nodePicture(runId: number, itemId: number, nodeId: string, longEdge?: number): string {
  const size = longEdge === undefined ? '' : `?longEdge=${longEdge}`;
  return `/artifacts/runs/${runId}/${itemId}/nodes/${encodeURIComponent(nodeId)}.${longEdge === undefined ? 'png' : 'webp'}${size}`;
}

export type { InputSpec };
