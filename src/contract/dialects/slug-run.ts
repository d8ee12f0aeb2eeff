import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { body, json } from '../routes/shape.ts';

/**
 * Workflows that are called by their slug with plain values, and answer with their output.
 */

/** `code` is missing where the service has none for it; `required` names the capability that is missing. */
const SlugError = z
  .object({ error: z.string(), code: z.string().optional(), required: z.string().optional() })
  .openapi('SlugRunError');
const problem = (description: string) => json(SlugError, description);

const PictureOutput = z
  .object({
    url: z.string(),
    fileName: z.string(),
    contentType: z.string(),
    width: z.int(),
    height: z.int(),
  })
  .openapi('SlugRunPicture');

/** The one picture, or one for each export by its node id. */
const SlugOutput = z.union([PictureOutput, z.record(z.string(), PictureOutput)]);
export type SlugOutput = z.infer<typeof SlugOutput>;

export const SlugRunBody = z
  .object({ inputs: z.record(z.string(), z.unknown()) })
  .openapi('SlugRunBody', { example: { inputs: { input: 'https://example.com/photo.jpg' } } });

const params = z.object({ slug: z.string() });
const tags = ['Runs'];
const refused = {
  401: problem('Key missing or not valid'),
  403: problem('`CAPABILITY_DENIED`, with `required`'),
  429: problem('`RATE_LIMIT_EXCEEDED`, with the header Retry-After'),
};

export const slugRunRoutes = {
  run: createRoute({
    method: 'post',
    path: '/api/workflows/{slug}/run',
    tags,
    summary: 'Run a workflow',
    description:
      'Runs the workflow over one item and answers with its output. With `?async=true` it answers at once, and `GET /api/executions/:id` tells the rest. Inputs as `GET /api/workflows/:slug/schema` names them.',
    ...needs('workflow:run'),
    request: { params, query: z.object({ async: z.string().optional() }), body: body(SlugRunBody) },
    responses: {
      200: json(
        z.object({
          success: z.literal(true),
          output: SlugOutput,
          creditsUsed: z.literal(0),
          executionTimeMs: z.int(),
        }),
        'It ran to completion',
      ),
      202: json(z.object({ executionId: z.uuid(), status: z.literal('queued') }), 'It was submitted'),
      400: problem('`INVALID_INPUTS`'),
      404: problem('No such workflow'),
      500: problem('`EXECUTION_FAILED`'),
      ...refused,
    },
  }),
  schema: createRoute({
    method: 'get',
    path: '/api/workflows/{slug}/schema',
    tags,
    summary: 'Inputs of a workflow',
    description: 'A JSON Schema of `inputs`: a picture for each input node, and the params that the workflow exposes.',
    ...needs('workflow:read'),
    request: { params },
    responses: {
      200: json(z.record(z.string(), z.unknown()), 'JSON Schema'),
      404: problem('No such workflow'),
      ...refused,
    },
  }),
  execution: createRoute({
    method: 'get',
    path: '/api/executions/{id}',
    tags,
    summary: 'State of an execution',
    description: 'Of a run that was submitted with `?async=true`, or in any other way.',
    ...needs('workflow:read'),
    request: { params: z.object({ id: z.string() }) },
    responses: {
      200: json(
        z.object({
          executionId: z.uuid(),
          status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
          output: SlugOutput.optional(),
          error: z.string().optional(),
          creditsUsed: z.literal(0),
          executionTimeMs: z.int().optional(),
        }),
        'The execution',
      ),
      404: problem('No such execution'),
      ...refused,
    },
  }),
} as const;
