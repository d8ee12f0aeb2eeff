import { type ErrorRecord, SafelightError } from './errors.ts';
import type { ImageFacts, NodeState } from './run.ts';
import type { WorkflowDocument } from './workflow.ts';

/**
 * What crosses the border between main and the pixel host: paths and plain data, never pixels. The host may die at any
 * time; a task that was in flight then is simply sent again, so every task must be repeatable.
 */
export interface SourceFile {
  path: string;
  /** Name shown to people and used in messages (a zip entry's path here is a temp file). */
  name: string;
}

/** Values that `{tokens}` in a watermark's text can use; the name template of an export uses the same ones in main. */
export interface ItemTokens {
  name: string;
  seq: number;
  relativeFolder: string;
  workflow: string;
  /** ISO date-time of the run's creation, so that a resumed run gives the same picture. */
  runDate: string;
}

export interface ProbeTask {
  kind: 'probe';
  source: SourceFile;
}
export interface ProbeResult {
  facts: ImageFacts;
}

export interface HashTask {
  kind: 'hash';
  path: string;
}
export interface HashResult {
  sha256: string;
  bytes: number;
}

/** Renders exports into temp files, or single nodes' artifacts. */
export interface RenderTask {
  kind: 'render';
  /** Valid, migrated document. */
  workflow: WorkflowDocument;
  /** Input node id → file. */
  sources: Record<string, SourceFile>;
  tokens: ItemTokens;
  /**
   * `deliver`: every export node, encoded as it says. `preview`: the image at `nodeId`, scaled down to fit `longEdge`
   * (never up), as `format` in sRGB without metadata.
   */
  target:
    | { kind: 'deliver' }
    | { kind: 'preview'; nodeId: string; longEdge: number | null; format: 'png' | 'webp' | 'jpeg' };
  /** Folder and name start of the temp files: `<folder>/<prefix><n>.tmp`, created exclusively and fsynced. */
  temp: { folder: string; prefix: string };
  /** Decode what can be decoded of damaged files instead of failing. */
  tolerant: boolean;
  /** Where results of steps are kept between items and runs; without it nothing is read or kept. */
  cache?: TaskCache | null;
  /**
   * Somebody tries things out and looks at each result at once: the thread remembers what steps made, for the next try, and the temp files
   * are not fsynced.
   */
  interactive?: boolean;
  /**
   * The inputs as they were when the item was done. They are then read only when a step has to be executed, and one whose bytes
   * are others by now is `file_changed`.
   */
  known?: Pick<RenderResult, 'facts' | 'inputHashes'> | null;
}

/** The part of the cache that the pixel host reads and writes: results of steps by content address. */
export interface TaskCache {
  /** Made when missing. */
  folder: string;
  /**
   * `none`: only what is there is used. `checkpoints`: what is worth it is kept, so that changing the last node executes only
   * that one. `all`: the picture of every node.
   */
  keep: 'none' | 'checkpoints' | 'all';
  /** Nodes whose steps are executed even where their results are kept. */
  redo?: string[];
}

/** One encoded file, complete and on disk under its temp name. */
export interface RenderedFile {
  nodeId: string;
  tempPath: string;
  format: string;
  extension: string;
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  /** Folder below the output folder that a check sends the file to. */
  routedTo?: string;
}

export interface RenderResult {
  files: RenderedFile[];
  nodeStates: NodeState[];
  facts: Record<string, ImageFacts>;
  /** Input node id → SHA-256 of the bytes that were decoded. */
  inputHashes: Record<string, string>;
  planHash: string;
  engineVersion: string;
  /** Bytes that were added to the cache. */
  keptBytes?: number;
  /** Why there are no files: filters let none of the exports have the picture. */
  notSelected?: string;
}

/** Lays small pictures out on one page and encodes it in sRGB. */
export interface SheetTask {
  kind: 'sheet';
  /** Node that the file is of. */
  nodeId: string;
  tiles: { path: string; name: string; caption: string }[];
  layout: SheetLayout;
  background: string;
  textColor: string;
  title: string;
  format: 'jpeg' | 'png';
  quality: number;
  temp: { folder: string; prefix: string };
}
export interface SheetResult {
  file: RenderedFile;
  engineVersion: string;
}

/** A grid of equal cells. Lengths are px. */
export interface SheetLayout {
  cells: number;
  columns: number;
  cellWidth: number;
  cellHeight: number;
  /** Between cells, and around all of them. */
  gap: number;
  /** Height of the letters of captions; 0 leaves no room for any. */
  captionSize: number;
  /** Height of the letters of a title above; 0 for none. */
  titleSize: number;
}

/**
 * A small picture of a source for lists, before or without a run of it: upright, in sRGB, as WebP. A camera's own preview is
 * taken where it is large enough.
 */
export interface ThumbnailTask {
  kind: 'thumbnail';
  source: SourceFile;
  /** Never enlarged to it. */
  longEdge: number;
  /** As in {@link RenderTask}: one file. */
  temp: { folder: string; prefix: string };
}
export interface ThumbnailResult {
  tempPath: string;
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  facts: ImageFacts;
}

export const SAMPLE_NAMES = ['coast', 'dunes', 'lantern', 'mug', 'night-harbour'] as const;
export type SampleName = (typeof SAMPLE_NAMES)[number];

/** Paints one of the generated sample photos and writes it to `path`, which must not exist. */
export interface SampleTask {
  kind: 'sample';
  sample: SampleName;
  path: string;
}
export interface SampleResult {
  width: number;
  height: number;
  bytes: number;
}

export type PixelTask = ProbeTask | HashTask | RenderTask | SampleTask | SheetTask | ThumbnailTask;
export type PixelResult<T extends PixelTask> = T extends ThumbnailTask
  ? ThumbnailResult
  : T extends ProbeTask
    ? ProbeResult
    : T extends HashTask
      ? HashResult
      : T extends SampleTask
        ? SampleResult
        : T extends SheetTask
          ? SheetResult
          : RenderResult;

/** Limits the host keeps; main sends them once after the spawn. */
export interface HostSettings {
  workers: number;
  /** Bytes of estimated working memory admitted at once. A task that alone needs more runs alone, up to twice this. */
  memoryBudget: number;
  /** Largest picture accepted, in pixels. */
  maxPixels: number;
}

/** main → host. */
export type HostRequest =
  | { type: 'configure'; settings: HostSettings }
  | { type: 'task'; id: number; task: PixelTask; alone: boolean }
  /** Drop the task when it has not started; a running one is only stopped by killing the host. */
  | { type: 'drop'; id: number };

/** host → main. `started` starts the task's deadline. */
export type HostReply =
  | { type: 'ready'; pid: number; engineVersion: string }
  | { type: 'started'; id: number }
  | {
      type: 'done';
      id: number;
      result: ProbeResult | HashResult | RenderResult | SampleResult | SheetResult | ThumbnailResult;
    }
  | { type: 'failed'; id: number; error: ErrorRecord; nodeStates?: NodeState[]; facts?: Record<string, ImageFacts> }
  | { type: 'dropped'; id: number }
  /** RSS passed the recycle threshold: finish what runs, then be replaced. */
  | { type: 'recycle'; rss: number };

/** Why a task failed, with what was known when it did: the states of nodes that had run, and facts of inputs that were read. */
export class PixelTaskError extends SafelightError {
  readonly nodeStates: NodeState[];
  readonly facts: Record<string, ImageFacts>;

  constructor(error: ErrorRecord, more: { nodeStates?: NodeState[]; facts?: Record<string, ImageFacts> } = {}) {
    super(error.code, error.message, error);
    this.nodeStates = more.nodeStates ?? [];
    this.facts = more.facts ?? {};
  }
}
