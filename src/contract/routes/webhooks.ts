import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { json } from './shape.ts';

const secret = json(z.object({ secret: z.string() }), 'The secret', {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
});

/** With what receivers check that a call is ours. */
export const webhookRoutes = {
  getWebhookSecret: createRoute({
    method: 'get',
    path: '/webhooks/secret',
    tags: ['Keys'],
    summary: 'Get the webhook secret',
    description: 'Receivers check the signature of every call with it, see Standard Webhooks.',
    ...needs('admin'),
    responses: { 200: secret },
  }),
  renewWebhookSecret: createRoute({
    method: 'post',
    path: '/webhooks/secret',
    tags: ['Keys'],
    summary: 'Make a new webhook secret',
    description: 'What is sent from now on is signed with it; the old one counts no more.',
    ...needs('admin'),
    responses: { 200: secret },
  }),
} as const;
