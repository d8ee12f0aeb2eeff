import { z } from 'zod';
import { ErrorRecord, FieldIssue } from './errors.ts';
import { Collision, ImageFacts, InputSpec, ItemStatus, NodeState, Run } from './run.ts';

/**
 * Resources of the native API: the shapes of the runs API that Safelight answers for, with our own fields beside them.
 */

/** RFC 9457 problem details; `code` is stable, see ERROR_CODES. */
export const Problem = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  errors: z.array(FieldIssue).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const RunResource = Run.extend({
  workspaceId: z.int(),
  outputArchiveUrl: z.string().nullable(),
});
export type RunResource = z.infer<typeof RunResource>;

/** One image that went in. */
export const InputResource = z.object({ key: z.string(), fileName: z.string(), url: z.string() });

/** One delivered file. */
export const OutputResource = z.object({
  url: z.string(),
  key: z.string(),
  /** Labels of the nodes the picture went through, in order. */
  processedNodeChain: z.array(z.string()),
  nodeId: z.string(),
  fileName: z.string(),
  path: z.string(),
  format: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  sha256: z.string(),
});

export const ItemResource = z.object({
  id: z.int(),
  uuid: z.uuid(),
  name: z.string(),
  relativeFolder: z.string(),
  status: ItemStatus,
  uploadInputs: z.record(z.string(), InputResource),
  outputs: z.array(OutputResource),
  error: ErrorRecord.nullable(),
  milliseconds: z.number().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ItemResource = z.infer<typeof ItemResource>;

/** A node state with the URLs of its picture, rendered when asked for. */
export const NodeStateResource = NodeState.extend({
  label: z.string(),
  type: z.string(),
  fileKeys: z.array(z.string()),
  fileUrls: z.array(z.string()),
});
export type NodeStateResource = z.infer<typeof NodeStateResource>;

export const ItemDetailResource = ItemResource.extend({
  nodeStates: z.array(NodeStateResource),
  facts: z.record(z.string(), ImageFacts),
});
export type ItemDetailResource = z.infer<typeof ItemDetailResource>;

/** Body of `POST /workflows/:id/runs`. */
export const CreateRunBody = z.strictObject({
  name: z.string().min(1).max(255).optional(),
  /** Input node id (or `imageInput` where there is only one) → what to read. */
  inputs: z.record(z.string(), InputSpec),
  output: z.strictObject({
    folder: z.string().min(1),
    name: z.string().optional(),
    collision: Collision.default('suffix'),
    zip: z.boolean().default(false),
  }),
  labels: z.record(z.string(), z.string()).default({}),
});
export type CreateRunBody = z.infer<typeof CreateRunBody>;

/** Page numbers outside, keyset pagination inside. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(25),
});
