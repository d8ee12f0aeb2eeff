import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { CompiledPlanResource } from '../plan.ts';
import { file, json, problems, runParams } from './shape.ts';

const tags = ['Runs'];

/** What a run gives beside its items. */
export const runReportRoutes = {
  getPlan: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}/plan',
    tags,
    summary: 'Get the compiled plan',
    description: 'The steps that a picture of this run goes through: of a certain item, else of a typical photo.',
    ...needs('workflow:read'),
    request: {
      params: runParams,
      query: z.object({ item: z.string().optional().meta({ description: 'Id or uuid of an item.' }) }),
    },
    responses: {
      200: json(CompiledPlanResource, 'The plan'),
      ...problems('run_not_found', 'item_not_found'),
    },
  }),
  getErrorReport: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}/errors.csv',
    tags,
    summary: 'Download the error report',
    description:
      'One row for each failed or skipped item: id, folder, name, status, code, node, message. UTF-8 with BOM, so that spreadsheets read it.',
    ...needs('workflow:read'),
    request: { params: runParams },
    responses: { 200: file('text/csv', 'The report'), ...problems('run_not_found') },
  }),
  getArchive: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}/archive',
    tags,
    summary: 'Download all results as a zip',
    description:
      'Written while it is fetched, from the files as they are; `<slug>-YYYY-MM-DD.zip`, by the run’s `zipLayout`. A run that delivered a zip answers that one. While the run goes on: 409 `RUN_NOT_FINISHED`.',
    ...needs('workflow:read'),
    request: { params: runParams },
    responses: {
      200: file('application/zip', 'The zip'),
      ...problems('run_not_found', 'RUN_NOT_FINISHED', 'not_found'),
    },
  }),
} as const;
