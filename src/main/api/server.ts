import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { SafelightError } from '../../contract/errors.ts';
import type { Api } from './api.ts';
import { hostAllowed, originAllowed, presentedKey, SESSION_COOKIE, sameKey } from './guard.ts';
import { problemResponse } from './problem.ts';

export interface Server {
  url: string;
  /** The address of the screens, with the token that opens them once exchanged for a cookie. */
  uiUrl: string;
  token: string;
  close(): Promise<void>;
}

/**
 * The API on 127.0.0.1. Every request must name our own host, must not come from a foreign page, and must carry the token:
 * as `Authorization: Bearer`, `x-api-key`, or the cookie that a page gets for `?token=`.
 * @param port 0 for any free port
 * Throws `request_invalid` when the port is taken.
 */
export async function startServer(api: Api, options: { port: number; token?: string }): Promise<Server> {
  const token = options.token ?? randomBytes(32).toString('base64url');
  let port = options.port;

  const guarded = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (!hostAllowed(request.headers.get('host'), port)) {
      return problemResponse(new SafelightError('forbidden', 'Safelight answers only to 127.0.0.1 and localhost.'));
    }
    if (!originAllowed(request.headers.get('origin'), port)) {
      return problemResponse(new SafelightError('forbidden', 'Requests from other web pages are refused.'));
    }
    const offered = url.searchParams.get('token');
    if (url.pathname === '/' && offered !== null && sameKey(offered, token)) {
      return new Response(null, {
        status: 303,
        headers: {
          location: '/',
          'set-cookie': `${SESSION_COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/`,
          'referrer-policy': 'no-referrer',
        },
      });
    }
    const key = presentedKey(request.headers);
    if (url.pathname !== '/health' && (key === null || !sameKey(key, token))) {
      return problemResponse(
        new SafelightError('unauthorized', 'A key is needed: open the address that `safelight serve` printed.'),
      );
    }
    return api.fetch(request);
  };

  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve({ fetch: guarded, hostname: '127.0.0.1', port }, (info: AddressInfo) => {
      port = info.port;
      resolve(starting);
    });
    starting.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new SafelightError(
              'request_invalid',
              `Port ${options.port} is taken by another program; choose one with --port.`,
            )
          : error,
      ),
    );
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    uiUrl: `${url}/?token=${token}`,
    token,
    close: () =>
      new Promise((resolve) => {
        if ('closeAllConnections' in server) server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
