import type { z } from '@hono/zod-openapi';
import { SafelightError } from '../../../contract/errors.ts';
import { routes } from '../../../contract/routes.ts';
import { RUN_STATUSES, type RunStatus } from '../../../contract/run.ts';
import type { App } from '../../app.ts';
import { isLimited } from '../access/limits-of-caller.ts';
import type { Http } from '../http.ts';
import { createListAnswers, type ListAnswer } from '../list-answers.ts';
import { originOf } from '../origin.ts';
import { progressResource, runResource } from '../resources.ts';
import { createResultsFolders } from '../results-folder.ts';
import { runAnswer } from '../run-answer.ts';
import { runSpec } from '../run-spec.ts';

/** The answer to a list that was worked out for others just now, for a caller who meets all runs; by the URL. */
export type KnownList = (url: string) => ListAnswer | null;

/**
 * Runs: made, planned, listed, looked at, renamed, taken off the list. To be registered before whatever else writes.
 * @param lastEvent id of the newest event
 */
export function handleRuns(http: Http, app: App, lastEvent: () => string): { knownList: KnownList } {
  const folders = createResultsFolders(app);
  let writes = 0;
  http.use(async (c, next) => {
    await next();
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') writes += 1;
  });
  const lists = createListAnswers(() => `${lastEvent()} ${writes}`);

  async function list(query: ListQuery, origin: string) {
    const { page, pageSize, status, workflow, label, q } = query;
    const runs = await app.runs.list({
      page,
      pageSize,
      ...(status === undefined ? {} : { statuses: statusesIn(status) }),
      ...(workflow === undefined ? {} : { workflowId: (await app.workflows.get(workflow)).id }),
      ...(label === undefined ? {} : { labels: labelIn(label) }),
      ...(q === undefined ? {} : { q }),
    });
    return { ...runs, items: runs.items.map((run) => runResource(run, origin)) };
  }

  http.openapi(routes.listRuns, async (c) => {
    const query = c.req.valid('query');
    const origin = originOf(c.req.raw);
    const caller = c.get('caller');
    // What the limited see is their own.
    const key = isLimited(caller) ? JSON.stringify([caller.id, origin, query]) : c.req.raw.url;
    const { json, etag } = await lists.get(key, () => list(query, origin));
    const headers = {
      'content-type': 'application/json',
      'cache-control': 'private, no-cache',
      etag,
    };
    if (c.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers }) as never;
    const length = { 'content-length': String(json.byteLength) };
    return new Response(json, { headers: { ...headers, ...length } }) as never;
  });

  http.openapi(routes.createRun, async (c) => {
    const origin = originOf(c.req.raw);
    const dryRun = c.req.valid('query').dryRun === 'true';
    const spec = await runSpec(app, dryRun ? folders.planned : folders.next, {
      workflow: c.req.valid('param').id,
      body: c.req.valid('json'),
      caller: c.get('caller'),
      origin,
      idempotencyKey: c.req.valid('header')['idempotency-key'],
    });
    // The answer is that of planRun then, which the type of one answer cannot say.
    if (dryRun) return c.json((await app.runs.plan(spec)) as never, 200);
    return c.json(runResource(await app.runs.create(spec), origin), 200);
  });

  http.openapi(routes.planRun, async (c) => {
    const request = { workflow: c.req.valid('param').id, body: c.req.valid('json'), caller: c.get('caller') };
    const spec = await runSpec(app, folders.planned, { ...request, origin: originOf(c.req.raw) });
    return c.json(await app.runs.plan(spec, { signal: c.req.raw.signal }), 200);
  });

  http.openapi(routes.getRun, async (c) => {
    const run = await app.runs.get(c.req.valid('param').runId);
    return c.json(await runAnswer(app, run, originOf(c.req.raw), c.req.valid('query')), 200);
  });

  http.openapi(routes.updateRun, async (c) => {
    const { name, description } = c.req.valid('json');
    const run = await app.runs.change(c.req.valid('param').runId, {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
    });
    return c.json(runResource(run, originOf(c.req.raw)), 200);
  });

  http.openapi(routes.deleteRun, async (c) => {
    await app.runs.remove(c.req.valid('param').runId);
    return c.json({ ok: true as const }, 200);
  });

  http.openapi(routes.getProgress, async (c) => {
    const run = await app.runs.get(c.req.valid('param').runId);
    return c.json(progressResource(run, await app.runs.progress(run.id)), 200);
  });

  return { knownList: lists.known };
}

type ListQuery = z.output<(typeof routes.listRuns)['request']['query']>;

/** `running,queued` */
function statusesIn(text: string): RunStatus[] {
  return text.split(',').map((one) => {
    const status = RUN_STATUSES.find((known) => known === one.trim());
    if (status !== undefined) return status;
    const message = `“${one}” is no status. There are ${RUN_STATUSES.join(', ')}.`;
    throw new SafelightError('request_invalid', message, { issues: [{ path: 'status', code: 'unknown', message }] });
  });
}

/** `name:value`; the value may hold colons. */
function labelIn(text: string): Record<string, string> {
  const colon = text.indexOf(':');
  if (colon > 0) return { [text.slice(0, colon)]: text.slice(colon + 1) };
  const message = 'Write a label as name:value.';
  throw new SafelightError('request_invalid', message, { issues: [{ path: 'label', code: 'invalid', message }] });
}
