import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { body, json } from '../routes/shape.ts';
import { Transform } from '../workflow.ts';

/**
 * Workflows as one-time graphs of steps, which are created, started, paused, resumed and cleaned up.
 */

export const DAG_STATUSES = ['PENDING', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export const DagStatus = z.enum(DAG_STATUSES);
export type DagStatus = z.infer<typeof DagStatus>;
const DagStepStatus = z.enum([...DAG_STATUSES, 'SKIPPED']);
export type DagStepStatus = z.infer<typeof DagStepStatus>;

const ValidationError = z
  .object({
    detail: z.array(z.object({ loc: z.array(z.union([z.string(), z.int()])), msg: z.string(), type: z.string() })),
  })
  .openapi('HTTPValidationError');
const Detail = z.object({ detail: z.string() }).openapi('HTTPError');

const anything = z.record(z.string(), z.unknown());

const FieldMapping = z
  .object({
    from_step: z.string(),
    from_field: z.string(),
    to_field: z.string(),
    transform: Transform.nullish(),
  })
  .openapi('FieldMapping');

export const DagStepDefinition = z
  .object({
    id: z.string().min(1),
    /** Node type in upper snake case: `REMOVE_BACKGROUND`. */
    task_type: z.string().min(1),
    /** The node's params; for an input step `image_url` or `path` too. */
    config: anything.default({}),
    depends_on: z.array(z.string()).default([]),
    input_mappings: z.array(FieldMapping).default([]),
    max_retries: z.int().min(0).max(10).default(0),
    /** Node type that takes over when the retries are spent. */
    fallback_provider_type: z.string().nullish(),
    fallback_provider_config: anything.nullish(),
    fallback_provider_capabilities: z.unknown().optional(),
    active_provider_capabilities: z.unknown().optional(),
    provider_config: anything.nullish(),
  })
  .openapi('WorkflowStepDefinition');
export type DagStepDefinition = z.output<typeof DagStepDefinition>;

export const CreateDagWorkflow = z
  .object({
    name: z.string().min(1).max(255),
    description: z.string().max(1000).nullish(),
    steps: z.array(DagStepDefinition).min(1),
    config: anything.default({}),
    origin_instance: z.string().min(1).max(100),
    origin_zone: z.string().max(50).nullish(),
    origin_tenant_id: z.string().max(100).nullish(),
    origin_reference: z.string().max(512).nullish(),
    webhook_url: z.string().max(512).nullish(),
    suppress_subtask_events: z.boolean().default(true),
  })
  .openapi('CreateWorkflow', {
    example: {
      name: 'Product pictures',
      origin_instance: 'studio',
      steps: [
        { id: 'photo', task_type: 'IMAGE_INPUT', config: { image_url: 'https://example.com/mug.jpg' } },
        { id: 'cutout', task_type: 'REMOVE_BACKGROUND', depends_on: ['photo'] },
        { id: 'small', task_type: 'RESIZE', depends_on: ['cutout'], config: { longEdge: 1600 } },
      ],
    } as never,
  });
export type CreateDagWorkflow = z.output<typeof CreateDagWorkflow>;

export const UpdateDagWorkflow = z
  .object({
    name: z.string().min(1).max(255).nullish(),
    description: z.string().max(1000).nullish(),
    webhook_url: z.string().max(512).nullish(),
  })
  .openapi('WorkflowUpdate');

const text = z.string().nullable();

export const DagStep = z
  .object({
    id: z.uuid(),
    step_id: z.string(),
    task_type: z.string(),
    config: anything,
    provider_config: anything.nullable(),
    active_provider_capabilities: z.unknown(),
    fallback_provider_type: text,
    fallback_provider_config: anything.nullable(),
    fallback_provider_capabilities: z.unknown(),
    dependencies: z.array(z.string()),
    input_mappings: z.array(FieldMapping),
    status: DagStepStatus,
    task_id: text,
    result: anything.nullable(),
    error_message: text,
    started_at: text,
    completed_at: text,
    retry_count: z.int(),
    max_retries: z.int(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .openapi('WorkflowStepPublic');
export type DagStep = z.infer<typeof DagStep>;

export const DagWorkflow = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: text,
    status: DagStatus,
    total_steps: z.int(),
    completed_steps: z.int(),
    /** Per cent of the steps. */
    progress: z.number(),
    current_step: text,
    final_step_id: text,
    final_step_result: anything.nullable(),
    canvas_task_id: text,
    config: anything,
    suppress_subtask_events: z.boolean(),
    origin_instance: z.string(),
    origin_zone: text,
    origin_tenant_id: text,
    origin_reference: text,
    webhook_url: text,
    error_message: text,
    errors: z.array(z.string()),
    started_at: text,
    completed_at: text,
    created_at: z.string(),
    updated_at: z.string(),
    is_deleted: z.boolean(),
    deleted_at: text,
    steps: z.array(DagStep),
  })
  .openapi('WorkflowPublic');
export type DagWorkflow = z.infer<typeof DagWorkflow>;

const Cleanup = z
  .object({
    tasks_processed: z.int(),
    tasks_cleaned: z.int(),
    deleted_paths: z.array(z.string()),
    errors: z.array(z.object({ task_id: z.string(), step_id: z.string(), task_type: z.string(), error: z.string() })),
  })
  .openapi('WorkflowCleanupDetail');
export type DagCleanup = z.infer<typeof Cleanup>;

const tags = ['Workflows'];
const params = z.object({ workflow_id: z.string() });
const answered = {
  401: json(Detail, 'Key missing or not valid'),
  403: json(Detail, 'The key lacks a capability'),
  404: json(Detail, 'Workflow not found'),
  422: json(ValidationError, 'Validation error'),
};
const conflict = { 409: json(Detail, 'Not possible in this state') };
const workflow = json(DagWorkflow, 'The workflow with its steps');
const flag = (standard: boolean) =>
  z
    .enum(['true', 'false', 'True', 'False', '1', '0'])
    .default(standard ? 'true' : 'false')
    .transform((value) => value.toLowerCase() === 'true' || value === '1');

const control = (name: string, summary: string, description: string) =>
  createRoute({
    method: 'post',
    path: `/api/v1/workflows/{workflow_id}/${name}`,
    tags,
    summary,
    description,
    ...needs('workflow:run'),
    request: { params },
    responses: { 200: workflow, ...conflict, ...answered },
  });

export const dagRoutes = {
  create: createRoute({
    method: 'post',
    path: '/api/v1/workflows',
    tags,
    summary: 'Create a workflow',
    description:
      'Of a list of steps forming a DAG; started at once unless `start=false`. Each step has an id, a `task_type` (a node type in upper snake case) and its `config`. The path may end in a slash.',
    ...needs('workflow:run'),
    request: { query: z.object({ start: flag(true) }), body: body(CreateDagWorkflow) },
    responses: { 201: workflow, ...answered },
  }),
  list: createRoute({
    method: 'get',
    path: '/api/v1/workflows',
    tags,
    summary: 'List workflows',
    description: 'Newest first. The path may end in a slash.',
    ...needs('workflow:read'),
    request: {
      query: z.object({
        status: DagStatus.optional(),
        origin_instance: z.string().optional(),
        origin_tenant_id: z.string().optional(),
        include_deleted: flag(false),
        skip: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(1000).default(50),
      }),
    },
    responses: {
      200: json(
        z
          .object({ workflows: z.array(DagWorkflow), total: z.int(), skip: z.int(), limit: z.int() })
          .openapi('WorkflowListResponse'),
        'A page of workflows',
      ),
      ...answered,
    },
  }),
  get: createRoute({
    method: 'get',
    path: '/api/v1/workflows/{workflow_id}',
    tags,
    summary: 'Get a workflow',
    description: 'With all its steps and their status.',
    ...needs('workflow:read'),
    request: { params },
    responses: { 200: workflow, ...answered },
  }),
  update: createRoute({
    method: 'patch',
    path: '/api/v1/workflows/{workflow_id}',
    tags,
    summary: 'Update a workflow',
    description: 'Its name, description or webhook_url.',
    ...needs('workflow:run'),
    request: { params, body: body(UpdateDagWorkflow) },
    responses: { 200: workflow, ...answered },
  }),
  cancel: createRoute({
    method: 'delete',
    path: '/api/v1/workflows/{workflow_id}',
    tags,
    summary: 'Cancel a workflow',
    description: 'It must be pending or running.',
    ...needs('workflow:run'),
    request: { params },
    responses: { 200: workflow, ...conflict, ...answered },
  }),
  start: control('start', 'Start a workflow', 'It must be pending.'),
  pause: control('pause', 'Pause a workflow', 'It must be running; the step that runs is finished first.'),
  resume: control('resume', 'Resume a workflow', 'One that failed or is paused goes on from what it has done.'),
  cleanup: createRoute({
    method: 'post',
    path: '/api/v1/workflows/{workflow_id}/cleanup',
    tags,
    summary: 'Clean up a workflow',
    description: 'Takes it off the list and, unless `cleanup_tasks=false`, removes the files it made.',
    ...needs('workflow:run'),
    request: { params, query: z.object({ cleanup_tasks: flag(true) }) },
    responses: {
      200: json(
        z.object({ workflow: DagWorkflow, cleanup: Cleanup }).openapi('WorkflowCleanupResponse'),
        'What was done',
      ),
      ...conflict,
      ...answered,
    },
  }),
} as const;
