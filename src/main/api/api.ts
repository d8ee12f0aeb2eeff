import { OpenAPIHono } from '@hono/zod-openapi';
import { SafelightError } from '../../contract/errors.ts';
import type { App } from '../app.ts';
import { handleArtifacts } from './handlers/artifacts.ts';
import { handleEvents } from './handlers/events.ts';
import { handleLibrary } from './handlers/library.ts';
import { handlePages } from './handlers/pages.ts';
import { handleRuns } from './handlers/runs.ts';
import { handleSamples } from './handlers/samples.ts';
import { problemResponse } from './problem.ts';

export interface Api {
  /** Answers any request; never throws. Used in process by tests, over TCP by `serve`, and behind Electron's app://. */
  fetch(request: Request): Promise<Response>;
}

/** Pages come with a policy that runs and loads nothing from elsewhere. */
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The API over an app's services. Who may call it is decided in front of it (server.ts for TCP, the shell for app://).
 * @param rendererFolder built screens to serve at `/`, when there are any
 */
export function createApi(
  app: App,
  options: { version: string; rendererFolder?: string; log?: (error: unknown) => void },
): Api {
  const http = new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      const issues = result.error.issues.map((issue) => ({
        path: issue.path.join('.'),
        code: issue.code ?? 'invalid',
        message: issue.message,
      }));
      const first = issues[0];
      throw new SafelightError('request_invalid', `${first?.path || 'request'}: ${first?.message ?? 'not valid'}`, {
        issues,
      });
    },
  });
  http.onError((error) => {
    if (!(error instanceof SafelightError)) options.log?.(error);
    return problemResponse(error);
  });
  http.notFound((c) =>
    problemResponse(
      new SafelightError('not_found', `There is nothing at ${c.req.method} ${new URL(c.req.url).pathname}.`),
    ),
  );
  http.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('content-security-policy')) c.res.headers.set('content-security-policy', PAGE_POLICY);
    c.res.headers.set('x-content-type-options', 'nosniff');
    c.res.headers.set('referrer-policy', 'no-referrer');
  });
  // Hono takes the first route that fits: `/workflows/runs` must be known before `/workflows/{id}`.
  handleRuns(http, app);
  handleLibrary(http, app, options.version);
  handleArtifacts(http, app);
  handleEvents(http, app);
  handleSamples(http, app);
  if (options.rendererFolder !== undefined) handlePages(http, options.rendererFolder);
  return { fetch: async (request) => http.fetch(request) };
}
