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
/** Slowloris: a client that sends its headers or its JSON a byte at a time holds a connection for ever. */
const HEADERS_MS = 15_000;
const BODY_MS = 30_000;
/** Uploads take as long as they take, but something has to come. */
const SILENCE_MS = 60_000;
/** Requests that one caller may have open at a time, event streams and downloads among them. */
const MOST_AT_ONCE = 2000;

/** An HTTP server for the API, not listening yet. `identify` says who makes each request; when it
 * rejects, the answer is 500. */
export function createHttpServer(
  api: Api,
  identify: (request: Request, from: IncomingMessage) => Promise<Caller>,
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
      return await api.fetch(request, count(await identify(request, incoming), outgoing));
    },
    { overrideGlobalObjects: false, errorHandler: (error) => problemResponse(asOurs(error)) },
  );
  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: HEADERS_MS,
      // The time for a body depends on what it is, see below.
      requestTimeout: 0,
      connectionsCheckingInterval: 5000,
      requireHostHeader: true,
    },
    (incoming, outgoing) => {
      const refusal = refusalOf(incoming);
      if (refusal !== null) {
        void answerAtOnce(outgoing, refusal);
        return;
      }
      limitTime(incoming);
      void listener(incoming, outgoing);
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

function limitTime(incoming: IncomingMessage): void {
  if (incoming.headers['content-length'] === undefined && incoming.headers['transfer-encoding'] === undefined) return;
  const { socket } = incoming;
  if (isStreamed(incoming.headers['content-type'])) {
    const silent = (): void => void incoming.destroy();
    socket.setTimeout(SILENCE_MS, silent);
    incoming.once('close', () => {
      socket.setTimeout(0);
      socket.off('timeout', silent);
    });
    incoming.once('end', () => socket.setTimeout(0));
    return;
  }
  const timer = setTimeout(() => incoming.destroy(), BODY_MS);
  incoming.once('end', () => clearTimeout(timer));
  incoming.once('close', () => clearTimeout(timer));
}
