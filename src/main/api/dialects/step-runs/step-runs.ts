import { randomBytes } from 'node:crypto';
import { stepRunRoutes as routes, type StepRun, type StepState } from '../../../../contract/dialects/step-runs.ts';
import type { Item, NodeState, Run } from '../../../../contract/run.ts';
import type { WorkflowNode } from '../../../../contract/workflow.ts';
import type { App } from '../../../app.ts';
import { runIsOver } from '../../../engine/run-machine.ts';
import type { CreateRun } from '../../../engine/run-service.ts';
import type { Http } from '../../http.ts';
import { originOf } from '../../origin.ts';
import { createResultsFolders } from '../../results-folder.ts';
import type { Dialect } from '../dialect.ts';
import { stepResult } from '../step-result.ts';
import { atPictures, isAdded } from '../step-workflow.ts';
import { stepRunError } from './errors.ts';
import { actionOf, readSteps } from './read-steps.ts';

const NAME = 'step-runs';
/** There is one organisation on one machine. */
const ORGANISATION = '00000000-0000-4000-8000-000000000001';

/** Runs of up to ten steps: `/api/v1/runs`. */
export const stepRunsDialect: Dialect = {
  name: NAME,
  owns: (path) => /^\/api\/v1\/runs(\/|$)/.test(path),
  errorResponse: stepRunError,
  register(http: Http, app: App): void {
    const folders = createResultsFolders(app);

    http.openapi(routes.create, async (c) => {
      const { steps, metadata } = c.req.valid('json');
      const { document, pictures } = await readSteps(app, steps);
      const spec: CreateRun = {
        workflow: { document },
        inputs: Object.fromEntries(
          Object.entries(pictures).map(([id, file]) => [id, { paths: [], recursive: false, files: [file] }]),
        ),
        output: {
          folder: await folders.next('steps', new Date(), c.get('caller')),
          collision: 'suffix',
          zip: false,
          zipLayout: 'preserve',
        },
        trigger: 'api',
        // Every step's picture is to be had afterwards, with its size.
        intermediates: 'all',
        client: { dialect: NAME, data: { metadata: metadata ?? null } },
      };
      const run = await app.runs.create(spec).catch((thrown: unknown) => {
        throw atPictures(thrown, (stepId, field) => {
          const index = steps.findIndex(({ id }) => id === stepId);
          if (index < 0) return null;
          return `steps.${index}.input.${Object.hasOwn(steps[index]!.input, field) ? field : 'image'}`;
        });
      });
      return c.json(
        {
          id: requestId(),
          object: 'run' as const,
          status: 'queued' as const,
          created_at: unixTime(run.createdAt),
          data: {
            run_id: run.uuid,
            status: 'pending' as const,
            steps: steps.map(({ id }) => ({ id, status: 'pending' as const })),
          },
        },
        202,
      );
    });

    http.openapi(routes.get, async (c) => {
      const { wait_for_completion: wait, timeout_seconds: seconds } = c.req.valid('query');
      let run = await app.runs.get(c.req.valid('param').id);
      if (wait === 'true') {
        const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(seconds * 1000)]);
        run = await app.runs.whenFinished(run.id, { signal });
      }
      return c.json(await answer(app, run, originOf(c.req.raw)), 200);
    });
  },
};

async function answer(app: App, run: Run, origin: string): Promise<StepRun> {
  const document = await app.runs.document(run.id);
  const { items } = await app.runs.items(run.id, { page: 1, pageSize: 1 });
  const steps = document.nodes.filter(({ id }) => !isAdded(id));
  const status = statusOf(run);
  const metadata = run.client?.data['metadata'];
  return {
    id: requestId(),
    object: 'run',
    status,
    created_at: unixTime(run.createdAt),
    data: {
      id: run.uuid,
      org_id: ORGANISATION,
      status,
      steps: await Promise.all(steps.map((node) => stepState(app, run, items[0], node, origin))),
      metadata: typeof metadata === 'object' && metadata !== null ? (metadata as Record<string, unknown>) : null,
      created_at: unixTime(run.createdAt),
      updated_at: unixTime(run.updatedAt),
    },
  };
}

async function stepState(
  app: App,
  run: Run,
  item: Item | undefined,
  node: WorkflowNode,
  origin: string,
): Promise<StepState> {
  const state = item?.nodeStates.find(({ nodeId }) => nodeId === node.id);
  const failed = state?.error ?? (item?.error?.nodeId === node.id ? item.error : undefined);
  const status = failed === undefined ? statusOfNode(state, run) : 'failed';
  const time = (at: string | undefined): number | null => (at === undefined ? null : unixTime(at));
  return {
    id: node.id,
    action: actionOf(node.type),
    status,
    result:
      status === 'completed' && item !== undefined && state !== undefined
        ? await resultOf(app, run, item, state, origin)
        : null,
    error: failed === undefined ? null : { code: failed.code, message: failed.message },
    started_at: time(state?.startedAt),
    completed_at: time(state?.finishedAt),
  };
}

async function resultOf(
  app: App,
  run: Run,
  item: Item,
  state: NodeState,
  origin: string,
): Promise<Record<string, unknown>> {
  const { fields, url, width, height, format, bytes } = await stepResult(app, run, item, state, origin, {
    delivered: false,
  });
  return { ...fields, image: url, width, height, format, bytes };
}

function statusOf(run: Run): StepRun['status'] {
  if (run.status === 'queued') return 'pending';
  if (run.status === 'running' || run.status === 'paused') return 'in_progress';
  return run.status === 'partial' ? 'failed' : run.status;
}

/** A step that was not begun when its run was over will not be. */
function statusOfNode(state: NodeState | undefined, run: Run): StepState['status'] {
  if (state?.status === 'completed' || state?.status === 'skipped') return 'completed';
  if (state?.status === 'failed') return 'failed';
  if (runIsOver(run.status)) return 'cancelled';
  return state?.status === 'running' ? 'in_progress' : 'pending';
}

function requestId(): string {
  return `req_pi_${randomBytes(12).toString('hex')}`;
}

function unixTime(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
