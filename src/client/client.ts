import type { RunResource } from '../contract/api.ts';
import type { UploadResource } from '../contract/upload.ts';
import { operationsOver } from './call.ts';
import { type EventsOptions, followEvents, type ReceivedEvent } from './events.ts';
import { operations } from './operations.generated.ts';
import type { CallOptions, Operation, OperationName } from './operations.ts';
import { answerOf } from './problem.ts';

export interface ClientOptions {
  /** Where Safelight answers, e.g. `http://127.0.0.1:4780`. Without, paths are relative to the page (in a browser). */
  baseUrl?: string;
  /** A key made with `safelight keys create`; not needed in our own pages. */
  key?: string;
  /** Instead of the global one. */
  fetch?: (url: string, init?: RequestInit) => Promise<Response>;
  /** Path of a Unix socket or named pipe to talk over (Node only). */
  socketPath?: string;
}

type Operations = { readonly [Name in OperationName]: Operation<Name> };

/**
 * Every operation of the API as a function of its name, and a few that need more than one request.
 * @example
 * const safelight = createClient({ baseUrl: 'http://127.0.0.1:4780', key: process.env.SAFELIGHT_KEY });
 * const run = await safelight.createRun({ params: { id: 'web' }, body: { inputs: { imageInput: { folder: '/photos' } } } });
 * await safelight.finished(run.id);
 */
export interface Client extends Operations {
  /** Any path of the server, with the key. @throws ProblemError, ConnectionLostError */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a file; `uploadId` of the answer goes into a run's inputs. */
  upload(name: string, content: Blob | Uint8Array, options?: CallOptions): Promise<UploadResource>;
  /** What happens, of one run or of all, over lost connections; ends when the loop is left or `signal` aborts. */
  events(options?: EventsOptions): AsyncGenerator<ReceivedEvent, void, undefined>;
  /** The run once it is over, or paused by an error. */
  finished(run: number | string, options?: CallOptions): Promise<RunResource>;
}

/** @throws nothing; calls throw ProblemError when the server refuses, ConnectionLostError when nobody answers. */
export function createClient(options: ClientOptions = {}): Client {
  const base = (options.baseUrl ?? (options.socketPath === undefined ? '' : 'http://localhost')).replace(/\/+$/, '');
  const fetching = options.fetch ?? (options.socketPath === undefined ? undefined : overSocket(options.socketPath));
  const send = (path: string, init: RequestInit): Promise<Response> =>
    answerOf((fetching ?? ((url, more) => fetch(url, more)))(base + path, init));

  const operation = operationsOver(send, options.key);
  const calls = Object.fromEntries(
    (Object.keys(operations) as OperationName[]).map((name) => [name, operation(name)]),
  ) as unknown as Operations;

  const client: Client = {
    ...calls,
    request(path, init = {}) {
      const headers = new Headers(init.headers);
      if (options.key !== undefined) headers.set('authorization', `Bearer ${options.key}`);
      return send(path, { ...init, headers });
    },
    async upload(name, content, { signal } = {}) {
      const response = await client.request(`/uploads?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: content as BodyInit,
        ...(signal === undefined ? {} : { signal }),
      });
      return (await response.json()) as UploadResource;
    },
    events: (more = {}) => followEvents((path, init) => client.request(path, init), more),
    async finished(run, { signal } = {}) {
      for await (const event of client.events({ run, ...(signal === undefined ? {} : { signal }) })) {
        if (!('run' in event)) continue;
        const { status, error } = event.run;
        const over = event.event === 'run.finished' || (status === 'paused' && error !== null);
        if (over) break;
      }
      return await client.getRun(
        { params: { runId: run }, query: { pageSize: 1 } },
        signal === undefined ? {} : { signal },
      );
    },
  };
  return client;
}

/** fetch over a Unix socket; undici is only loaded for it. */
function overSocket(socketPath: string): NonNullable<ClientOptions['fetch']> {
  const ready = import('undici').then(({ Agent, fetch: over }) => {
    const dispatcher = new Agent({ connect: { socketPath }, headersTimeout: 0, bodyTimeout: 0 });
    return (url: string, init?: RequestInit) =>
      over(url, { ...(init as object), dispatcher }) as unknown as Promise<Response>;
  });
  return async (url, init) => (await ready)(url, init);
}
