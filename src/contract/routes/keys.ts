import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { ApiKey, CreatedKey, CreateKeyBody, UpdateKeyBody } from '../key.ts';
import { body, done, json, problems } from './shape.ts';

const tags = ['Keys'];
const params = z.object({ id: z.string().meta({ description: 'Integer id or uuid.' }) });

/** Keys for scripts. */
export const keyRoutes = {
  listKeys: createRoute({
    method: 'get',
    path: '/keys',
    tags,
    summary: 'List keys',
    description: 'Without the keys themselves, which nobody can read again.',
    ...needs('admin'),
    responses: { 200: json(z.object({ items: z.array(ApiKey.openapi('Key')) }), 'All keys') },
  }),
  createKey: createRoute({
    method: 'post',
    path: '/keys',
    tags,
    summary: 'Make a key',
    description: 'The answer holds the key; it is shown this once.',
    ...needs('admin'),
    request: {
      body: body(CreateKeyBody.openapi('CreateKey'), { name: 'Shop upload', capabilities: ['workflow:web:run'] }),
    },
    responses: { 201: json(CreatedKey.openapi('CreatedKey'), 'The key'), ...problems('param_invalid') },
  }),
  updateKey: createRoute({
    method: 'patch',
    path: '/keys/{id}',
    tags,
    summary: 'Change a key',
    description: 'What is left out stays; the key itself does too.',
    ...needs('admin'),
    request: { params, body: body(UpdateKeyBody.openapi('PatchKey'), { rateLimit: 60 }) },
    responses: { 200: json(ApiKey, 'The key as it is now'), ...problems('key_not_found', 'param_invalid') },
  }),
  revokeKey: createRoute({
    method: 'delete',
    path: '/keys/{id}',
    tags,
    summary: 'Revoke a key',
    description: 'It opens nothing from now on. It stays on the list, so that what it did can be told.',
    ...needs('admin'),
    request: { params },
    responses: { 200: done, ...problems('key_not_found') },
  }),
} as const;
