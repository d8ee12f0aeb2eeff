import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { UndoBody, UndoReport, VerifiedOutput, VerifyReport } from '../undo.ts';
import { done, json, optionalBody, problems, runParams } from './shape.ts';

const tags = ['Runs'];

/** A control that takes nothing and answers `{ ok: true }`. */
function control<const Path extends string>(path: Path, summary: string, description: string) {
  return createRoute({
    method: 'post',
    path,
    tags,
    summary,
    description,
    ...needs('workflow:run'),
    request: { params: runParams },
    responses: { 200: done, ...problems('run_not_found', 'run_state') },
  });
}

/** What can be done with a run. */
export const runControlRoutes = {
  startRun: control('/workflows/runs/{runId}/start', 'Start a run', 'For runs that were created with `start: false`.'),
  pauseRun: control(
    '/workflows/runs/{runId}/pause',
    'Pause a run',
    'Starts no more items; those that run are finished.',
  ),
  resumeRun: control('/workflows/runs/{runId}/resume', 'Go on with a run', 'With a paused or interrupted one.'),
  cancelRun: control(
    '/workflows/runs/{runId}/cancel',
    'Cancel a run',
    'What runs is given up, what waits is dropped, what was delivered stays.',
  ),
  retryRun: control(
    '/workflows/runs/{runId}/retry',
    'Try what failed again',
    'All failed items of a run that is over, and those whose files were taken back.',
  ),
  undoRun: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/undo',
    tags,
    summary: 'Undo a run',
    description:
      'Removes what the run made and nobody changed since, and puts back what it replaced. May be called again. With `dryRun` only told.',
    ...needs('workflow:run'),
    request: { params: runParams, body: optionalBody(UndoBody, { dryRun: true }) },
    responses: {
      200: json(UndoReport.openapi('UndoReport'), 'What was taken back'),
      ...problems('run_not_found', 'run_state', 'param_invalid'),
    },
  }),
  verifyRun: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/verify',
    tags,
    summary: 'Check delivered files',
    description:
      'Compares every delivered file with its receipt; with `replay` also what its source gives today. Lists what is not as it should be, up to 1,000 files.',
    ...needs('workflow:read'),
    request: {
      params: runParams,
      body: optionalBody(z.strictObject({ replay: z.boolean().default(false) }).openapi('VerifyRun'), {
        replay: false,
      }),
    },
    responses: {
      200: json(
        VerifyReport.extend({ differing: z.array(VerifiedOutput) }).openapi('VerifyReport'),
        'How many files are in which state',
      ),
      ...problems('run_not_found'),
    },
  }),
} as const;
