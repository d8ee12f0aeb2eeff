import { z } from '@hono/zod-openapi';
import { ErrorRecord, FieldIssue } from './errors.ts';
import { ImageFacts, ItemOverrides, ItemStatus, NodeState, Output, Receipt, Run } from './run.ts';

/**
 * Resources of the native API: the shapes of the runs API that Safelight answers for, with our own fields beside them.
 */

/** RFC 9457 problem details; `code` is stable, see ERROR_CODES. */
export const Problem = z
  .object({
    type: z.string(),
    status: z.int(),
    code: z.string(),
    title: z.string(),
    detail: z.string(),
    errors: z.array(FieldIssue).optional(),
    /** With `capability_denied`: the capability that the key lacks. */
    required: z.string().optional(),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof Problem>;

export const RunResource = Run.extend({
  /** There is one workspace here. */
  workspaceId: z.int(),
  /** A zip of all delivered files, written while it is fetched. Null while the run is not over or has delivered nothing. */
  outputArchiveUrl: z.string().nullable(),
}).openapi('Run');
export type RunResource = z.infer<typeof RunResource>;

/** One image that went in. */
export const InputResource = z.object({ key: z.string(), fileName: z.string(), url: z.string() }).openapi('Input');

/** One delivered file. */
export const OutputResource = z
  .object({
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
  })
  .openapi('Output');

export const ItemResource = z
  .object({
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
    /** A small picture of the item for lists: of its result once there is one, of its source before. */
    thumbUrl: z.string().nullable(),
  })
  .openapi('Item');
export type ItemResource = z.infer<typeof ItemResource>;

/** A node state with the URLs of its picture, rendered when asked for. */
export const NodeStateResource = NodeState.extend({
  label: z.string(),
  type: z.string(),
  fileKeys: z.array(z.string()),
  fileUrls: z.array(z.string()),
}).openapi('NodeState');
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
}).openapi('ItemDetail');
export type ItemDetailResource = z.infer<typeof ItemDetailResource>;

/** How fast a run goes, over the last half minute. */
export const ProgressResource = z
  .object({
    runId: z.int(),
    totalItems: z.int(),
    /** Items that are over, one way or another. */
    endedItems: z.int(),
    /** Items finished a second; 0 while unknown. */
    itemsPerSecond: z.number(),
    /** Null while unknown: nothing finished yet, paused, or sources are still being found. */
    secondsLeft: z.number().nullable(),
  })
  .openapi('Progress');
export type ProgressResource = z.infer<typeof ProgressResource>;

/** Somebody to be told when the run is over, with every try to do so. */
export const WebhookResource = z
  .object({
    /** The `webhook-id` header of all tries. */
    id: z.string(),
    url: z.string(),
    state: z.enum(['waiting', 'delivered', 'given-up']),
    nextAt: z.iso.datetime().nullable(),
    tries: z.array(
      z.object({
        at: z.iso.datetime(),
        /** HTTP status; null when there was no answer. */
        status: z.int().nullable(),
        error: z.string().nullable(),
        milliseconds: z.number(),
      }),
    ),
  })
  .openapi('Webhook');
export type WebhookResource = z.infer<typeof WebhookResource>;

/** Body of `PATCH …/items/:itemId`: what is said of a node replaces what was said of it before; `{}` takes it back. */
export const PatchItemBody = z.strictObject({ params: ItemOverrides }).openapi('PatchItem');
export type PatchItemBody = z.infer<typeof PatchItemBody>;

/** Body of `POST …/items/:itemId/retry`. With one, the item is done again also when it is completed. */
export const RetryItemBody = z
  .strictObject({
    /** This node and all behind it are executed, whatever is kept of them. */
    fromNode: z.string().optional(),
    /** As in PatchItemBody. */
    params: ItemOverrides.optional(),
  })
  .openapi('RetryItem');
export type RetryItemBody = z.infer<typeof RetryItemBody>;

/** Page numbers outside, keyset pagination inside. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1).meta({ description: 'Counted from 1.' }),
  pageSize: z.coerce.number().int().min(1).max(500).default(25),
});

/** What every list answers beside its items. */
export const PageInfo = { total: z.int(), page: z.int(), pageSize: z.int() };

export const CacheResource = z
  .object({ folder: z.string(), bytes: z.int(), entries: z.int(), limitBytes: z.int() })
  .openapi('Cache');

/** The cache, and what else of others' files is kept: not part of it, and not emptied with it. */
export const KeptResource = CacheResource.extend({
  /** Handed in; removed 30 days after a run last asked for them. */
  uploads: z.object({ folder: z.string(), bytes: z.int(), count: z.int() }),
  /** Fetched for runs; removed with their run, or when nobody has used them for 30 days. */
  downloads: z.object({ folder: z.string(), bytes: z.int() }),
}).openapi('Kept');

export const SettingResource = z
  .object({
    key: z.string(),
    title: z.string(),
    kind: z.enum(['number', 'switch', 'text', 'folder', 'choice', 'list']),
    /** What a number is measured in; null for what is none. */
    unit: z.string().nullable(),
    /** What a `choice` may be. */
    choices: z.array(z.string()).nullable(),
    value: z.unknown(),
    /** What counts while nobody has set it. */
    standard: z.unknown(),
    isSet: z.boolean(),
    /** Counts from the next start on. */
    restart: z.boolean(),
  })
  .openapi('Setting');
export type SettingResource = z.infer<typeof SettingResource>;

/** The program and the machine it runs on. */
export const SystemResource = z
  .object({
    version: z.string(),
    engineVersion: z.string(),
    platform: z.string(),
    dataDir: z.string(),
    /** Folder with log files; null where what happens is written to the terminal. */
    logDir: z.string().nullable(),
    /** Address of the server, when it listens. */
    serverUrl: z.string().nullable(),
    /** Why it does not listen although it should: its port is taken. */
    serverProblem: z.string().nullable(),
    /** Bytes free on the data folder's volume. */
    freeBytes: z.int(),
    workers: z.int(),
    /** Where results go of runs that name no folder, see CreateRun. */
    resultsFolder: z.string(),
    /** Folders that a person is likely to want, existing ones only. */
    suggestedFolders: z.array(z.object({ name: z.string(), path: z.string() })),
    /** What people should be told about this start. */
    notices: z.array(z.string()),
  })
  .openapi('System');
export type SystemResource = z.infer<typeof SystemResource>;

/** Something by others that the program is made of. */
export const LicenceResource = z
  .object({
    name: z.string(),
    version: z.string(),
    /** SPDX, such as `MIT` or `LGPL-3.0-or-later`. */
    licence: z.string(),
    /** The licence and notices in full. */
    text: z.string(),
  })
  .openapi('Licence');
export type LicenceResource = z.infer<typeof LicenceResource>;
