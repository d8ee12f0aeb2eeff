import { v5 as uuidv5 } from 'uuid';
import {
  CreateDagWorkflow,
  type DagStatus,
  type DagStep,
  type DagStepDefinition,
  type DagStepStatus,
  type DagWorkflow,
} from '../../../../contract/dialects/dag-workflows.ts';
import type { Item, NodeState, Run, RunStatus } from '../../../../contract/run.ts';
import type { WorkflowDocument } from '../../../../contract/workflow.ts';
import type { App } from '../../../app.ts';
import { runIsOver } from '../../../engine/run-machine.ts';
import { stepResult } from '../step-result.ts';
import { isAdded } from '../step-workflow.ts';
import { taskTypeOf } from './task-types.ts';

export const DIALECT = 'dag-workflows';

const STATUSES: Record<RunStatus, DagStatus> = {
  queued: 'PENDING',
  running: 'RUNNING',
  paused: 'PAUSED',
  completed: 'COMPLETED',
  partial: 'FAILED',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
};

export function dagStatus(run: Run): DagStatus {
  return STATUSES[run.status];
}

/** The run statuses that a workflow's status stands for. */
export function runStatuses(status: DagStatus): RunStatus[] {
  return (Object.keys(STATUSES) as RunStatus[]).filter((one) => STATUSES[one] === status);
}

/** A run as this service shows it; one that came through another door is read off its workflow. */
export async function dagWorkflow(app: App, run: Run, origin: string): Promise<DagWorkflow> {
  const definition = await definitionOf(app, run);
  const [item] = (await app.runs.items(run.id, { page: 1, pageSize: 1 })).items;
  const steps = await Promise.all(definition.steps.map((step) => stepOf(app, run, item, step, origin)));
  const completed = steps.filter(({ status }) => status === 'COMPLETED' || status === 'SKIPPED').length;
  const final = finalStep(definition.steps);
  const error = item?.error ?? run.error;
  const errors = steps.flatMap(({ error_message }) => error_message ?? []);
  const status = dagStatus(run);
  return {
    id: run.uuid,
    name: run.name,
    description: run.description,
    status,
    total_steps: steps.length,
    completed_steps: completed,
    progress: steps.length === 0 ? 0 : Math.round((10_000 * completed) / steps.length) / 100,
    current_step: status === 'RUNNING' ? (steps.find((step) => step.status === 'RUNNING')?.step_id ?? null) : null,
    final_step_id: final,
    final_step_result: status === 'COMPLETED' ? (steps.find(({ step_id }) => step_id === final)?.result ?? null) : null,
    canvas_task_id: null,
    config: definition.config,
    suppress_subtask_events: definition.suppress_subtask_events,
    origin_instance: definition.origin_instance,
    origin_zone: definition.origin_zone ?? null,
    origin_tenant_id: definition.origin_tenant_id ?? null,
    origin_reference: definition.origin_reference ?? null,
    webhook_url: definition.webhook_url ?? null,
    error_message: error?.message ?? null,
    errors: errors.length > 0 ? errors : error === null || error === undefined ? [] : [error.message],
    started_at: run.startedAt,
    completed_at: run.finishedAt,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    is_deleted: run.removedAt !== null,
    deleted_at: run.removedAt,
    steps,
  };
}

async function definitionOf(app: App, run: Run): Promise<CreateDagWorkflow> {
  if (run.client?.dialect === DIALECT) {
    const kept = CreateDagWorkflow.safeParse(run.client.data['definition']);
    if (kept.success) return kept.data;
  }
  const document = await app.runs.document(run.id);
  return CreateDagWorkflow.parse({ name: run.name, origin_instance: 'safelight', steps: stepsIn(document) });
}

function stepsIn({ nodes }: WorkflowDocument): object[] {
  return nodes
    .filter(({ id }) => !isAdded(id))
    .map(({ id, type, params, inputs, retries, fallback }) => ({
      id,
      task_type: taskTypeOf(type),
      config: params,
      depends_on: [...new Set(Object.values(inputs).map((from) => from.split('.')[0]))],
      max_retries: retries ?? 0,
      ...(fallback === undefined
        ? {}
        : { fallback_provider_type: taskTypeOf(fallback.type), fallback_provider_config: fallback.params }),
    }));
}

/** The last of the steps that no other waits for. */
function finalStep(steps: readonly DagStepDefinition[]): string | null {
  const waitedFor = new Set(
    steps.flatMap(({ depends_on, input_mappings }) => [...depends_on, ...input_mappings.map((one) => one.from_step)]),
  );
  return steps.findLast(({ id }) => !waitedFor.has(id))?.id ?? null;
}

async function stepOf(
  app: App,
  run: Run,
  item: Item | undefined,
  step: DagStepDefinition,
  origin: string,
): Promise<DagStep> {
  const state = item?.nodeStates.find(({ nodeId }) => nodeId === step.id);
  const error = state?.error ?? (item?.error?.nodeId === step.id ? item.error : undefined);
  const status = error === undefined ? statusOfNode(state, run) : 'FAILED';
  return {
    // The same for the same step of the same run, without being kept.
    id: uuidv5(step.id, run.uuid),
    step_id: step.id,
    task_type: step.task_type,
    config: step.config,
    provider_config: step.provider_config ?? null,
    active_provider_capabilities: step.active_provider_capabilities ?? null,
    fallback_provider_type: step.fallback_provider_type ?? null,
    fallback_provider_config: step.fallback_provider_config ?? null,
    fallback_provider_capabilities: step.fallback_provider_capabilities ?? null,
    dependencies: step.depends_on,
    input_mappings: step.input_mappings,
    status,
    task_id: item?.uuid ?? null,
    // What was cleaned up is not made again to be shown.
    result:
      status === 'COMPLETED' && run.removedAt === null && item && state
        ? await resultOf(app, run, item, state, origin)
        : null,
    error_message: error?.message ?? null,
    started_at: state?.startedAt ?? null,
    completed_at: state?.finishedAt ?? null,
    retry_count: (state?.tries ?? 1) - 1,
    max_retries: step.max_retries,
    created_at: run.createdAt,
    updated_at: state?.finishedAt ?? state?.startedAt ?? run.createdAt,
  };
}

function statusOfNode(state: NodeState | undefined, run: Run): DagStepStatus {
  if (state?.status === 'completed') return 'COMPLETED';
  if (state?.status === 'skipped') return 'SKIPPED';
  if (state?.status === 'failed') return 'FAILED';
  // What was not begun when the run was over will not be.
  if (runIsOver(run.status)) return run.status === 'cancelled' ? 'CANCELLED' : 'SKIPPED';
  return state?.status === 'running' ? 'RUNNING' : 'PENDING';
}

/** The step's picture, as delivered where it was, and what the step found out. A picture that cannot be made any more is left out. */
async function resultOf(
  app: App,
  run: Run,
  item: Item,
  state: NodeState,
  origin: string,
): Promise<Record<string, unknown>> {
  const made = await stepResult(app, run, item, state, origin, { delivered: true }).catch(() => null);
  if (made === null) return { ...state.result };
  const { fields, path, url, width, height, format, bytes } = made;
  return { ...fields, result_image_path: path, result_image_url: url, image: url, width, height, format, bytes };
}
