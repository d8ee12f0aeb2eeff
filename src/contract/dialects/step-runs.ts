import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { body, json } from '../routes/shape.ts';

/**
 * Several image operations in one request, with data passed between them: runs of up to ten steps.
 */

export const STEP_STATUSES = ['pending', 'in_progress', 'completed', 'failed', 'cancelled'] as const;
const StepStatus = z.enum(STEP_STATUSES);

const StepError = z
  .object({ error: z.object({ code: z.string(), message: z.string(), param: z.string().nullable() }) })
  .openapi('StepRunError');
const problem = (description: string) => json(StepError, description);

const StepInput = z
  .strictObject({
    /** Letters, digits, - and _, beginning with a letter. */
    id: z.string(),
    /** `image.<nodeType>`. */
    action: z.string(),
    depends_on: z.array(z.string()).default([]),
    input: z.record(z.string(), z.unknown()).default({}),
    /** Param or port → `$steps.<id>.result.<field>`. */
    input_map: z.record(z.string(), z.string()).default({}),
  })
  .openapi('StepRunStep');
export type StepInput = z.output<typeof StepInput>;

const EXAMPLE = {
  steps: [
    { id: 'photo', action: 'image.imageInput', input: { url: 'https://example.com/photo.jpg' } },
    { id: 'colours', action: 'image.analyze', depends_on: ['photo'] },
    {
      id: 'frame',
      action: 'image.pad',
      depends_on: ['photo'],
      input: { margin: 40 },
      input_map: { color: '$steps.colours.result.dominantColor' },
    },
  ],
  metadata: { pipeline: 'campaign-launch' },
};

export const StepRunBody = z
  .strictObject({
    steps: z.array(StepInput).min(1).max(10),
    metadata: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('StepRunBody');

const Created = z
  .object({
    id: z.string(),
    object: z.literal('run'),
    status: z.literal('queued'),
    created_at: z.int(),
    data: z.object({
      run_id: z.uuid(),
      status: z.literal('pending'),
      steps: z.array(z.object({ id: z.string(), status: z.literal('pending') })),
    }),
  })
  .openapi('StepRunCreated');

const StepState = z.object({
  id: z.string(),
  action: z.string(),
  status: StepStatus,
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  started_at: z.int().nullable(),
  completed_at: z.int().nullable(),
});
export type StepState = z.infer<typeof StepState>;

export const StepRun = z
  .object({
    id: z.string(),
    object: z.literal('run'),
    status: StepStatus,
    created_at: z.int(),
    data: z.object({
      id: z.uuid(),
      org_id: z.uuid(),
      status: StepStatus,
      steps: z.array(StepState),
      metadata: z.record(z.string(), z.unknown()).nullable(),
      created_at: z.int(),
      updated_at: z.int(),
    }),
  })
  .openapi('StepRun');
export type StepRun = z.infer<typeof StepRun>;

const tags = ['Runs'];
const refused = {
  401: problem('Key missing or not valid'),
  403: problem('The key lacks a capability'),
  429: problem('Too many requests'),
};

export const stepRunRoutes = {
  create: createRoute({
    method: 'post',
    path: '/api/v1/runs',
    tags,
    summary: 'Create a run',
    description:
      'Up to ten steps over one picture, executed in the order of their dependencies. `action` is `image.<nodeType>`; `image.imageInput` takes `url`, `path` or `uploadId`. A step without a picture in its `input` or `input_map` takes that of the step it depends on.',
    ...needs('workflow:run'),
    request: { body: body(StepRunBody, EXAMPLE) },
    responses: {
      202: json(Created, 'Accepted'),
      400: problem('What is wrong, with the path of the field'),
      ...refused,
    },
  }),
  get: createRoute({
    method: 'get',
    path: '/api/v1/runs/{id}',
    tags,
    summary: 'Retrieve a run',
    description:
      'With `wait_for_completion=true` the answer waits until the run is over, or `timeout_seconds` have passed.',
    ...needs('workflow:read'),
    request: {
      params: z.object({ id: z.string() }),
      query: z.object({
        wait_for_completion: z.enum(['true', 'false']).default('false'),
        timeout_seconds: z.coerce.number().min(1).max(30).default(30),
      }),
    },
    responses: {
      200: json(StepRun, 'The run'),
      400: problem('A parameter is wrong'),
      404: problem('No such run'),
      ...refused,
    },
  }),
} as const;
