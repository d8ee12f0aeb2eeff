import { z } from '@hono/zod-openapi';
import { ErrorRecord } from './errors.ts';
import { HotFolder } from './hot-folder.ts';
import { Output, Run } from './run.ts';

/** Something that happened, as the CLI prints it and the event stream sends it. `run.*` events carry the whole run. */
export const SafelightEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('run.created'), run: Run }),
  z.object({ event: z.literal('run.updated'), run: Run }),
  z.object({ event: z.literal('run.finished'), run: Run }),
  z.object({ event: z.literal('item.started'), runId: z.int(), itemId: z.int(), name: z.string() }),
  z.object({
    event: z.literal('item.completed'),
    runId: z.int(),
    itemId: z.int(),
    name: z.string(),
    outputs: z.array(Output),
    milliseconds: z.number(),
  }),
  z.object({
    event: z.literal('item.failed'),
    runId: z.int(),
    itemId: z.int(),
    name: z.string(),
    error: ErrorRecord,
  }),
  z.object({
    event: z.literal('item.skipped'),
    runId: z.int(),
    itemId: z.int(),
    name: z.string(),
    reason: ErrorRecord,
  }),
  z.object({ event: z.literal('hotFolder.updated'), hotFolder: HotFolder }),
]);
export type SafelightEvent = z.infer<typeof SafelightEvent>;

/** What the event streams of the API send: what happens, and `reset` when something may have been missed. */
export const StreamEvent = z.discriminatedUnion('event', [
  ...SafelightEvent.options,
  z.object({ event: z.literal('reset') }),
]);
export type StreamEvent = z.infer<typeof StreamEvent>;
