import { routes } from '../../../contract/routes.ts';
import type { App } from '../../app.ts';
import { type Http, idOrUuid } from '../http.ts';

/** Folders that are watched. */
export function handleHotFolders(http: Http, { hotFolders }: Pick<App, 'hotFolders'>): void {
  http.openapi(routes.listHotFolders, async (c) => c.json({ items: await hotFolders.list() }, 200));
  http.openapi(routes.createHotFolder, async (c) => c.json(await hotFolders.create(c.req.valid('json')), 201));
  http.openapi(routes.getHotFolder, async (c) => c.json(await hotFolders.get(idOrUuid(c.req.valid('param').id)), 200));
  http.openapi(routes.updateHotFolder, async (c) =>
    c.json(await hotFolders.update(idOrUuid(c.req.valid('param').id), c.req.valid('json')), 200),
  );
  http.openapi(routes.deleteHotFolder, async (c) => {
    await hotFolders.remove(idOrUuid(c.req.valid('param').id));
    return c.json({ ok: true as const }, 200);
  });
}
