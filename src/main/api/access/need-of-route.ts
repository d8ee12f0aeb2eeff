import type { OpenAPIHono } from '@hono/zod-openapi';
import { type Need, needOf } from '../../../contract/capabilities.ts';
import type { ApiEnv } from './caller.ts';

/**
 * What is not in the contract, since it answers with files and pages: `METHOD path` as registered. Everything else states its need
 * in its route.
 */
const PLAIN: Record<string, Need> = {
  'GET /openapi.json': 'nothing',
  'GET /docs': 'nothing',
  'GET /docs/*': 'nothing',
  // The screens are no secret; what they show is, and is asked for with the session.
  'GET /': 'nothing',
  'GET /assets/*': 'nothing',
  // For our own command line, over the private socket; see handlers/session.ts.
  'POST /session/samples': 'admin',
  'POST /session/verify': 'admin',
  'POST /session/:service/:method': 'admin',
  'GET /artifacts/runs/:runId/archive/:name': 'workflow:read',
  'GET /artifacts/runs/:runId/:itemId/inputs/:nodeId/:name': 'workflow:read',
  'GET /artifacts/runs/:runId/:itemId/outputs/:index/:name': 'workflow:read',
  'GET /artifacts/runs/:runId/:itemId/nodes/:file': 'workflow:read',
};

/** A route as registered: method in capitals and Hono's form of the path. */
export interface RouteName {
  method: string;
  path: string;
}

/** What is stated about a route. */
export interface RouteFacts {
  need: Need;
  /** Content types that its body may have; null: it says nothing about a body. */
  bodyTypes: string[] | null;
}

export interface FactsOfRoutes {
  /** Undefined for a route that states no need: nobody but the app itself is to get there. */
  of(route: RouteName): RouteFacts | undefined;
  /** Every registered route with its need; undefined where it states none, which a test does not want. */
  all(): (RouteName & { need: Need | undefined })[];
}

/** What each registered route states. To be called when all are registered. */
export function factsOfRoutes(http: OpenAPIHono<ApiEnv>): FactsOfRoutes {
  const facts = new Map<string, RouteFacts>(
    Object.entries(PLAIN).map(([name, need]) => [name, { need, bodyTypes: null }]),
  );
  for (const definition of http.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { method, path, security, request } = definition.route;
    const need = needOf(security as Record<string, string[]>[] | undefined);
    if (need === undefined) continue;
    const content = request?.body?.content;
    facts.set(nameOf({ method, path }), { need, bodyTypes: content === undefined ? null : Object.keys(content) });
  }
  return {
    of: (route) => facts.get(nameOf(route)),
    all() {
      const registered = http.routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => ({ method, path }));
      const byName = new Map(registered.map((route) => [nameOf(route), route]));
      return [...byName].map(([name, route]) => ({ ...route, need: facts.get(name)?.need }));
    },
  };
}

/** `GET /workflows/:id`; OpenAPI writes `{id}`. */
function nameOf({ method, path }: RouteName): string {
  return `${method.toUpperCase()} ${path.replaceAll(/\/\{(.+?)\}/g, '/:$1')}`;
}
