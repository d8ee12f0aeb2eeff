import { streamSSE } from 'hono/streaming';
import { executionRoutes as routes } from '../../../../contract/dialects/executions.ts';
import { SafelightError } from '../../../../contract/errors.ts';
import type { App } from '../../../app.ts';
import type { RunFilter } from '../../../engine/store-port.ts';
import { fileResponse } from '../../file-response.ts';
import type { Http } from '../../http.ts';
import { createResultsFolders } from '../../results-folder.ts';
import type { Dialect } from '../dialect.ts';
import { executionSpec } from './create.ts';
import { executionError } from './errors.ts';
import { BATCH_LABEL, DIALECT, executionOf, itemOf, resultOf, runStatuses, statusOf } from './execution.ts';

/** One picture through one workflow: `/v1/upload`, `/v1/workflow/execution…`, `/v2/workflow/execution/`, `/image/:hash/:name`. */
export const executionsDialect: Dialect = {
  name: DIALECT,
  owns: (path) => /^\/(v1\/upload|v[12]\/workflow\/execution|image)(\/|$)/.test(path),
  errorResponse: executionError,
  register(http: Http, app: App, whole: App): void {
    const folders = createResultsFolders(app);
    whole.webhooks.setRenderer(DIALECT, async (run) => JSON.stringify(await executionOf(whole, run)));

    // Not `openapi`: its validator would read the bodies into memory, which are streamed to disk here.
    http.openAPIRegistry.registerPath(routes.upload);
    http.post(routes.upload.getRoutingPath(), async (c) => {
      const [upload] = await app.uploads.receive(c.req.raw, { signal: c.req.raw.signal });
      if (upload !== undefined) return c.text(upload.sha256, 201);
      throw new SafelightError('request_invalid', 'The request holds no file in a field “file”.');
    });

    http.openAPIRegistry.registerPath(routes.create);
    http.post(routes.create.getRoutingPath(), async (c) => {
      const query = c.req.query();
      const { workflow } = query;
      if (workflow === undefined || workflow === '') {
        throw new SafelightError('request_invalid', 'Say which workflow: ?workflow=<id>.');
      }
      const { version, organization } = query;
      const asked = { workflow, version, organization };
      const run = await app.runs.create(await executionSpec(app, folders, c.req, asked, c.get('caller')));
      return c.text(run.uuid, 201);
    });

    http.openapi(routes.list, async (c) => {
      const { workflowId, batchName, status, inputFileName, noBatch, limit, offset } = c.req.valid('query');
      const filter: RunFilter = {
        ...(workflowId === undefined ? {} : { workflowId: (await app.workflows.get(workflowId)).id }),
        ...(batchName === undefined ? {} : { labels: { [BATCH_LABEL]: batchName } }),
        ...(status === undefined ? {} : { statuses: runStatuses(status) }),
        ...(inputFileName === undefined ? {} : { inputFileName }),
        ...(noBatch === 'true' ? { withoutLabel: BATCH_LABEL } : {}),
      };
      const { items, total } = await app.runs.slice({ ...filter, offset, limit });
      const versions = new Map();
      return c.json({ entries: await Promise.all(items.map((run) => executionOf(app, run, versions))), total }, 200);
    });

    http.openapi(routes.get, async (c) =>
      c.json(await executionOf(app, await app.runs.get(c.req.valid('param').executionId)), 200),
    );

    http.openapi(routes.status, async (c) => {
      const run = await app.runs.get(c.req.valid('param').executionId);
      return streamSSE(c, async (stream) => {
        const gone = new AbortController();
        stream.onAbort(() => gone.abort());
        const status = statusOf(await app.runs.whenFinished(run.id, { signal: gone.signal }));
        if (gone.signal.aborted || (status !== 'COMPLETED' && status !== 'FAILED')) return;
        // Without spaces, as the text has it.
        await stream.write(`id:${status}\nevent:${status}\ndata:${status}\n\n`);
      }) as never;
    });

    http.openapi(routes.result, async (c) => {
      const { id } = await app.runs.get(c.req.valid('param').executionId);
      const run = await app.runs.whenFinished(id, { signal: c.req.raw.signal });
      const item = await itemOf(app, run);
      const result = resultOf(item);
      if (statusOf(run) === 'COMPLETED' && result !== undefined) {
        return (await fileResponse(c.req.raw, result.path)) as never;
      }
      const error = item?.error ?? run.error;
      return c.json(
        { code: error?.code ?? 'node_failed', message: error?.message ?? `The execution is ${statusOf(run)}.` },
        422,
      );
    });

    http.openapi(routes.image, async (c) => {
      const { hash } = c.req.valid('param');
      const found = /^[0-9a-f]{64}$/i.test(hash) ? await app.runs.outputByHash(hash.toLowerCase()) : null;
      if (found === null) throw new SafelightError('not_found', 'There is no image with this hash.');
      return (await fileResponse(c.req.raw, found.output.path, {
        cache: 'private, max-age=31536000, immutable',
      })) as never;
    });

    http.openapi(routes.retry, async (c) => {
      const run = await app.runs.get(c.req.valid('param').executionId);
      if (statusOf(run) !== 'FAILED') {
        throw new SafelightError('run_not_found', `There is no failed execution ${run.uuid}.`);
      }
      return c.json(await executionOf(app, await app.runs.retryFailed(run.id)), 200);
    });
  },
};
