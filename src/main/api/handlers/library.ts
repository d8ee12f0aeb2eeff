import type { OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../../contract/routes.ts';
import { nodeTypeInfo, nodeTypes } from '../../../workflow/nodes/registry.ts';
import type { App } from '../../app.ts';

/** Workflows and node types. */
export function handleLibrary(http: OpenAPIHono, app: App, version: string): void {
  http.openapi(routes.health, (c) => c.json({ ok: true as const, version }, 200));
  http.openapi(routes.listNodes, (c) => c.json({ items: [...nodeTypes.values()].map(nodeTypeInfo) }, 200));
  http.openapi(routes.listWorkflows, async (c) => c.json({ items: await app.workflows.list() }, 200));
  http.openapi(routes.getWorkflow, async (c) => c.json(await app.workflows.get(c.req.valid('param').id), 200));
}
