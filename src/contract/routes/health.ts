import { createRoute, z } from '@hono/zod-openapi';
import { LicenceResource, SystemResource } from '../api.ts';
import { needs } from '../capabilities.ts';
import { json } from './shape.ts';

/** Is it there, and what is it? */
export const healthRoutes = {
  health: createRoute({
    method: 'get',
    path: '/health',
    tags: ['System'],
    summary: 'Is it up?',
    description: 'Answers without a key as long as the program runs.',
    ...needs('nothing'),
    responses: {
      200: json(z.object({ ok: z.literal(true), version: z.string() }), 'Up', { ok: true, version: '1.0.0' }),
    },
  }),
  getSystem: createRoute({
    method: 'get',
    path: '/system',
    tags: ['System'],
    summary: 'The program and the machine it runs on',
    description: 'Version, free disk, folders that one might want, what people should be told about this start.',
    ...needs('admin'),
    responses: { 200: json(SystemResource, 'What there is to know') },
  }),
  listLicences: createRoute({
    method: 'get',
    path: '/licences',
    tags: ['System'],
    summary: 'What the program is made of',
    description:
      'Everything by others that packages of Safelight contain, with its licence in full. Written by the build; empty where sources run that were never built.',
    ...needs('admin'),
    responses: { 200: json(z.object({ items: z.array(LicenceResource) }), 'By name') },
  }),
} as const;
