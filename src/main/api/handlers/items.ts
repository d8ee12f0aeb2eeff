import { routes } from '../../../contract/routes.ts';
import type { ItemOverrides } from '../../../contract/run.ts';
import type { App } from '../../app.ts';
import type { ParamOverride } from '../../engine/item-control.ts';
import { type Http, idOrUuid } from '../http.ts';
import { originOf } from '../origin.ts';
import { itemDetailResource, itemResource, runResource } from '../resources.ts';

/** The photos of a run. */
export function handleItems(http: Http, app: App): void {
  http.openapi(routes.listItems, async (c) => {
    const { page, pageSize, q, status } = c.req.valid('query');
    const { runId } = c.req.valid('param');
    const run = await app.runs.get(runId);
    const document = await app.runs.document(run.id);
    const found = await app.runs.items(run.id, {
      page,
      pageSize,
      ...(q === undefined ? {} : { q }),
      ...(status === undefined ? {} : { status }),
    });
    const origin = originOf(c.req.raw);
    return c.json({ ...found, items: found.items.map((item) => itemResource(item, document, origin)) }, 200);
  });

  http.openapi(routes.getItem, async (c) => {
    const { runId, itemId } = c.req.valid('param');
    return c.json(await detail(runId, itemId, originOf(c.req.raw)), 200);
  });

  http.openapi(routes.retryItem, async (c) => {
    const { runId, itemId } = c.req.valid('param');
    // Nothing was sent: a retry of what failed. Whoever sends something, be it `{}`, wants it done again in any case.
    const body = c.req.header('content-type') === undefined ? null : c.req.valid('json');
    if (body === null) await app.runs.retryItem(runId, idOrUuid(itemId));
    else {
      await app.runs.rerunItem(runId, idOrUuid(itemId), {
        ...(body.fromNode === undefined ? {} : { fromNode: body.fromNode }),
        overrides: overridesIn(body.params ?? {}),
      });
    }
    return c.json({ ok: true as const }, 200);
  });

  http.openapi(routes.patchItem, async (c) => {
    const { runId, itemId } = c.req.valid('param');
    await app.runs.overrideItem(runId, idOrUuid(itemId), overridesIn(c.req.valid('json').params));
    return c.json(await detail(runId, itemId, originOf(c.req.raw)), 200);
  });

  async function detail(runId: string, itemId: string, origin: string) {
    const run = await app.runs.get(runId);
    const item = await app.runs.item(run.id, idOrUuid(itemId));
    const document = await app.runs.document(run.id);
    return { run: runResource(run, origin), item: itemDetailResource(item, document, origin) };
  }
}

function overridesIn(params: ItemOverrides): ParamOverride[] {
  return Object.entries(params).map(([nodeId, own]) => ({ nodeId, params: own }));
}
