import { createRoute, z } from '@hono/zod-openapi';
import { SettingResource } from '../api.ts';
import { needs } from '../capabilities.ts';
import { body, json, problems } from './shape.ts';

const settings = json(z.object({ items: z.array(SettingResource) }), 'All settings as they are now');

/** What a person sets for the whole program. */
export const settingRoutes = {
  listSettings: createRoute({
    method: 'get',
    path: '/settings',
    tags: ['System'],
    summary: 'List settings',
    description: 'With what counts now, and what counts while nobody has set it.',
    ...needs('admin'),
    responses: { 200: settings },
  }),
  updateSettings: createRoute({
    method: 'patch',
    path: '/settings',
    tags: ['System'],
    summary: 'Change settings',
    description: 'Keys with their new values; null goes back to the standard. All or none of them are changed.',
    ...needs('admin'),
    request: { body: body(z.record(z.string(), z.unknown()), { workers: 4, cacheBytes: null }) },
    responses: { 200: settings, ...problems('param_invalid') },
  }),
} as const;
