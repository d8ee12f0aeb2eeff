import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings, RequestError } from '@hono/node-server';
import { SafelightError } from '../../contract/errors.ts';
import { isStreamed } from './access/body.ts';
import type { Caller } from './access/caller.ts';
import { nobody } from './access/callers.ts';
import type { Api } from './api.ts';
import { methodAllowed } from './guard.ts';
import { problemResponse } from './problem.ts';

/** Limits of every connection, TCP or socket. */
const MOST_CONNECTIONS = 4096;
const MOST_HEADER_BYTES = 32_768;
const LONGEST_ADDRESS = 16_384;
/** How long a client may take, in milliseconds. */
export interface ClientTimes {
  /** Slowloris: a client that sends its headers or its JSON a byte at a time holds a connection for ever. */
  headers: number;
  body: number;
  /** Uploads take as long as they take, but something has to come. */
  silence: number;
}
const TIMES: ClientTimes = { headers: 15_000, body: 30_000, silence: 60_000 };
/** Requests that one caller may have open at a time, event streams and downloads among them. */
const MOST_AT_ONCE = 2000;

/** What tells who asks. */
export type Asked = Pick<Request, 'method' | 'url'> & { headers: Pick<Headers, 'get'> };

/** An HTTP server for the API, not listening yet. `identify` says who makes each request; when it
 * rejects, the answer is 500. */
export function createHttpServer(
  api: Api,
  identify: (request: Asked, from: IncomingMessage) => Promise<Caller>,
  times: ClientTimes = TIMES,
): Server {
  const open = new Map<string, number>();

  /** One more request of this caller, until its answer is out or it went away. */
  function count(caller: Caller, outgoing: ServerResponse): Caller {
    const now = (open.get(caller.id) ?? 0) + 1;
    open.set(caller.id, now);
    outgoing.once('close', () => {
      const left = (open.get(caller.id) ?? 1) - 1;
      if (left === 0) open.delete(caller.id);
      else open.set(caller.id, left);
    });
    if (now <= MOST_AT_ONCE) return caller;
    const barred = new SafelightError(
      'rate_limited',
      `More than ${MOST_AT_ONCE} requests at a time. Let some end first.`,
    );
    return nobody(caller.id, { barred });
  }

  const listener = getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as HttpBindings;
      const response = await api.fetch(request, count(await identify(request, incoming), outgoing));
      // Refused before its body was read: the rest of it would stand before the next request. RFC 9112, 9.6.
      if (!incoming.complete) response.headers.set('connection', 'close');
      return response;
    },
    { overrideGlobalObjects: false, errorHandler: (error) => problemResponse(asOurs(error)) },
  );
  /** What was worked out for others just now is sent without building a Request and a Response around it. */
  async function answerReady(incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean> {
    const { method, url = '', headers } = incoming;
    if (method !== 'GET' || !url.startsWith('/workflows/runs') || headers['if-none-match'] !== undefined) return false;
    const full = `http://${headers.host}${url}`;
    const get = (name: string): string | null => {
      const value = headers[name];
      return typeof value === 'string' ? value : null;
    };
    const answer = await api.ready(full, await identify({ method, url: full, headers: { get } }, incoming));
    if (answer === null) return false;
    outgoing.writeHead(200, { ...answer.headers, 'content-length': answer.body.byteLength });
    outgoing.end(answer.body);
    return true;
  }

  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: times.headers,
      // The time for a body depends on what it is, see below.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(5000, times.headers),
      requireHostHeader: true,
    },
    (incoming, outgoing) => {
      const refusal = refusalOf(incoming);
      if (refusal !== null) {
        void answerAtOnce(outgoing, refusal);
        return;
      }
      limitTime(incoming, times);
      answerReady(incoming, outgoing).then(
        (answered) => {
          if (!answered) void listener(incoming, outgoing);
        },
        () => void listener(incoming, outgoing),
      );
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  // Without a listener Node closes these by itself; said here so that nobody adds one without thinking.
  server.on('connect', (_request, socket) => socket.destroy());
  server.on('upgrade', (_request, socket) => socket.destroy());
  return server;
}

/** What is wrong with the request line or headers, before any of it is believed. */
function refusalOf(incoming: IncomingMessage): SafelightError | null {
  const { method = '', url = '', rawHeaders } = incoming;
  if (!methodAllowed(method)) return new SafelightError('request_invalid', `${method} is not answered here.`);
  // `GET http://evil.example/ HTTP/1.1` is for proxies, and would pass for its host further on.
  if (!url.startsWith('/') || url.startsWith('//')) {
    return new SafelightError('request_invalid', 'The request must name a path, beginning with one slash.');
  }
  if (url.length > LONGEST_ADDRESS) return new SafelightError('request_invalid', 'The address is too long.');
  // `http.IncomingMessage` keeps the first of several; a proxy in between may go by the last.
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  return hosts > 1 ? new SafelightError('request_invalid', 'The request names several hosts.') : null;
}

/** What no Request can be made of: a Host header that is none. */
function asOurs(error: unknown): unknown {
  if (!(error instanceof RequestError)) return error;
  return new SafelightError('request_invalid', `The request cannot be read: ${error.message}.`, { cause: error });
}

async function answerAtOnce(outgoing: ServerResponse, refusal: SafelightError): Promise<void> {
  const response = problemResponse(refusal);
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), connection: 'close' });
  outgoing.end(await response.text());
}

function limitTime(incoming: IncomingMessage, { body, silence }: ClientTimes): void {
  if (incoming.headers['content-length'] === undefined && incoming.headers['transfer-encoding'] === undefined) return;
  const { socket } = incoming;
  if (isStreamed(incoming.headers['content-type'])) {
    const silent = (): void => void incoming.destroy();
    socket.setTimeout(silence, silent);
    incoming.once('close', () => {
      socket.setTimeout(0);
      socket.off('timeout', silent);
    });
    incoming.once('end', () => socket.setTimeout(0));
    return;
  }
  const timer = setTimeout(() => incoming.destroy(), body);
  incoming.once('end', () => clearTimeout(timer));
  incoming.once('close', () => clearTimeout(timer));
}
