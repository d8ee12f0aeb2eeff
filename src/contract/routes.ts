import { createRoute, z } from '@hono/zod-openapi';
import {
  CreateRunBody,
  ItemDetailResource,
  ItemResource,
  PageQuery,
  PatchItemBody,
  Problem,
  RetryItemBody,
  RunResource,
} from './api.ts';
import { NodeTypeInfo } from './node-type.ts';
import { ItemStatus } from './run.ts';
import { UndoBody, UndoReport } from './undo.ts';
import { WorkflowSummary, WorkflowVersion } from './workflow.ts';

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const problem = { description: 'What is wrong', content: { 'application/problem+json': { schema: Problem } } };

const runParams = z.object({ runId: z.string() });
const itemParams = runParams.extend({ itemId: z.string() });
const ok = json(z.object({ ok: z.literal(true) }), 'Done');

/** Every operation of the native API. A record, so that handlers and the client are checked against it one by one. */
export const routes = {
  health: createRoute({
    method: 'get',
    path: '/health',
    responses: { 200: json(z.object({ ok: z.literal(true), version: z.string() }), 'Up') },
  }),
  listNodes: createRoute({
    method: 'get',
    path: '/nodes',
    responses: { 200: json(z.object({ items: z.array(NodeTypeInfo) }), 'All node types') },
  }),
  writeSamples: createRoute({
    method: 'post',
    path: '/samples',
    responses: {
      200: json(
        z.object({ folder: z.string(), outputFolder: z.string() }),
        'Where the sample photos are, and a place for results',
      ),
    },
  }),
  listWorkflows: createRoute({
    method: 'get',
    path: '/workflows',
    responses: { 200: json(z.object({ items: z.array(WorkflowSummary) }), 'All workflows') },
  }),
  listRuns: createRoute({
    method: 'get',
    path: '/workflows/runs',
    request: { query: PageQuery },
    responses: {
      200: json(
        z.object({ items: z.array(RunResource), total: z.int(), page: z.int(), pageSize: z.int() }),
        'Runs of all workflows, newest first',
      ),
    },
  }),
  getRun: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}',
    request: {
      params: runParams,
      query: PageQuery.extend({ q: z.string().optional(), status: ItemStatus.optional() }),
    },
    responses: {
      200: json(
        RunResource.extend({
          items: z.array(ItemResource),
          itemsTotal: z.int(),
          page: z.int(),
          pageSize: z.int(),
        }),
        'The run with a page of its items',
      ),
      404: problem,
    },
  }),
  getItem: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}/items/{itemId}',
    request: { params: itemParams },
    responses: {
      200: json(z.object({ run: RunResource, item: ItemDetailResource }), 'The item with each node’s state'),
      404: problem,
    },
  }),
  patchItem: createRoute({
    method: 'patch',
    path: '/workflows/runs/{runId}/items/{itemId}',
    request: {
      params: itemParams,
      body: { required: true, content: { 'application/json': { schema: PatchItemBody } } },
    },
    responses: {
      200: json(z.object({ run: RunResource, item: ItemDetailResource }), 'The item with its own params'),
      404: problem,
      409: problem,
      422: problem,
    },
  }),
  cancelRun: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/cancel',
    request: { params: runParams },
    responses: { 200: ok, 404: problem, 409: problem },
  }),
  pauseRun: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/pause',
    request: { params: runParams },
    responses: { 200: ok, 404: problem, 409: problem },
  }),
  resumeRun: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/resume',
    request: { params: runParams },
    responses: { 200: ok, 404: problem, 409: problem },
  }),
  retryRun: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/retry',
    request: { params: runParams },
    responses: { 200: ok, 404: problem, 409: problem },
  }),
  retryItem: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/items/{itemId}/retry',
    request: {
      params: itemParams,
      body: { required: false, content: { 'application/json': { schema: RetryItemBody } } },
    },
    responses: { 200: ok, 404: problem, 409: problem, 422: problem },
  }),
  undoRun: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/undo',
    request: {
      params: runParams,
      body: { required: false, content: { 'application/json': { schema: UndoBody } } },
    },
    responses: { 200: json(UndoReport, 'What was taken back'), 404: problem, 409: problem, 422: problem },
  }),
  getWorkflow: createRoute({
    method: 'get',
    path: '/workflows/{id}',
    request: { params: z.object({ id: z.string() }) },
    responses: {
      200: json(
        WorkflowSummary.extend({ document: WorkflowVersion.shape.document }),
        'The workflow and its newest version',
      ),
      404: problem,
    },
  }),
  createRun: createRoute({
    method: 'post',
    path: '/workflows/{id}/runs',
    request: {
      params: z.object({ id: z.string() }),
      body: { required: true, content: { 'application/json': { schema: CreateRunBody } } },
    },
    responses: { 200: json(RunResource, 'The run; it executes on its own'), 404: problem, 422: problem },
  }),
} as const;
