import { routes } from '../../../contract/routes.ts';
import type { App } from '../../app.ts';
import { type Http, idOrUuid } from '../http.ts';

/** Keys for scripts, and the secret with which webhooks are signed. */
export function handleKeys(http: Http, app: App): void {
  http.openapi(routes.listKeys, async (c) => c.json({ items: await app.keys.list() }, 200));
  http.openapi(routes.createKey, async (c) => c.json(await app.keys.create(c.req.valid('json')), 201));
  http.openapi(routes.updateKey, async (c) =>
    c.json(await app.keys.update(idOrUuid(c.req.valid('param').id), c.req.valid('json')), 200),
  );
  http.openapi(routes.revokeKey, async (c) => {
    await app.keys.revoke(idOrUuid(c.req.valid('param').id));
    return c.json({ ok: true as const }, 200);
  });
  http.openapi(routes.getWebhookSecret, async (c) => c.json({ secret: await app.webhooks.secret() }, 200));
  http.openapi(routes.renewWebhookSecret, async (c) => c.json({ secret: await app.webhooks.renewSecret() }, 200));
}
