import { createRoute, z } from '@hono/zod-openapi';
import { ItemResource, PageInfo, PageQuery, ProgressResource, RunResource, WebhookResource } from '../api.ts';
import { needs } from '../capabilities.ts';
import { CreateRunBody } from '../create-run.ts';
import { PlanResource } from '../plan.ts';
import { ItemStatus } from '../run.ts';
import { ITEM_EXAMPLE, RUN_EXAMPLE } from './examples.ts';
import { body, done, json, problems, runParams, workflowParams } from './shape.ts';

const tags = ['Runs'];
const createExample = {
  inputs: {
    imageInput: {
      files: [{ url: 'https://example.com/photos/abc.jpg', name: 'abc.jpg' }, { path: '/photos/def.jpg' }],
    },
  },
  webhookUrl: 'https://your-app.example.com/hooks/run',
};
const createProblems = problems(
  'workflow_not_found',
  'inputs_invalid',
  'workflow_invalid',
  'param_invalid',
  'file_not_found',
  'upload_not_found',
  'url_refused',
  'output_unwritable',
  'idempotency_conflict',
);

/** Runs: made, listed, looked at, renamed, taken off the list. */
export const runRoutes = {
  createRun: createRoute({
    method: 'post',
    path: '/workflows/{id}/runs',
    tags,
    summary: 'Create a run',
    description:
      'Starts a new run of the workflow. Answers at once; the run executes on its own: poll it, follow its events, or name a webhook. With `dryRun=true` nothing is started, and the answer is the plan of `POST /workflows/{id}/plan`. Inputs that do not fit the workflow are a 422 with every field in `errors`.',
    ...needs('workflow:run'),
    request: {
      params: workflowParams,
      query: z.object({ dryRun: z.enum(['true', 'false']).optional().meta({ description: 'Only plan.' }) }),
      headers: z.object({
        'idempotency-key': z.string().min(1).max(255).optional().meta({
          description:
            'The same key with the same request answers the run that was made for it, for 24 hours at least.',
        }),
      }),
      body: body(CreateRunBody, createExample),
    },
    responses: {
      200: json(RunResource, 'The run', { ...RUN_EXAMPLE, status: 'queued', completedItems: 0, finishedAt: null }),
      ...createProblems,
    },
  }),
  planRun: createRoute({
    method: 'post',
    path: '/workflows/{id}/plan',
    tags,
    summary: 'Plan a run',
    description: 'What a run with this body would do: files, names, collisions, sizes. Writes nothing.',
    ...needs('workflow:run'),
    request: { params: workflowParams, body: body(CreateRunBody, createExample) },
    responses: { 200: json(PlanResource, 'The plan'), ...createProblems },
  }),
  listRuns: createRoute({
    method: 'get',
    path: '/workflows/runs',
    tags,
    summary: 'List runs',
    description: 'Runs of all workflows, newest first.',
    ...needs('workflow:read'),
    request: {
      query: PageQuery.extend({
        status: z
          .string()
          .optional()
          .meta({ description: 'One or more statuses, with commas.', example: 'running,queued' }),
        workflow: z.string().optional().meta({ description: 'Id, slug or uuid of a workflow.' }),
        label: z.string().optional().meta({ description: 'A label the run has.', example: 'shoot:2026-04' }),
        q: z.string().optional().meta({ description: 'Part of the name; capitals do not matter.' }),
      }),
    },
    responses: {
      200: json(z.object({ items: z.array(RunResource), ...PageInfo }), 'A page of runs', {
        items: [RUN_EXAMPLE],
        total: 1,
        page: 1,
        pageSize: 25,
      }),
    },
  }),
  getRun: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}',
    tags,
    summary: 'Get a run',
    description:
      'The run with a page of its items. Status goes queued → running → completed | failed | partial | cancelled.',
    ...needs('workflow:read'),
    request: {
      params: runParams,
      query: PageQuery.extend({
        q: z.string().optional().meta({ description: 'Part of the input file’s name; capitals do not matter.' }),
        status: ItemStatus.optional(),
      }),
    },
    responses: {
      200: json(
        RunResource.extend({
          items: z.array(ItemResource),
          itemsTotal: z.int(),
          page: z.int(),
          pageSize: z.int(),
          progress: ProgressResource,
          webhooks: z.array(WebhookResource),
        }).openapi('RunWithItems'),
        'The run with a page of its items',
        { ...RUN_EXAMPLE, items: [ITEM_EXAMPLE], itemsTotal: 2, page: 1, pageSize: 25 },
      ),
      ...problems('run_not_found'),
    },
  }),
  updateRun: createRoute({
    method: 'patch',
    path: '/workflows/runs/{runId}',
    tags,
    summary: 'Rename or describe a run',
    description: 'What is left out stays.',
    ...needs('workflow:run'),
    request: {
      params: runParams,
      body: body(
        z
          .strictObject({
            name: z.string().min(1).max(255).optional(),
            description: z.string().max(2000).nullable().optional(),
          })
          .openapi('PatchRun'),
        { name: 'Wedding, second try' },
      ),
    },
    responses: { 200: json(RunResource, 'The run as it is now'), ...problems('run_not_found') },
  }),
  deleteRun: createRoute({
    method: 'delete',
    path: '/workflows/runs/{runId}',
    tags,
    summary: 'Take a run off the list',
    description: 'Its delivered files stay. Only for runs that are over, or that were never started.',
    ...needs('workflow:run'),
    request: { params: runParams },
    responses: { 200: done, ...problems('run_not_found', 'run_state') },
  }),
  getProgress: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}/progress',
    tags,
    summary: 'How fast a run goes',
    description: 'Items a second and the time left.',
    ...needs('workflow:read'),
    request: { params: runParams },
    responses: { 200: json(ProgressResource, 'Pace and time left'), ...problems('run_not_found') },
  }),
} as const;
