import type { RouteConfig } from '@hono/zod-openapi';
import { dagRoutes } from './dialects/dag-workflows.ts';
import { executionRoutes } from './dialects/executions.ts';
import { slugRunRoutes } from './dialects/slug-run.ts';
import { stepRunRoutes } from './dialects/step-runs.ts';
import { routes } from './routes.ts';

/** A set of operations that is described together in /openapi.json, /docs and docs/api.md. */
export interface ApiRecord {
  /** `native`, or the name of a dialect. */
  name: string;
  title: string;
  description: string;
  routes: Readonly<Record<string, RouteConfig>>;
}

/** Everything that the server answers. A dialect adds its record from `dialects/<service>.ts` here. */
export const API_RECORDS: readonly ApiRecord[] = [
  { name: 'native', title: 'Safelight', description: 'The API that everything else is built on.', routes },
  {
    name: 'executions',
    title: 'Executions',
    description: 'One picture through one workflow, from the upload to the result.',
    routes: executionRoutes,
  },
  {
    name: 'dag-workflows',
    title: 'DAG workflows',
    description: 'Graphs of steps that are created, started, paused, resumed and cleaned up.',
    routes: dagRoutes,
  },
  {
    name: 'slug-run',
    title: 'Slug runs',
    description: 'Workflows called by their slug with plain values, which answer with their output.',
    routes: slugRunRoutes,
  },
  {
    name: 'step-runs',
    title: 'Step runs',
    description: 'Up to ten image operations in one request, with data passed between them.',
    routes: stepRunRoutes,
  },
];
