import { artifactRoutes } from './routes/artifacts.ts';
import { cacheRoutes } from './routes/cache.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { hotFolderRoutes } from './routes/hot-folders.ts';
import { itemRoutes } from './routes/items.ts';
import { keyRoutes } from './routes/keys.ts';
import { nodeRoutes } from './routes/nodes.ts';
import { runControlRoutes } from './routes/run-controls.ts';
import { runReportRoutes } from './routes/run-reports.ts';
import { runRoutes } from './routes/runs.ts';
import { sampleRoutes } from './routes/samples.ts';
import { settingRoutes } from './routes/settings.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { workflowRoutes } from './routes/workflows.ts';

/**
 * Every operation of the native API. A record, so that handlers, the client and the docs are made of it and checked against it
 * one by one. The dialects of other services have records of their own in `dialects/`.
 */
export const routes = {
  ...runRoutes,
  ...runControlRoutes,
  ...runReportRoutes,
  ...itemRoutes,
  ...workflowRoutes,
  ...eventRoutes,
  ...artifactRoutes,
  ...uploadRoutes,
  ...hotFolderRoutes,
  ...keyRoutes,
  ...webhookRoutes,
  ...healthRoutes,
  ...nodeRoutes,
  ...settingRoutes,
  ...cacheRoutes,
  ...sampleRoutes,
} as const;
