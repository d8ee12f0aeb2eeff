import { routes } from '../../../contract/routes.ts';
import type { App } from '../../app.ts';
import { archiveResponse } from '../archive-response.ts';
import { compiledPlan } from '../compiled-plan.ts';
import { errorReport } from '../error-report.ts';
import { type Http, idOrUuid } from '../http.ts';

/** What a run gives beside its items. */
export function handleRunReports(http: Http, app: App): void {
  http.openapi(routes.getPlan, async (c) => {
    const run = await app.runs.get(c.req.valid('param').runId);
    const { item } = c.req.valid('query');
    return c.json(
      compiledPlan(
        run,
        await app.runs.document(run.id),
        item === undefined ? null : await app.runs.item(run.id, idOrUuid(item)),
      ),
      200,
    );
  });
  http.openapi(routes.getErrorReport, async (c) => {
    const run = await app.runs.get(c.req.valid('param').runId);
    return errorReport(app.runs, run) as never;
  });
  http.openapi(
    routes.getArchive,
    async (c) => archiveResponse(app, await app.runs.get(c.req.valid('param').runId), c.req.raw) as never,
  );
}
