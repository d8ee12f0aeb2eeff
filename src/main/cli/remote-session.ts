import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { createParser } from 'eventsource-parser';
import { type Client, createClient } from '../../client/client.ts';
import { ConnectionLostError, ProblemError } from '../../client/problem.ts';
import { ERROR_CODES, type ErrorCode, type ErrorRecord, SafelightError } from '../../contract/errors.ts';
import type { SafelightEvent, StreamEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';
import type { VerifiedOutput, VerifyReport } from '../../contract/undo.ts';
import { findPrivateSocket } from '../api/private-socket.ts';
import { SESSION_CALLS, type SessionServices, type VerifyLine } from '../api/session-calls.ts';
import { runIsOver } from '../engine/run-machine.ts';
import type { Session } from './session.ts';

/** The session of the Safelight that has the data folder; null when it does not answer (another command has it, say). */
export async function connectSession(dataDir: string): Promise<Session | null> {
  const socketPath = await findPrivateSocket(dataDir);
  if (socketPath === null) return null;
  const client = createClient({ socketPath });
  try {
    await client.health();
  } catch {
    return null;
  }
  return remoteSession(client);
}

function remoteSession(client: Client): Session {
  const call = async (path: string, body: unknown, signal?: AbortSignal): Promise<Response> => {
    const headers = { 'content-type': 'application/json' };
    try {
      const init = { method: 'POST', headers, body: JSON.stringify(body), ...(signal === undefined ? {} : { signal }) };
      return await client.request(`/session/${path}`, init);
    } catch (error) {
      throw asOurs(error);
    }
  };
  const services = Object.fromEntries(
    Object.entries(SESSION_CALLS).map(([service, methods]) => [
      service,
      Object.fromEntries(
        methods.map((method) => [
          method,
          async (...args: unknown[]) => await (await call(`${service}/${method}`, args)).json(),
        ]),
      ),
    ]),
  ) as unknown as SessionServices;
  const runs = new SettledRuns(async (id) => await services.runs.get(id));
  return {
    ...services,
    runs: {
      ...services.runs,
      whenFinished: (ref) => runs.when(Number(ref)),
      verify: async (ref, { replay = false, onOutput, signal } = {}) =>
        await verified(await call('verify', { run: String(ref), replay }, signal), onOutput),
    },
    async listen(listener) {
      const leave = new AbortController();
      // Answered once it listens: nothing that happens from here on is missed.
      const response = await client.request('/events', { signal: leave.signal }).catch((error) => {
        throw asOurs(error);
      });
      void follow(response, (event) => {
        listener(event);
        if ('run' in event) runs.heard(event.run);
      }).then(
        () => runs.lost(),
        () => runs.lost(),
      );
      return () => leave.abort();
    },
    writeSamples: async (folder) => (await (await call('samples', { folder })).json()) as string[],
  };
}

/** Runs that are over, or paused by an error, as the events tell it: after all that happened before. */
class SettledRuns {
  readonly #get: (id: number) => Promise<Run>;
  readonly #latest = new Map<number, Run>();
  readonly #waiting = new Map<number, { resolve: (run: Run) => void; reject: (error: unknown) => void }>();
  #lost = false;

  constructor(get: (id: number) => Promise<Run>) {
    this.#get = get;
  }

  heard(run: Run): void {
    this.#latest.set(run.id, run);
    if (isSettled(run)) this.#waiting.get(run.id)?.resolve(run);
  }

  /** The connection is gone, or events were lost: what is there is asked for. */
  lost(): void {
    this.#lost = true;
    for (const [id, { resolve, reject }] of this.#waiting) this.#ask(id).then(resolve, reject);
  }

  when(id: number): Promise<Run> {
    const latest = this.#latest.get(id);
    if (latest !== undefined && isSettled(latest)) return Promise.resolve(latest);
    if (this.#lost) return this.#ask(id);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async #ask(id: number): Promise<Run> {
    const run = await this.#get(id).catch(() => null);
    if (run !== null && isSettled(run)) return run;
    throw new SafelightError(
      'connection_lost',
      `The Safelight that works on run ${id} was closed. Go on with: safelight resume ${id}`,
    );
  }
}

function isSettled({ status, error }: Run): boolean {
  return runIsOver(status) || (status === 'paused' && error !== null);
}

async function follow(response: Response, heard: (event: SafelightEvent) => void): Promise<void> {
  const waiting: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void waiting.push(data) });
  const decoder = new TextDecoder();
  for await (const chunk of (response.body as WebStream<Uint8Array> | null) ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const data of waiting.splice(0)) {
      const event = JSON.parse(data) as StreamEvent;
      // Something was missed: whoever waits has to ask.
      if (event.event === 'reset') return;
      heard(event);
    }
  }
}

async function verified(
  response: Response,
  onOutput: ((output: VerifiedOutput) => void) | undefined,
): Promise<VerifyReport> {
  const lines = createInterface({ input: Readable.fromWeb(response.body as WebStream), crlfDelay: Infinity });
  for await (const text of lines) {
    const line = JSON.parse(text) as VerifyLine<VerifiedOutput, VerifyReport>;
    if ('report' in line) return line.report;
    if ('error' in line) throw SafelightError.fromRecord(line.error as ErrorRecord);
    onOutput?.(line.output);
  }
  throw new SafelightError('connection_lost', 'The Safelight that has the data folder was closed.');
}

/** An error of the other side as it would have been thrown here. */
function asOurs(error: unknown): unknown {
  if (error instanceof ConnectionLostError) {
    return new SafelightError('connection_lost', 'The Safelight that has the data folder does not answer any more.', {
      cause: error,
    });
  }
  if (!(error instanceof ProblemError)) return error;
  const { code, detail, errors, required } = error.problem;
  const known: ErrorCode = Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : 'internal';
  return new SafelightError(known, detail, { issues: errors, required, cause: error });
}
