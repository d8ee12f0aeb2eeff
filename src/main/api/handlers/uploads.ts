import { SafelightError } from '../../../contract/errors.ts';
import { routes } from '../../../contract/routes.ts';
import type { App } from '../../app.ts';
import { type Http, idOrUuid } from '../http.ts';
import { uploadResource } from '../resources.ts';

/** Files that are not on this machine yet. */
export function handleUploads(http: Http, app: App): void {
  // Not `openapi`: its validator would read the body into memory, which is streamed to disk here.
  for (const route of [routes.createUpload, routes.putUpload]) {
    http.openAPIRegistry.registerPath(route);
    http.on(route.method.toUpperCase(), route.getRoutingPath(), async (c) => {
      const uploads = await app.uploads.receive(c.req.raw, { signal: c.req.raw.signal });
      const items = uploads.map(uploadResource);
      const [first] = items;
      if (first === undefined)
        throw new SafelightError('request_invalid', 'The request holds no file in a field “file”.');
      return c.json({ ...first, items }, 201);
    });
  }
  http.openapi(routes.listUploads, async (c) => {
    const uploads = await app.uploads.list(c.req.valid('query'));
    return c.json({ ...uploads, items: uploads.items.map(uploadResource) }, 200);
  });
  http.openapi(routes.getUpload, async (c) =>
    c.json(uploadResource(await app.uploads.get(idOrUuid(c.req.valid('param').id))), 200),
  );
  http.openapi(routes.deleteUpload, async (c) => {
    await app.uploads.remove(idOrUuid(c.req.valid('param').id));
    return c.json({ ok: true as const }, 200);
  });
}
