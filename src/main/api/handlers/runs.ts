import type { OpenAPIHono } from '@hono/zod-openapi';
import { SafelightError } from '../../../contract/errors.ts';
import { routes } from '../../../contract/routes.ts';
import type { ItemOverrides, Run } from '../../../contract/run.ts';
import type { WorkflowDocument } from '../../../contract/workflow.ts';
import type { App } from '../../app.ts';
import type { ParamOverride } from '../../engine/item-control.ts';
import { itemDetailResource, itemResource, runResource } from '../resources.ts';

/** The document that a run executes. */
export async function documentOf(app: App, run: Run): Promise<WorkflowDocument> {
  const versions = await app.workflows.versions(run.workflowId);
  const version = versions.find((candidate) => candidate.version === run.workflowVersion);
  if (version === undefined) throw new SafelightError('workflow_not_found', `Run ${run.id}'s workflow is gone.`);
  return version.document;
}

const originOf = (request: Request): string => new URL(request.url).origin;

export function handleRuns(http: OpenAPIHono, app: App): void {
  http.openapi(routes.listRuns, async (c) => {
    const { page, pageSize } = c.req.valid('query');
    const runs = await app.runs.list({ page, pageSize });
    const origin = originOf(c.req.raw);
    return c.json({ ...runs, items: runs.items.map((run) => runResource(run, origin)) }, 200);
  });

  http.openapi(routes.createRun, async (c) => {
    const body = c.req.valid('json');
    const run = await app.runs.create({
      workflow: c.req.valid('param').id,
      inputs: body.inputs,
      output: { ...body.output, zipLayout: 'preserve' },
      trigger: 'api',
      labels: body.labels,
      ...(body.intermediates === undefined ? {} : { intermediates: body.intermediates }),
      ...(body.name === undefined ? {} : { name: body.name }),
    });
    return c.json(runResource(run, originOf(c.req.raw)), 200);
  });

  http.openapi(routes.getRun, async (c) => {
    const { page, pageSize, q, status } = c.req.valid('query');
    const run = await app.runs.get(c.req.valid('param').runId);
    const origin = originOf(c.req.raw);
    const document = await documentOf(app, run);
    const items = await app.runs.items(run.id, {
      page,
      pageSize,
      ...(q === undefined ? {} : { q }),
      ...(status === undefined ? {} : { status }),
    });
    return c.json(
      {
        ...runResource(run, origin),
        items: items.items.map((item) => itemResource(item, document, origin)),
        itemsTotal: items.total,
        page,
        pageSize,
      },
      200,
    );
  });

  http.openapi(routes.getItem, async (c) => {
    const { runId, itemId } = c.req.valid('param');
    const run = await app.runs.get(runId);
    const item = await app.runs.item(run.id, itemRef(itemId));
    const origin = originOf(c.req.raw);
    const document = await documentOf(app, run);
    return c.json({ run: runResource(run, origin), item: itemDetailResource(item, document, origin) }, 200);
  });

  http.openapi(routes.cancelRun, async (c) => {
    await app.runs.cancel(c.req.valid('param').runId);
    return c.json({ ok: true as const }, 200);
  });
  http.openapi(routes.pauseRun, async (c) => {
    await app.runs.pause(c.req.valid('param').runId);
    return c.json({ ok: true as const }, 200);
  });
  http.openapi(routes.resumeRun, async (c) => {
    await app.runs.resume(c.req.valid('param').runId);
    return c.json({ ok: true as const }, 200);
  });
  http.openapi(routes.retryRun, async (c) => {
    await app.runs.retryFailed(c.req.valid('param').runId);
    return c.json({ ok: true as const }, 200);
  });
  http.openapi(routes.undoRun, async (c) => {
    // Without a body the validator hands on an empty object, defaults unfilled.
    const { dryRun = false } = c.req.valid('json');
    return c.json(await app.runs.undo(c.req.valid('param').runId, { dryRun }), 200);
  });
  http.openapi(routes.retryItem, async (c) => {
    const { runId, itemId } = c.req.valid('param');
    // Nothing was sent: a retry of what failed. Whoever sends something, be it `{}`, wants it done again in any case.
    const body = c.req.header('content-type') === undefined ? null : c.req.valid('json');
    if (body === null) await app.runs.retryItem(runId, itemRef(itemId));
    else {
      await app.runs.rerunItem(runId, itemRef(itemId), {
        ...(body.fromNode === undefined ? {} : { fromNode: body.fromNode }),
        overrides: overridesIn(body.params ?? {}),
      });
    }
    return c.json({ ok: true as const }, 200);
  });
  http.openapi(routes.patchItem, async (c) => {
    const { runId, itemId } = c.req.valid('param');
    const run = await app.runs.get(runId);
    const item = await app.runs.overrideItem(run.id, itemRef(itemId), overridesIn(c.req.valid('json').params));
    const origin = originOf(c.req.raw);
    const document = await documentOf(app, run);
    return c.json({ run: runResource(run, origin), item: itemDetailResource(item, document, origin) }, 200);
  });
}

function overridesIn(params: ItemOverrides): ParamOverride[] {
  return Object.entries(params).map(([nodeId, own]) => ({ nodeId, params: own }));
}

/** Digits alone are an integer id, everything else a uuid. */
function itemRef(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}
