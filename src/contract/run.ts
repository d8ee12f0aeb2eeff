import { z } from '@hono/zod-openapi';
import { ErrorRecord } from './errors.ts';

export const RUN_STATUSES = ['queued', 'running', 'paused', 'completed', 'failed', 'partial', 'cancelled'] as const;
export const RunStatus = z.enum(RUN_STATUSES);
export type RunStatus = z.infer<typeof RunStatus>;

export const ITEM_STATUSES = ['pending', 'running', 'completed', 'failed', 'cancelled', 'skipped'] as const;
export const ItemStatus = z.enum(ITEM_STATUSES);
export type ItemStatus = z.infer<typeof ItemStatus>;

export const NODE_STATUSES = ['pending', 'running', 'completed', 'failed', 'skipped'] as const;
export const NodeStatus = z.enum(NODE_STATUSES);
export type NodeStatus = z.infer<typeof NodeStatus>;

/**
 * Where one image comes from. A zip entry is named by its index in the central directory too, because names in a zip
 * need not be unique.
 */
export const Source = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    path: z.string(),
    /** File name shown to people. */
    name: z.string(),
    /** Folder below the dropped root, `/`-separated, `''` at the top. */
    relativeFolder: z.string(),
    bytes: z.int(),
    modifiedMs: z.number(),
  }),
  z.object({
    kind: z.literal('zipEntry'),
    archive: z.string(),
    /** What a zip that was handed in is called; its path says nothing to a person. */
    archiveName: z.string().optional(),
    entryIndex: z.int(),
    entryName: z.string(),
    name: z.string(),
    relativeFolder: z.string(),
    bytes: z.int(),
    modifiedMs: z.number(),
  }),
  z.object({
    kind: z.literal('url'),
    /** http(s), as it was given. Fetched once per run, when its turn comes. */
    url: z.string(),
    name: z.string(),
    relativeFolder: z.string(),
    /** Unknown before it is fetched: both are 0. */
    bytes: z.int(),
    modifiedMs: z.number(),
    /** Absolute path where it is once it is fetched; the same for the same URL in the same run. Empty in a dry run. */
    download: z.string(),
  }),
  /** All pictures of the run: the item is the work of a node of scope `run`, such as a contact sheet. */
  z.object({
    kind: z.literal('run'),
    name: z.string(),
    relativeFolder: z.string(),
    bytes: z.int(),
    modifiedMs: z.number(),
  }),
]);
export type Source = z.infer<typeof Source>;

/** One picture given by itself: exactly one of `path`, `url` and `uploadId`. */
export const InputFile = z
  .strictObject({
    path: z.string().min(1).optional().meta({ description: 'Absolute path of a picture, folder or zip.' }),
    url: z
      .string()
      .min(1)
      .max(4096)
      .optional()
      .meta({ description: '`https://…`, `http://…` of an allowed host, or `file:///…`.' }),
    uploadId: z.string().min(1).optional().meta({ description: 'What `POST /uploads` answered.' }),
    name: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .meta({ description: 'Shown and used for the result’s name, instead of the file’s own name.' }),
    relativeFolder: z
      .string()
      .max(1024)
      .optional()
      .meta({ description: '`/`-separated folder that is mirrored in the output.' }),
  })
  .refine(({ path, url, uploadId }) => [path, url, uploadId].filter((one) => one !== undefined).length === 1, {
    message: 'Give exactly one of path, url and uploadId.',
  })
  .openapi('InputFile');
export type InputFile = z.infer<typeof InputFile>;

/** What the user gave for one input node: paths (each an image, a folder or a zip, absolute), single files, or a zip somewhere. */
export const InputSpec = z.object({
  paths: z.array(z.string()).default([]),
  files: z.array(InputFile).optional(),
  /** A zip to fetch: http(s) or file URL. */
  zipUrl: z.string().optional(),
  /** Descend into sub-folders and mirror them in the output. */
  recursive: z.boolean().default(false),
  /** Only names that match, relative to the folder. */
  glob: z.string().optional(),
});
export type InputSpec = z.infer<typeof InputSpec>;

export const COLLISIONS = ['suffix', 'overwrite', 'skip'] as const;
export const Collision = z.enum(COLLISIONS);
export type Collision = z.infer<typeof Collision>;

/** Where and how results are delivered. */
export const OutputSpec = z.object({
  /** Absolute folder; made when missing. */
  folder: z.string(),
  /** Name template without extension; an export node's own `name` wins. Default `{name}`, or `{name}-{branch}` with several exports. */
  name: z.string().optional(),
  /** What to do when the name is taken. `skip` does not compute the item at all; a run whose zip is there is refused. */
  collision: Collision.default('suffix'),
  /** Deliver one zip instead of files. */
  zip: z.boolean().default(false),
  /** In the zip: keep folders, or all in one folder. */
  zipLayout: z.enum(['preserve', 'flatten']).default('preserve'),
});
export type OutputSpec = z.infer<typeof OutputSpec>;

/** Facts about an input read from its header, before any pixel is decoded. */
export const ImageFacts = z.object({
  format: z.string(),
  /** After orientation. */
  width: z.int(),
  height: z.int(),
  orientation: z.int().min(1).max(8),
  depth: z.union([z.literal(8), z.literal(16), z.literal(32)]),
  channels: z.int(),
  hasAlpha: z.boolean(),
  pages: z.int(),
  space: z.string(),
  /** Description of the embedded profile; null when there is none (sRGB is then assumed and flagged). */
  profile: z.string().nullable(),
  bytes: z.int(),
  /** Upright size of the picture that the camera put into a RAW file, where it has one. */
  embedded: z.object({ width: z.int(), height: z.int() }).optional(),
  /** EXIF basics under stable names: make, model, lens, iso, fNumber, exposureTime, focalLength, takenAt, artist, copyright, title … */
  exif: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ImageFacts = z.infer<typeof ImageFacts>;

/** State of one node of one item. */
export const NodeState = z.object({
  nodeId: z.string(),
  status: NodeStatus,
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  /** Time of the step that made this node's result; nodes that were fused into one step share it. */
  milliseconds: z.number().optional(),
  attempt: z.int().optional(),
  /** How often the node was tried, where that was more than once. */
  tries: z.int().min(2).optional(),
  /** Type of the node that took this one's place, after it failed (see `fallback` in workflow.ts). */
  fallback: z.string().optional(),
  cached: z.boolean().optional(),
  /** Nodes computed in the same pass, when there were several. */
  fusedWith: z.array(z.string()).optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  /** JSON result that params can bind to. */
  result: z.record(z.string(), z.unknown()).optional(),
  /** Things worth telling that are no error: no profile embedded, only the first page used … */
  notes: z.array(z.string()).optional(),
  error: ErrorRecord.optional(),
});
export type NodeState = z.infer<typeof NodeState>;

/** A delivered file of an item. */
export const Output = z.object({
  nodeId: z.string(),
  /** Absolute; the name inside the zip for a file that is delivered in one. */
  path: z.string(),
  /** The zip that holds the file, absolute. Absent until it is published. */
  archive: z.string().optional(),
  fileName: z.string(),
  format: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  /**
   * Set when the file is no longer there by our doing: undo removed it, or put back what it had replaced, or somebody put it into the
   * trash in Safelight.
   */
  undone: z.enum(['removed', 'restored', 'trashed']).optional(),
});
export type Output = z.infer<typeof Output>;

/** Params that one item has of its own, by node: they take the place of those of the same name in the workflow. */
export const ItemOverrides = z.record(z.string(), z.record(z.string(), z.unknown()));
export type ItemOverrides = z.infer<typeof ItemOverrides>;

/** What is needed to prove an output: same input, plan and engine give the same bytes. */
export const Receipt = z.object({
  inputs: z.record(z.string(), z.string()),
  planHash: z.string(),
  engineVersion: z.string(),
  outputs: z.record(z.string(), z.string()),
  /** Params of its own that the item was done with. */
  overrides: ItemOverrides.optional(),
});
export type Receipt = z.infer<typeof Receipt>;

export const Item = z.object({
  id: z.int(),
  uuid: z.uuid(),
  runId: z.int(),
  seq: z.int(),
  name: z.string(),
  relativeFolder: z.string(),
  status: ItemStatus,
  attempt: z.int(),
  sources: z.record(z.string(), Source),
  facts: z.record(z.string(), ImageFacts),
  outputs: z.array(Output),
  nodeStates: z.array(NodeState),
  error: ErrorRecord.nullable(),
  receipt: Receipt.nullable(),
  overrides: ItemOverrides,
  /** The item waits until then, because one of its nodes failed and is tried again. */
  retryAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Item = z.infer<typeof Item>;

export const Run = z.object({
  id: z.int(),
  uuid: z.uuid(),
  name: z.string(),
  status: RunStatus,
  workflowId: z.int(),
  workflowSlug: z.string(),
  workflowVersion: z.int(),
  trigger: z.enum(['app', 'cli', 'api', 'hotFolder']),
  /** Waits until somebody starts it. */
  held: z.boolean(),
  description: z.string().nullable(),
  /** Params that this run has of its own, by node: they take the place of those of the same name in the workflow. */
  params: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** What the API dialect through which the run came wants to have back; nothing else reads it. */
  client: z.object({ dialect: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
  /** Taken off the list. */
  removedAt: z.iso.datetime().nullable(),
  inputs: z.record(z.string(), InputSpec),
  output: OutputSpec,
  intermediates: z.enum(['onDemand', 'all']),
  labels: z.record(z.string(), z.string()),
  /** False while sources are still being found; totalItems grows until then. */
  intakeDone: z.boolean(),
  totalItems: z.int(),
  pendingItems: z.int(),
  runningItems: z.int(),
  completedItems: z.int(),
  failedItems: z.int(),
  skippedItems: z.int(),
  cancelledItems: z.int(),
  outputCount: z.int(),
  outputBytes: z.int(),
  /** Path of the delivered zip. */
  archivePath: z.string().nullable(),
  error: ErrorRecord.nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime(),
  /** When its files were taken back. */
  undoneAt: z.iso.datetime().nullable(),
});
export type Run = z.infer<typeof Run>;
