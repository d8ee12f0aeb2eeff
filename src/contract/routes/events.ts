import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { file, problems, runParams } from './shape.ts';

const tags = ['Events'];
const resume = {
  lastEventId: z.string().optional().meta({
    description: 'As the header `Last-Event-ID`, for clients that cannot set it: goes on after this event.',
  }),
  named: z.enum(['true', 'false']).optional().meta({
    description: 'Also send the name of each event in an `event:` line. Without, every event is a plain `message`.',
  }),
};

/** What happens, while it happens. */
export const eventRoutes = {
  followAll: createRoute({
    method: 'get',
    path: '/events',
    tags,
    summary: 'Follow everything',
    description:
      'Server-sent events; the data of each is a JSON object with its name in `event`. Every event has an id, and who comes back with the last one it saw gets what it missed. If that is not known any more (too long ago, or the program was started anew), the first event is `reset`: fetch what you show again. Events of a run that a slow reader has not read yet are replaced by the newest.',
    ...needs('workflow:read'),
    request: { query: z.object(resume) },
    responses: { 200: file('text/event-stream', 'A stream that does not end') },
  }),
  followRun: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}/events',
    tags,
    summary: 'Follow a run',
    description:
      'As `/events`, for one run. It begins with the run as it is (`run.updated` or `run.finished`), unless what was missed could be sent. It stays open when the run is over, because a run can be retried; with `until=finished` it ends there.',
    ...needs('workflow:read'),
    request: { params: runParams, query: z.object({ ...resume, until: z.enum(['finished']).optional() }) },
    responses: { 200: file('text/event-stream', 'The stream'), ...problems('run_not_found') },
  }),
} as const;
