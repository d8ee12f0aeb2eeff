import type { Execution, ExecutionStatus } from '../../../../contract/dialects/executions.ts';
import type { Item, Output, Run, RunStatus } from '../../../../contract/run.ts';
import type { App } from '../../../app.ts';

export const DIALECT = 'executions';
/** The label that makes a batch of executions. */
export const BATCH_LABEL = 'autoretouch_batch_name';

const STATUSES: Record<RunStatus, ExecutionStatus> = {
  queued: 'CREATED',
  running: 'ACTIVE',
  paused: 'ACTIVE',
  completed: 'COMPLETED',
  partial: 'FAILED',
  failed: 'FAILED',
  cancelled: 'FAILED',
};

export function statusOf(run: Run): ExecutionStatus {
  // Paused by an error, it waits for a person.
  return run.status === 'paused' && run.error !== null ? 'FAILED' : STATUSES[run.status];
}

/** The run statuses that an execution's status stands for. */
export function runStatuses(status: ExecutionStatus): RunStatus[] {
  return (Object.keys(STATUSES) as RunStatus[]).filter((one) => STATUSES[one] === status);
}

/** The one picture of an execution; of a run with several, the first. */
export async function itemOf(app: App, run: Run): Promise<Item | undefined> {
  return (await app.runs.items(run.id, { page: 1, pageSize: 1 })).items[0];
}

/** The default result: that of the first export. */
export function resultOf(item: Item | undefined): Output | undefined {
  return item?.outputs.find(({ archive, undone }) => archive === undefined && undone === undefined);
}

/** A run as this service shows it. `versions` remembers the uuids of workflow versions within one answer. */
export async function executionOf(app: App, run: Run, versions = new Map<string, Versions>()): Promise<Execution> {
  const item = await itemOf(app, run);
  const status = statusOf(run);
  const result = status === 'COMPLETED' ? resultOf(item) : undefined;
  const { organization, contentHash } = run.client?.dialect === DIALECT ? run.client.data : {};
  const { workflow, version } = await versionsOf(app, run, versions);
  const error = item?.error ?? run.error;
  const inputHash = Object.values(item?.receipt?.inputs ?? {})[0] ?? contentHash;
  return {
    id: run.uuid,
    workflow,
    workflowVersion: version,
    organizationId: typeof organization === 'string' ? organization : null,
    status,
    userId: 'local',
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    inputFileName: item?.name ?? null,
    inputContentHash: typeof inputHash === 'string' ? inputHash : null,
    resultContentHash: result?.sha256 ?? null,
    resultFileName: result?.fileName ?? null,
    resultPath: result === undefined ? null : `/image/${result.sha256}/${encodeURIComponent(result.fileName)}`,
    labels: run.labels,
    chargedCredits: 0,
    error: status === 'FAILED' && error !== null ? { code: error.code, message: error.message } : null,
  };
}

interface Versions {
  workflow: string;
  version: string;
}

async function versionsOf(app: App, run: Run, known: Map<string, Versions>): Promise<Versions> {
  const key = `${run.workflowId}@${run.workflowVersion}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const workflow = await app.workflows.get(run.workflowId);
  const all = await app.workflows.versions(run.workflowId);
  const version = all.find((one) => one.version === run.workflowVersion)?.uuid ?? workflow.versionUuid;
  const found = { workflow: workflow.uuid, version };
  known.set(key, found);
  return found;
}
