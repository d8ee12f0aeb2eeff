import { createRoute } from '@hono/zod-openapi';
import { CacheResource, KeptResource } from '../api.ts';
import { needs } from '../capabilities.ts';
import { json } from './shape.ts';

/** What earlier runs made, kept so that nothing is done twice. */
export const cacheRoutes = {
  getCache: createRoute({
    method: 'get',
    path: '/cache',
    tags: ['System'],
    summary: 'How large the cache is',
    description:
      'Its folder, size and limit; and how large the uploads and the downloads of runs are, which are not part of it.',
    ...needs('admin'),
    responses: { 200: json(KeptResource, 'The cache') },
  }),
  clearCache: createRoute({
    method: 'delete',
    path: '/cache',
    tags: ['System'],
    summary: 'Empty the cache',
    description: 'Delivered files are not touched. Answers what there was.',
    ...needs('admin'),
    responses: { 200: json(CacheResource, 'What was removed') },
  }),
} as const;
