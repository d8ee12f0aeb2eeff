import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SafelightError } from '../../contract/errors.ts';
import type { Keys } from '../access/keys.ts';
import type { Caller } from './access/caller.ts';
import { keyCaller, NOBODY_RATE_LIMIT, nobody, SESSION_CALLER } from './access/callers.ts';
import type { Api } from './api.ts';
import { cookieCounts, hostAllowed, originAllowed, presentedKey, presentedSession, SESSION_COOKIE } from './guard.ts';
import { type Asked, createHttpServer } from './http-server.ts';

export interface Server {
  url: string;
  port: number;
  /** The address of the screens, with the token that opens them once exchanged for a cookie. */
  uiUrl: string;
  token: string;
  close(): Promise<void>;
}

/** The system may allow fewer (Linux: net.core.somaxconn, 4096). */
const MOST_WAITING_CONNECTIONS = 4096;

export interface ServerOptions {
  /** 0 for any free port. */
  port: number;
  keys: Keys;
  /** Opens the screens; default: a new one. */
  token?: string;
  /** What the cookie holds that the token is exchanged for; default: the token itself. */
  session?: string;
  /** Requests a minute from one address without a valid key; 0: unlimited, for tests. */
  strangerRateLimit?: number;
}

/**
 * The API on 127.0.0.1. Every request must name our own host and must not come from a foreign page. Who it is from: a key
 * (`Authorization: Bearer`, `x-api-key`), or the screens, whose page got a cookie for `?token=`.
 * Throws `request_invalid` when the port is taken.
 */
export async function startServer(api: Api, options: ServerOptions): Promise<Server> {
  const token = options.token ?? randomBytes(32).toString('base64url');
  const cookie = options.session ?? token;
  let port = options.port;
  const { strangerRateLimit: rateLimit = NOBODY_RATE_LIMIT } = options;

  async function identify(request: Asked, from: IncomingMessage): Promise<Caller> {
    const { headers } = request;
    const address = from.socket.remoteAddress ?? 'unknown';
    const host = headers.get('host') ?? '';
    const origin = headers.get('origin');
    if (!hostAllowed(host, port)) {
      return barred(address, 'Safelight answers only to 127.0.0.1 and localhost.');
    }
    if (!originAllowed(origin, port)) return barred(address, 'Requests from other web pages are refused.');
    const key = presentedKey(headers);
    if (key !== null) {
      if (isToken(key, token)) return SESSION_CALLER;
      return await options.keys.identify(key).then(keyCaller, (error: unknown) => {
        if (!(error instanceof SafelightError)) throw error;
        return nobody(address, { refusal: error, rateLimit });
      });
    }
    const session = presentedSession(headers);
    if (session === null || !isToken(session, cookie)) return nobody(address, { rateLimit });
    const fetchSite = headers.get('sec-fetch-site');
    if (cookieCounts({ origin, host, fetchSite, method: request.method })) return SESSION_CALLER;
    return nobody(address, {
      rateLimit,
      refusal: new SafelightError('forbidden', 'Requests that other web pages cause are refused.'),
    });
  }

  /** The address that was printed opens the screens: its token becomes a cookie, and is gone from the address bar. */
  function opening(request: Request, caller: Caller): Response | null {
    const url = new URL(request.url);
    const offered = url.searchParams.get('token');
    if (url.pathname !== '/' || caller.barred !== undefined || offered === null || !isToken(offered, token))
      return null;
    return new Response(null, {
      status: 303,
      headers: {
        location: '/',
        'set-cookie': `${SESSION_COOKIE}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      },
    });
  }

  const withOpening: Api = {
    ...api,
    fetch: async (request, caller) => (caller && opening(request, caller)) ?? (await api.fetch(request, caller)),
  };
  const server = createHttpServer(withOpening, identify);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new SafelightError(
              'request_invalid',
              `Port ${options.port} is taken by another program; choose another one, with --port or in the settings.`,
            )
          : error,
      ),
    );
    // A burst of clients waits for its turn; with Node's own 511 the system refuses the others.
    server.listen({ port, host: '127.0.0.1', backlog: MOST_WAITING_CONNECTIONS }, resolve);
  });
  port = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    uiUrl: `${url}/?token=${token}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function barred(address: string, why: string): Caller {
  return nobody(address, { barred: new SafelightError('forbidden', why) });
}

/** Equal without telling by the time taken how many characters were right. */
function isToken(presented: string, token: string): boolean {
  const a = Buffer.from(presented);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}
