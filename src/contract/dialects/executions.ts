import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { file, json } from '../routes/shape.ts';

/**
 * Executions: one picture through one workflow, from the upload to the result.
 */

export const EXECUTION_STATUSES = ['CREATED', 'ACTIVE', 'COMPLETED', 'FAILED'] as const;
export const ExecutionStatus = z.enum(EXECUTION_STATUSES);
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

const ExecutionError = z.object({ code: z.string(), message: z.string() }).openapi('ExecutionError');
const problem = (description: string) => json(ExecutionError, description);
const refused = {
  401: problem('Invalid or missing access token'),
  403: problem('The key lacks a capability'),
  429: problem('Too many requests'),
};

export const ExecutionBody = z
  .object({
    image: z.object({
      name: z.string().min(1).max(255),
      contentHash: z.string().regex(/^[0-9a-f]{64}$/i, 'a SHA-256 in hex, as the upload answered it'),
      contentType: z.string().min(1).max(100),
    }),
    labels: z.record(z.string().max(100), z.string().max(1000)).default({}),
    webhooks: z.array(z.string().min(1).max(4096)).max(20).default([]),
  })
  .openapi('ExecutionBody', {
    example: {
      image: {
        name: 'product-photo.jpg',
        contentHash: 'd4d4a63a03c9543f4f21d474500a95d7bb5704c83c139ddc6e005eaba6d54b22',
        contentType: 'image/jpeg',
      },
      labels: { autoretouch_batch_name: 'Spring Collection' },
      webhooks: ['https://your-server.com/webhook'],
    },
  });
export type ExecutionBody = z.output<typeof ExecutionBody>;

/** What is not known yet is null. */
export const Execution = z
  .object({
    id: z.uuid(),
    workflow: z.uuid(),
    workflowVersion: z.uuid(),
    organizationId: z.string().nullable(),
    status: ExecutionStatus,
    userId: z.string(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    inputFileName: z.string().nullable(),
    inputContentHash: z.string().nullable(),
    resultContentHash: z.string().nullable(),
    resultFileName: z.string().nullable(),
    /** Below the same host; needs the key. */
    resultPath: z.string().nullable(),
    labels: z.record(z.string(), z.string()),
    chargedCredits: z.literal(0),
    /** Why it failed; not in the text. */
    error: ExecutionError.nullable(),
  })
  .openapi('Execution');
export type Execution = z.infer<typeof Execution>;

const tags = ['Executions'];
const organization = z.string().optional().meta({ description: 'Accepted and answered.' });
const one = { params: z.object({ executionId: z.string() }), query: z.object({ organization }) };
const text = (description: string) => ({ description, content: { 'text/plain': { schema: z.string() } } });

export const executionRoutes = {
  upload: createRoute({
    method: 'post',
    path: '/v1/upload',
    tags,
    summary: 'Upload an image',
    description:
      'Multipart field `file`. Answers the SHA-256 of its bytes in hex, as plain text. The same bytes are kept once.',
    ...needs('any-key'),
    request: {
      query: z.object({ organization }),
      body: { required: true, content: { 'multipart/form-data': { schema: z.object({ file: z.string() }) } } },
    },
    responses: { 201: text('The content hash'), 413: problem('Too large'), 422: problem('No file'), ...refused },
  }),
  create: createRoute({
    method: 'post',
    path: '/v1/workflow/execution/create',
    tags,
    summary: 'Create an execution',
    description:
      'Of an uploaded image (JSON), or of one that is sent along (multipart field `file`, labels as `label[key]=value` in the query). Answers the execution’s id as plain text.',
    ...needs('workflow:run'),
    request: {
      query: z.looseObject({
        workflow: z.string().meta({ description: 'UUID, id or slug.' }),
        version: z.string().optional().meta({ description: 'UUID of a version; default: the newest.' }),
        organization,
      }),
      body: {
        required: true,
        content: {
          'application/json': { schema: ExecutionBody },
          'multipart/form-data': { schema: z.object({ file: z.string() }) },
        },
      },
    },
    responses: {
      201: text('The execution’s id'),
      404: problem('Workflow not found'),
      422: problem('Image cannot be processed'),
      ...refused,
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/v2/workflow/execution',
    tags,
    summary: 'List executions',
    description: 'Newest first. The path may end in a slash.',
    ...needs('workflow:read'),
    request: {
      query: z.object({
        organization,
        workflowId: z.string().optional(),
        batchName: z.string().optional().meta({ description: 'The label autoretouch_batch_name.' }),
        status: ExecutionStatus.optional(),
        inputFileName: z.string().optional().meta({ description: 'Exactly.' }),
        noBatch: z.enum(['true', 'false']).optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(50),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    },
    responses: {
      200: json(z.object({ entries: z.array(Execution), total: z.int() }), 'A page of executions'),
      ...refused,
    },
  }),
  get: createRoute({
    method: 'get',
    path: '/v1/workflow/execution/{executionId}',
    tags,
    summary: 'Get an execution',
    description: 'Its status and, when it is completed, where the result is.',
    ...needs('workflow:read'),
    request: one,
    responses: { 200: json(Execution, 'The execution'), 404: problem('Execution not found'), ...refused },
  }),
  status: createRoute({
    method: 'get',
    path: '/v1/workflow/execution/{executionId}/status',
    tags,
    summary: 'Wait for the final state',
    description: 'Server-sent events: one event on reaching a final state, then the end.',
    ...needs('workflow:read'),
    request: one,
    responses: {
      200: file('text/event-stream', '`event:COMPLETED`, or `event:FAILED`'),
      404: problem('Execution not found'),
      ...refused,
    },
  }),
  result: createRoute({
    method: 'get',
    path: '/v1/workflow/execution/{executionId}/result/default',
    tags,
    summary: 'Wait for the result',
    description: 'Answers the image as soon as there is one.',
    ...needs('workflow:read'),
    request: one,
    responses: {
      200: file('image/*', 'The image'),
      404: problem('Execution not found'),
      422: problem('The execution failed'),
      ...refused,
    },
  }),
  image: createRoute({
    method: 'get',
    path: '/image/{hash}/{name}',
    tags,
    summary: 'Download a result',
    description: 'By the `resultPath` of an execution. With range support.',
    ...needs('workflow:read'),
    request: { params: z.object({ hash: z.string(), name: z.string() }), query: z.object({ organization }) },
    responses: { 200: file('image/*', 'The image'), 404: problem('Image not found'), ...refused },
  }),
  retry: createRoute({
    method: 'post',
    path: '/v1/workflow/execution/{executionId}/retry',
    tags,
    summary: 'Retry a failed execution',
    description: 'At no cost.',
    ...needs('workflow:run'),
    request: one,
    responses: {
      200: json(Execution, 'Retry initiated'),
      404: problem('Execution not found or already completed'),
      ...refused,
    },
  }),
} as const;
