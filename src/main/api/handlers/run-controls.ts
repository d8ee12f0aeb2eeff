import { routes } from '../../../contract/routes.ts';
import type { VerifiedOutput } from '../../../contract/undo.ts';
import type { App } from '../../app.ts';
import type { Http } from '../http.ts';

/** How many files that are not as they should be are listed. */
const MOST_DIFFERING = 1000;
const OK = { ok: true as const };

/** What can be done with a run. */
export function handleRunControls(http: Http, app: App): void {
  http.openapi(routes.startRun, async (c) => {
    await app.runs.start(c.req.valid('param').runId);
    return c.json(OK, 200);
  });
  http.openapi(routes.pauseRun, async (c) => {
    await app.runs.pause(c.req.valid('param').runId);
    return c.json(OK, 200);
  });
  http.openapi(routes.resumeRun, async (c) => {
    await app.runs.resume(c.req.valid('param').runId);
    return c.json(OK, 200);
  });
  http.openapi(routes.cancelRun, async (c) => {
    await app.runs.cancel(c.req.valid('param').runId);
    return c.json(OK, 200);
  });
  http.openapi(routes.retryRun, async (c) => {
    await app.runs.retryFailed(c.req.valid('param').runId);
    return c.json(OK, 200);
  });
  http.openapi(routes.undoRun, async (c) => {
    // Without a body the validator hands on an empty object, defaults unfilled.
    const { dryRun = false } = c.req.valid('json');
    return c.json(await app.runs.undo(c.req.valid('param').runId, { dryRun }), 200);
  });
  http.openapi(routes.verifyRun, async (c) => {
    const { replay = false } = c.req.valid('json');
    const differing: VerifiedOutput[] = [];
    const report = await app.runs.verify(c.req.valid('param').runId, {
      replay,
      signal: c.req.raw.signal,
      onOutput(output) {
        const fine = (output.state === 'ok' || output.state === 'undone') && (output.replay ?? 'same') === 'same';
        if (!fine && differing.length < MOST_DIFFERING) differing.push(output);
      },
    });
    return c.json({ ...report, differing }, 200);
  });
}
