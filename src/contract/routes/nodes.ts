import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { NodeTypeInfo } from '../node-type.ts';
import { json } from './shape.ts';

/** What workflows are made of. */
export const nodeRoutes = {
  listNodes: createRoute({
    method: 'get',
    path: '/nodes',
    tags: ['Workflows'],
    summary: 'List node types',
    description: 'Every node type with its ports, its results, and a JSON Schema of its params.',
    ...needs('any-key'),
    responses: { 200: json(z.object({ items: z.array(NodeTypeInfo) }), 'All node types') },
  }),
} as const;
