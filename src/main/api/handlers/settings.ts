import { routes } from '../../../contract/routes.ts';
import type { App } from '../../app.ts';
import type { Http } from '../http.ts';

/** What a person sets for the whole program, and the cache. */
export function handleSettings(http: Http, app: App): void {
  const { settings } = app;
  http.openapi(routes.listSettings, async (c) => c.json({ items: await settings.list() }, 200));
  http.openapi(routes.updateSettings, async (c) => {
    const before = await Promise.all(Object.keys(c.req.valid('json')).map((key) => settings.get(key)));
    const changed: typeof before = [];
    try {
      for (const setting of before) {
        changed.unshift(setting);
        await settings.set(setting.key, c.req.valid('json')[setting.key] as typeof setting.value | null);
      }
    } catch (error) {
      // All or none.
      for (const { key, value, isSet } of changed) await settings.set(key, isSet ? value : null);
      throw error;
    }
    return c.json({ items: await settings.list() }, 200);
  });
  http.openapi(routes.getCache, async (c) => {
    const [cache, uploads, downloads] = await Promise.all([
      app.cache.usage(),
      app.uploads.usage(),
      app.downloads.usage(),
    ]);
    return c.json({ ...cache, uploads, downloads }, 200);
  });
  http.openapi(routes.clearCache, async (c) => c.json(await app.cache.clear(), 200));
}
