import type { z } from '@hono/zod-openapi';
import type { routes } from '../../contract/routes.ts';
import type { ItemStatus, Run } from '../../contract/run.ts';
import type { App } from '../app.ts';
import { itemResource, progressResource, runResource, webhookResource } from './resources.ts';

type Answer = z.output<(typeof routes.getRun.responses)[200]['content']['application/json']['schema']>;

export interface ItemsWanted {
  page: number;
  pageSize: number;
  q?: string | undefined;
  status?: ItemStatus | undefined;
}

/** What `GET /workflows/runs/:runId` answers; also the body of a native webhook. */
export async function runAnswer(app: App, run: Run, origin: string, wanted: ItemsWanted): Promise<Answer> {
  const { page, pageSize, q, status } = wanted;
  const [document, items, progress, webhooks] = await Promise.all([
    app.runs.document(run.id),
    app.runs.items(run.id, {
      page,
      pageSize,
      ...(q === undefined ? {} : { q }),
      ...(status === undefined ? {} : { status }),
    }),
    app.runs.progress(run.id),
    app.webhooks.ofRun(run.id),
  ]);
  return {
    ...runResource(run, origin),
    items: items.items.map((item) => itemResource(item, document, origin)),
    itemsTotal: items.total,
    page,
    pageSize,
    progress: progressResource(run, progress),
    webhooks: webhooks.map(webhookResource),
  };
}
