import { z } from 'zod';
import { ErrorRecord, FieldIssue } from './errors.ts';
import { Collision, ImageFacts, InputSpec, ItemOverrides, ItemStatus, NodeState, Output, Receipt, Run } from './run.ts';

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
  archive: z.string().optional(),
  format: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  undone: Output.shape.undone,
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
  /** Number of the item's latest attempt. */
  attempt: z.int(),
  /** Params that only this item has, by node. */
  overrides: ItemOverrides,
  /** The item waits until then to be tried again. */
  retryAt: z.iso.datetime().nullable(),
  receipt: Receipt.nullable(),
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
  intermediates: Run.shape.intermediates.optional(),
});
export type CreateRunBody = z.infer<typeof CreateRunBody>;

/** Body of `PATCH …/items/:itemId`: what is said of a node replaces what was said of it before; `{}` takes it back. */
export const PatchItemBody = z.strictObject({ params: ItemOverrides });
export type PatchItemBody = z.infer<typeof PatchItemBody>;

/** Body of `POST …/items/:itemId/retry`. With one, the item is done again also when it is completed. */
export const RetryItemBody = z.strictObject({
  /** This node and all behind it are executed, whatever is kept of them. */
  fromNode: z.string().optional(),
  /** As in PatchItemBody. */
  params: ItemOverrides.optional(),
});
export type RetryItemBody = z.infer<typeof RetryItemBody>;

/** Page numbers outside, keyset pagination inside. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(25),
});
