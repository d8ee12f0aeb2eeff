import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { json } from './shape.ts';

/** Something to try it with. */
export const sampleRoutes = {
  writeSamples: createRoute({
    method: 'post',
    path: '/samples',
    tags: ['System'],
    summary: 'Write sample photos',
    description: 'Paints a handful of sample photos into the data folder; those that are there already stay.',
    ...needs('workflow:run'),
    responses: {
      200: json(
        z.object({ folder: z.string(), outputFolder: z.string() }),
        'Where the sample photos are, and a place for results',
        { folder: '/home/me/.local/share/safelight/samples', outputFolder: '/home/me/Pictures/Safelight' },
      ),
    },
  }),
} as const;
