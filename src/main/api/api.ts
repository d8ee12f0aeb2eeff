import { HTTPException } from 'hono/http-exception';
import type { Need } from '../../contract/capabilities.ts';
import { SafelightError } from '../../contract/errors.ts';
import type { App } from '../app.ts';
import type { Caller } from './access/caller.ts';
import { createCurrentCaller } from './access/current-caller.ts';
import { enforce } from './access/enforce.ts';
import { limitedApp } from './access/limited-app.ts';
import { isLimited } from './access/limits-of-caller.ts';
import { type FactsOfRoutes, factsOfRoutes, type RouteName } from './access/need-of-route.ts';
import { allowanceHeaders, createRateLimits } from './access/rate-limits.ts';
import { dagWorkflowsDialect } from './dialects/dag-workflows/dag-workflows.ts';
import type { Dialect } from './dialects/dialect.ts';
import { executionsDialect } from './dialects/executions/executions.ts';
import { slugRunDialect } from './dialects/slug-run/slug-run.ts';
import { stepRunsDialect } from './dialects/step-runs/step-runs.ts';
import { createEventLog } from './events/event-log.ts';
import { handleArtifacts } from './handlers/artifacts.ts';
import { handleDocs } from './handlers/docs.ts';
import { handleEvents } from './handlers/events.ts';
import { handleHotFolders } from './handlers/hot-folders.ts';
import { handleItems } from './handlers/items.ts';
import { handleKeys } from './handlers/keys.ts';
import { handlePages } from './handlers/pages.ts';
import { handlePreview } from './handlers/preview.ts';
import { handleRunControls } from './handlers/run-controls.ts';
import { handleRunReports } from './handlers/run-reports.ts';
import { handleRuns } from './handlers/runs.ts';
import { handleSession } from './handlers/session.ts';
import { handleSettings } from './handlers/settings.ts';
import { handleSystem, type ServerState } from './handlers/system.ts';
import { handleUploads } from './handlers/uploads.ts';
import { handleWorkflows } from './handlers/workflows.ts';
import { createHttp } from './http.ts';
import { createSmallCopies } from './pictures/small-copies.ts';
import { problemResponse } from './problem.ts';
import { runAnswer } from './run-answer.ts';

/** An answer as it goes over the line. */
export interface ReadyAnswer {
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface Api {
  /** Answers any request, for the app itself unless it is said for whom; never throws. Used in process by tests, over TCP by `serve`, and behind Electron's app://. */
  fetch(request: Request, caller?: Caller): Promise<Response>;
  /**
   * The answer to a GET that was worked out for others within the last moments, ready to be sent; null: ask with `fetch`. Many who poll
   * the same list at once cost little more than their connections.
   */
  ready(url: string, caller: Caller): Promise<ReadyAnswer | null>;
  /** Every route with what it needs; undefined where it states nothing, which a test does not want. */
  routes(): (RouteName & { need: Need | undefined })[];
}

/** As `listRuns` and the middleware set them. */
const LIST_HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'private, no-cache',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The APIs of other services that are answered too. */
const DIALECTS: readonly Dialect[] = [executionsDialect, stepRunsDialect, dagWorkflowsDialect, slugRunDialect];

/** Pages come with a policy that runs and loads nothing from elsewhere. */
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The API over an app's services. Who calls is found out in front of it (server.ts for TCP, private-socket.ts, the shell for
 * app://); what they may do is decided here, for every route (access/enforce.ts) and every service (access/limited-app.ts).
 * @param rendererFolder built screens to serve at `/`, when there are any
 */
export function createApi(
  whole: App,
  options: {
    version: string;
    rendererFolder?: string;
    /** The TCP server, where there is one that comes and goes. */
    server?: () => ServerState;
    /** Where log files are, when there are any. */
    logDir?: string;
    log?: (error: unknown) => void;
  },
): Api {
  const http = createHttp();
  const limits = createRateLimits();
  const current = createCurrentCaller();
  const app = limitedApp(whole, current.get);
  let facts: FactsOfRoutes | undefined;
  http.onError((thrown, c) => {
    // Hono's own, of a body that is no JSON.
    const error =
      thrown instanceof HTTPException && thrown.status === 400
        ? new SafelightError('request_invalid', `The request cannot be read: ${thrown.message}.`, { cause: thrown })
        : thrown;
    if (!(error instanceof SafelightError)) options.log?.(error);
    return withHeaders(errorResponse(error, new URL(c.req.url).pathname), c.res.headers);
  });
  http.notFound((c) => {
    const path = new URL(c.req.url).pathname;
    return errorResponse(new SafelightError('not_found', `There is nothing at ${c.req.method} ${path}.`), path);
  });
  http.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('content-security-policy')) c.res.headers.set('content-security-policy', PAGE_POLICY);
    c.res.headers.set('x-content-type-options', 'nosniff');
    c.res.headers.set('referrer-policy', 'no-referrer');
    // Hono answers HEAD as GET and drops the body: a stream that nobody reads would stay open for ever.
    if (c.req.method === 'HEAD') await c.res.body?.cancel();
  });
  http.use(
    enforce({
      // The routes are registered below.
      facts: () => (facts ??= factsOfRoutes(http)),
      limits,
      links: whole.links,
      current,
      now: () => new Date(),
    }),
  );
  // Hono takes the first route that fits: `/workflows/runs` must be known before `/workflows/{id}`.
  const copies = createSmallCopies(whole);
  const log = createEventLog(whole.events);
  const { knownList } = handleRuns(http, app, () => log.lastId());
  handleRunControls(http, app);
  handleRunReports(http, app);
  handleItems(http, app);
  handleWorkflows(http, app);
  handleEvents(http, whole, log);
  handleArtifacts(http, app, copies);
  handlePreview(http, app, copies);
  handleUploads(http, app);
  handleHotFolders(http, app);
  handleKeys(http, app);
  handleSettings(http, app);
  handleSystem(http, app, options);
  handleDocs(http, options.version);
  whole.webhooks.setRenderer('native', async (run, origin) =>
    JSON.stringify(await runAnswer(whole, run, origin, { page: 1, pageSize: 25 })),
  );
  handleSession(http, app);
  for (const dialect of DIALECTS) dialect.register(http, app, whole);
  if (options.rendererFolder !== undefined) handlePages(http, options.rendererFolder);
  return {
    fetch: async (request, caller) => http.fetch(request, caller === undefined ? {} : { caller }),
    async ready(url, caller) {
      if (caller.barred !== undefined || isLimited(caller) || !caller.may('workflow:read')) return null;
      const known = knownList(url);
      if (known === null) return null;
      const allowance = await limits.take(caller);
      if (allowance.refused) return null;
      return {
        headers: { ...LIST_HEADERS, ...allowanceHeaders(allowance, Date.now()), etag: known.etag },
        body: known.json,
      };
    },
    routes: () => factsOfRoutes(http).all(),
  };
}

/** An error in the form of the API that was called. */
function errorResponse(error: unknown, path: string): Response {
  const dialect = DIALECTS.find((one) => one.owns(path));
  return dialect === undefined ? problemResponse(error) : dialect.errorResponse(error);
}

/** An error's answer with the headers that were set before it was thrown. */
function withHeaders(response: Response, headers: Headers): Response {
  for (const [name, value] of headers) if (!response.headers.has(name)) response.headers.set(name, value);
  return response;
}
