import { type DagCleanup, dagRoutes as routes } from '../../../../contract/dialects/dag-workflows.ts';
import { SafelightError } from '../../../../contract/errors.ts';
import type { Run } from '../../../../contract/run.ts';
import type { App } from '../../../app.ts';
import type { CreateRun } from '../../../engine/run-service.ts';
import { type Http, idOrUuid } from '../../http.ts';
import { originOf } from '../../origin.ts';
import { createResultsFolders } from '../../results-folder.ts';
import type { Dialect } from '../dialect.ts';
import { atPictures } from '../step-workflow.ts';
import { DIALECT, dagStatus, dagWorkflow, runStatuses } from './dag-workflow.ts';
import { dagError, wrongField } from './errors.ts';
import { PICTURE_CONFIG, readDagSteps } from './read-steps.ts';

/** Graphs of steps that are created, started, paused, resumed and cleaned up: `/api/v1/workflows/…`. */
export const dagWorkflowsDialect: Dialect = {
  name: DIALECT,
  owns: (path) => /^\/api\/v1\/workflows(\/|$)/.test(path),
  errorResponse: dagError,
  register(http: Http, app: App, whole: App): void {
    const folders = createResultsFolders(app);
    whole.webhooks.setRenderer(DIALECT, async (run, origin) => JSON.stringify(await dagWorkflow(whole, run, origin)));

    http.openapi(routes.create, async (c) => {
      const definition = c.req.valid('json');
      const { name, description, steps, webhook_url: url } = definition;
      const { document, pictures } = await readDagSteps(app, name, steps);
      const origin = originOf(c.req.raw);
      if (url) await checkWebhook(app, url);
      const spec: CreateRun = {
        workflow: { document },
        name,
        ...(description ? { description } : {}),
        inputs: Object.fromEntries(
          Object.entries(pictures).map(([id, file]) => [id, { paths: [], recursive: false, files: [file] }]),
        ),
        output: {
          folder: await folders.next(name, new Date(), c.get('caller')),
          collision: 'suffix',
          zip: false,
          zipLayout: 'preserve',
        },
        trigger: 'api',
        start: c.req.valid('query').start,
        // Every step's picture is to be had afterwards.
        intermediates: 'all',
        webhooks: url ? [{ url, dialect: DIALECT, origin }] : [],
        client: { dialect: DIALECT, data: clientData(definition) },
      };
      const run = await app.runs.create(spec).catch((thrown: unknown) => {
        throw atPictures(thrown, (stepId) => {
          const index = steps.findIndex(({ id }) => id === stepId);
          const field = PICTURE_CONFIG.find((one) => Object.hasOwn(steps[index]?.config ?? {}, one));
          return field === undefined ? null : `steps.${index}.config.${field}`;
        });
      });
      return c.json(await dagWorkflow(app, run, origin), 201);
    });

    http.openapi(routes.list, async (c) => {
      const { status, origin_instance, origin_tenant_id, include_deleted, skip, limit } = c.req.valid('query');
      const clientData = {
        ...(origin_instance === undefined ? {} : { origin_instance }),
        ...(origin_tenant_id === undefined ? {} : { origin_tenant_id }),
      };
      const { items, total } = await app.runs.slice({
        offset: skip,
        limit,
        includeRemoved: include_deleted,
        ...(status === undefined ? {} : { statuses: runStatuses(status) }),
        ...(Object.keys(clientData).length === 0 ? {} : { clientData }),
      });
      const origin = originOf(c.req.raw);
      const workflows = await Promise.all(items.map((run) => dagWorkflow(app, run, origin)));
      return c.json({ workflows, total, skip, limit }, 200);
    });

    http.openapi(routes.get, async (c) => {
      const run = await find(app, c.req.valid('param').workflow_id);
      return c.json(await dagWorkflow(app, run, originOf(c.req.raw)), 200);
    });

    http.openapi(routes.update, async (c) => {
      const before = await find(app, c.req.valid('param').workflow_id);
      const { name, description, webhook_url: url } = c.req.valid('json');
      const origin = originOf(c.req.raw);
      if (url) await checkWebhook(app, url);
      const kept = before.client?.dialect === DIALECT ? before.client.data : null;
      const run = await app.runs.change(before.id, {
        ...(name ? { name } : {}),
        ...(description === undefined ? {} : { description }),
        ...(url === undefined ? {} : { webhooks: url === null ? [] : [{ url, dialect: DIALECT, origin }] }),
        ...(url === undefined || kept === null
          ? {}
          : {
              client: {
                dialect: DIALECT,
                data: { ...kept, definition: { ...(kept['definition'] as object), webhook_url: url } },
              },
            }),
      });
      return c.json(await dagWorkflow(app, run, origin), 200);
    });

    http.openapi(routes.cancel, async (c) => {
      const run = await find(app, c.req.valid('param').workflow_id);
      const status = dagStatus(run);
      if (status !== 'PENDING' && status !== 'RUNNING') throw impossible(run, 'cancelled');
      return c.json(await dagWorkflow(app, await app.runs.cancel(run.id), originOf(c.req.raw)), 200);
    });

    http.openapi(routes.start, async (c) => {
      const run = await find(app, c.req.valid('param').workflow_id);
      if (dagStatus(run) !== 'PENDING') throw impossible(run, 'started');
      if (!run.held) {
        throw new SafelightError(
          'run_state',
          'The workflow is PENDING because it waits for its turn: it was started already.',
        );
      }
      return c.json(await dagWorkflow(app, await app.runs.start(run.id), originOf(c.req.raw)), 200);
    });

    http.openapi(routes.pause, async (c) => {
      const run = await find(app, c.req.valid('param').workflow_id);
      if (dagStatus(run) !== 'RUNNING' && (run.held || dagStatus(run) !== 'PENDING')) throw impossible(run, 'paused');
      return c.json(await dagWorkflow(app, await app.runs.pause(run.id), originOf(c.req.raw)), 200);
    });

    http.openapi(routes.resume, async (c) => {
      const run = await find(app, c.req.valid('param').workflow_id);
      const status = dagStatus(run);
      if (status !== 'FAILED' && status !== 'PAUSED') throw impossible(run, 'resumed');
      const resumed = status === 'PAUSED' ? await app.runs.resume(run.id) : await app.runs.retryFailed(run.id);
      return c.json(await dagWorkflow(app, resumed, originOf(c.req.raw)), 200);
    });

    http.openapi(routes.cleanup, async (c) => {
      const run = await find(app, c.req.valid('param').workflow_id);
      if (dagStatus(run) === 'RUNNING' || dagStatus(run) === 'PAUSED') throw impossible(run, 'cleaned up');
      const cleanup = c.req.valid('query').cleanup_tasks && !run.held ? await removeFiles(app, run) : NOTHING;
      const removed = run.removedAt === null ? await app.runs.remove(run.id) : run;
      return c.json({ workflow: await dagWorkflow(app, removed, originOf(c.req.raw)), cleanup }, 200);
    });
  },
};

const NOTHING: DagCleanup = { tasks_processed: 0, tasks_cleaned: 0, deleted_paths: [], errors: [] };

/** What is filtered by stands beside the definition, at the top level. */
function clientData(definition: { origin_instance: string; origin_tenant_id?: string | null | undefined }) {
  const { origin_instance, origin_tenant_id } = definition;
  return { origin_instance, ...(origin_tenant_id ? { origin_tenant_id } : {}), definition };
}

async function find(app: App, id: string): Promise<Run> {
  const ref = idOrUuid(id);
  if (typeof ref === 'string' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(ref)) {
    const message = 'Input should be a valid UUID.';
    throw new SafelightError('request_invalid', message, {
      issues: [{ path: 'workflow_id', code: 'uuid_parsing', message, in: 'path' }],
    });
  }
  return await app.runs.get(ref);
}

async function checkWebhook(app: App, url: string): Promise<void> {
  try {
    await app.webhooks.check(url);
  } catch (thrown) {
    throw thrown instanceof SafelightError ? wrongField('webhook_url', thrown.message, 'url') : thrown;
  }
}

/** Takes back what the run delivered, as undo does: what somebody has changed since stays, and is told. */
async function removeFiles(app: App, run: Run): Promise<DagCleanup> {
  const { items } = await app.runs.items(run.id, { page: 1, pageSize: 500 });
  const { removed, kept } = await app.runs.undo(run.id);
  const outputs = items.flatMap((item) => item.outputs.map((output) => ({ ...output, task: item.uuid })));
  return {
    tasks_processed: items.length,
    tasks_cleaned: items.filter((item) => !item.outputs.some(({ path }) => kept.some((one) => one.path === path)))
      .length,
    deleted_paths: removed,
    errors: kept.map(({ path, reason }) => {
      const output = outputs.find((one) => one.path === path);
      return {
        task_id: output?.task ?? run.uuid,
        step_id: output?.nodeId ?? '',
        task_type: 'EXPORT',
        error: `${path}: ${reason}`,
      };
    }),
  };
}

function impossible(run: Run, what: string): SafelightError {
  return new SafelightError('run_state', `The workflow is ${dagStatus(run)} and cannot be ${what}.`);
}
