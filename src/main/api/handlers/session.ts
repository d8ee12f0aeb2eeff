import { SafelightError, toErrorRecord } from '../../../contract/errors.ts';
import type { App } from '../../app.ts';
import { writeSamples } from '../../samples.ts';
import type { Http } from '../http.ts';
import { SESSION_CALLS, type SessionService } from '../session-calls.ts';

/**
 * The calls of our own command line, see session-calls.ts: `POST /session/<service>/<method>` with the arguments as a JSON array.
 * Only over the private socket, and for the app itself.
 */
export function handleSession(http: Http, app: App): void {
  http.use('/session/*', async (c, next) => {
    const { kind } = c.get('caller');
    if (kind !== 'socket' && kind !== 'app') {
      throw new SafelightError('forbidden', 'These calls are for Safelight’s own command line.');
    }
    await next();
  });

  http.post('/session/samples', async (c) => {
    const { folder } = (await c.req.json()) as { folder: string };
    return c.json(await writeSamples(app.pixels, folder));
  });

  // A line for each file as soon as it is looked at, then the report: it may take as long as the run did.
  http.post('/session/verify', async (c) => {
    const { run, replay } = (await c.req.json()) as { run: string; replay: boolean };
    const { id } = await app.runs.get(run);
    const gone = new AbortController();
    const lines = new ReadableStream<Uint8Array>({
      async start(controller) {
        const line = (value: object): void => {
          if (!gone.signal.aborted) controller.enqueue(Buffer.from(`${JSON.stringify(value)}\n`));
        };
        try {
          const report = await app.runs.verify(id, {
            replay,
            onOutput: (output) => line({ output }),
            signal: gone.signal,
          });
          line({ report });
        } catch (error) {
          line({ error: toErrorRecord(error) });
        }
        if (!gone.signal.aborted) controller.close();
      },
      cancel: () => gone.abort(),
    });
    return new Response(lines, { headers: { 'content-type': 'application/x-ndjson' } });
  });

  http.post('/session/:service/:method', async (c) => {
    const { service, method } = c.req.param();
    const calls: readonly string[] | undefined = Object.hasOwn(SESSION_CALLS, service)
      ? SESSION_CALLS[service as SessionService]
      : undefined;
    if (calls?.includes(method) !== true) {
      throw new SafelightError('not_found', `There is no call ${service}.${method}. Close and start Safelight again.`);
    }
    const args = (await c.req.json()) as unknown[];
    const target = app[service as SessionService] as unknown as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >;
    return c.json(((await target[method]!(...args)) ?? null) as never);
  });
}
