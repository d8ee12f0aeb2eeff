import type { ErrorRecord } from '../../contract/errors.ts';
import type {
  ImageFacts,
  InputSpec,
  Item,
  ItemOverrides,
  ItemStatus,
  NodeState,
  Output,
  OutputSpec,
  Receipt,
  Run,
  RunStatus,
  Source,
} from '../../contract/run.ts';
import type { WorkflowDocument, WorkflowSummary, WorkflowVersion } from '../../contract/workflow.ts';
import type { CacheIndexPort } from './cache-port.ts';
import type { HotFolderStorePort } from './hot-folder-port.ts';
import type { KeyStorePort } from './key-port.ts';
import type { SettingsPort } from './ports.ts';
import type { OutputOrigin, UndoStorePort } from './undo-port.ts';
import type { UploadStorePort } from './upload-port.ts';
import type { NewWebhook, WebhookStorePort } from './webhook-port.ts';

/**
 * What the engine keeps, implemented by src/main/store. Every method that writes is one transaction. The store knows rows
 * and counters; which transition is allowed when is the engine's business (run-machine.ts, item-machine.ts).
 */
export interface StorePort {
  workflows: WorkflowStorePort;
  runs: RunStorePort;
  items: ItemStorePort;
  outputs: OutputStorePort;
  settings: SettingsPort;
  cache: CacheIndexPort;
  undo: UndoStorePort;
  hotFolders: HotFolderStorePort;
  keys: KeyStorePort;
  uploads: UploadStorePort;
  webhooks: WebhookStorePort;
  /** What people should be told about the opening: a damaged database was replaced. Sentences. */
  readonly notices: readonly string[];
  /**
   * Copies the database when the last copy is old enough; goes on beside all other work. Rejects when that was not
   * possible (no room on the disk); nothing else is the worse for it.
   */
  backUp(): Promise<void>;
  close(): Promise<void>;
}

export interface NewWorkflow {
  slug: string;
  name: string;
  description: string | null;
  builtIn: boolean;
  /** Not on the list; hidden slugs are a name space of their own. */
  hidden: boolean;
  document: WorkflowDocument;
}

export interface WorkflowStorePort {
  /** Those that are neither removed nor hidden. */
  list(): Promise<WorkflowSummary[]>;
  find(key: { id: number } | { uuid: string } | { slug: string; hidden: boolean }): Promise<WorkflowSummary | null>;
  /** A certain version, the newest without `version`. Finds versions of removed workflows too. */
  version(workflowId: number, version?: number): Promise<WorkflowVersion | null>;
  /** Newest first. */
  versions(workflowId: number): Promise<WorkflowVersion[]>;
  insert(workflow: NewWorkflow): Promise<WorkflowSummary>;
  addVersion(workflowId: number, document: WorkflowDocument): Promise<WorkflowSummary>;
  /** Frees the slug; versions stay for the runs that used them. */
  remove(workflowId: number): Promise<void>;
}

/** A run with what only the engine needs. */
export interface StoredRun extends Run {
  tolerant: boolean;
  /** Somebody asked for the end; whoever opens the store next carries it out. */
  cancelRequested: boolean;
  /** Number of pictures found so far; the next one gets the number after it. */
  lastSeq: number;
  /** `committing`: the zip may or may not be at `archivePath`. */
  archiveState: 'none' | 'committing' | 'done';
}

export interface NewRun {
  name: string;
  workflowId: number;
  workflowVersion: number;
  trigger: Run['trigger'];
  inputs: Record<string, InputSpec>;
  output: OutputSpec;
  intermediates: Run['intermediates'];
  labels: Record<string, string>;
  tolerant: boolean;
  held: boolean;
  description: string | null;
  params: Run['params'];
  client: Run['client'];
}

export interface RunPatch {
  error?: ErrorRecord | null;
  startedAt?: string | null;
  finishedAt?: string | null;
}

/** A request that must not be done twice. */
export interface Idempotency {
  /** Whose key it is; keys of different owners never meet. */
  owner: string;
  key: string;
  /** What was asked for, hashed: the same key with something else is refused with `idempotency_conflict`. */
  fingerprint: string;
}

/** Which runs of all. */
export interface RunFilter {
  statuses?: readonly RunStatus[];
  workflowId?: number;
  /** Runs of these workflows only. */
  workflowIds?: readonly number[];
  /** Runs that came through this API dialect. */
  dialect?: string;
  /** Labels that a run has. */
  labels?: Readonly<Record<string, string>>;
  /** A label that it has not. */
  withoutLabel?: string;
  /** Values that its client data has, at the top level. */
  clientData?: Readonly<Record<string, string>>;
  /** File name of one of its items, exactly. */
  inputFileName?: string;
  /** Held runs only, or none of them. */
  held?: boolean;
  /** Part of its name, capitals aside. */
  q?: string;
  /** Those that were taken off the list, too. */
  includeRemoved?: boolean;
}

/** What can be changed about a run at any time. */
export interface RunChanges {
  name?: string;
  description?: string | null;
  client?: NonNullable<Run['client']>;
  /** In the place of those that are still to be told. */
  webhooks?: readonly NewWebhook[];
}

export interface RunStorePort {
  /**
   * With what belongs to it, in one transaction. `existed`: a run was made before for the same request, and is answered;
   * nothing was written then.
   */
  insert(
    run: NewRun,
    more?: { webhooks?: readonly NewWebhook[]; idempotency?: Idempotency },
  ): Promise<{ run: StoredRun; existed: boolean }>;
  /** The run that was made for a request, and what was asked for. */
  ofRequest(owner: string, key: string): Promise<{ run: StoredRun; fingerprint: string } | null>;
  find(key: { id: number } | { uuid: string }): Promise<StoredRun | null>;
  /** Newest first. */
  list(options: RunFilter & { offset: number; limit: number }): Promise<{ items: StoredRun[]; total: number }>;
  /** Queued, running and paused ones, and those whose end was asked for; oldest first. */
  unfinished(): Promise<StoredRun[]>;
  /** False when the run is not in `from` any more, or with `idle` has pending or running items; then nothing was written. */
  transition(
    id: number,
    from: RunStatus,
    to: RunStatus,
    patch?: RunPatch,
    options?: { idle: boolean },
  ): Promise<boolean>;
  requestCancel(id: number): Promise<void>;
  setIntakeDone(id: number): Promise<void>;
  /** `started`: it is held no more. `removed`: it is off the list. */
  change(id: number, changes: RunChanges & { started?: true; removed?: true }): Promise<void>;
  setArchive(id: number, path: string, state: StoredRun['archiveState']): Promise<void>;
}

/** A name that belongs to one output of a run. `key` is what must be unique (see naming.ts). */
export interface AllocatedName {
  nodeId: string;
  /** Below the output folder, `/`-separated. */
  relativePath: string;
  key: string;
}

export interface NewItem {
  /** The same for the same source; a second item with it is not added. */
  sourceKey: string;
  /** 1, 2, … in the order found; 0 for what is not a picture. */
  seq: number;
  name: string;
  relativeFolder: string;
  status: ItemStatus;
  sources: Record<string, Source>;
  error: ErrorRecord | null;
  names: AllocatedName[];
  /** Identity of the source files on disk (`dev:ino`), where it was asked for. */
  fileIds: string[];
}

/** What one node of an item has used up of its retries. */
export interface NodeTries {
  /** Tries that failed. */
  failed: number;
  /** The fallback stands in its place now. */
  fallback: boolean;
}

/** An item's row, without its outputs and with what only the engine needs. */
export interface StoredItem extends Omit<Item, 'outputs'> {
  /** Nodes that failed and were, or are, to be tried again; by node id. */
  nodeTries: Record<string, NodeTries>;
  /** This node and all behind it are to be executed whatever the cache knows. */
  redoFrom: string | null;
}

/** What a change of status writes beside it; what is left out stays. */
export interface ItemPatch {
  error?: ErrorRecord | null;
  nodeStates?: NodeState[];
  facts?: Record<string, ImageFacts>;
  receipt?: Receipt | null;
  overrides?: ItemOverrides;
  nodeTries?: Record<string, NodeTries>;
  redoFrom?: string | null;
  /** Pending, but not before this time. */
  retryAt?: string | null;
  startedAt?: string | null;
  finishedAt?: string | null;
}

/** An item whose files were all there before it was started. */
export interface KnownCompletion {
  runId: number;
  itemId: number;
  outputs: Output[];
  /** By node id: keys of the files' names, for those that were found under other names than their own. */
  found: ReadonlyMap<string, string>;
  patch: ItemPatch;
}

export interface ItemStorePort {
  /**
   * Adds items in order with their names, sets the run's `lastSeq`, and counts them. Answers their ids, null for those
   * that were there before.
   * Rejects with NameTakenError when a name was taken meanwhile; nothing was written then.
   */
  add(runId: number, items: NewItem[], lastSeq: number): Promise<(number | null)[]>;
  /** Which of these source keys the run has already. */
  known(runId: number, sourceKeys: string[]): Promise<Set<string>>;
  /** The first pending ones in input order that need not wait. */
  pending(runId: number, limit: number): Promise<StoredItem[]>;
  /** When the first of the pending ones that wait may be started; null when none waits. */
  nextRetryAt(runId: number): Promise<string | null>;
  /** Changes what a person decided for an item that is not running; false when it is. */
  setOverrides(id: number, overrides: ItemOverrides): Promise<boolean>;
  running(runId: number, limit: number): Promise<StoredItem[]>;
  /** pending → running with the next attempt number; null when it is not pending any more. */
  claim(id: number): Promise<StoredItem | null>;
  /** Keeps what was rendered while the files are being published, so that a crash then loses no work. Fenced like `transition`. */
  saveRendered(id: number, attempt: number, patch: ItemPatch): Promise<boolean>;
  /**
   * Changes status, counters, and the outputs' states together. False when the item is not in `from` with this
   * `attempt` any more: then nothing was written, and whoever asked is stale.
   */
  transition(change: {
    id: number;
    attempt: number;
    from: ItemStatus;
    to: ItemStatus;
    patch?: ItemPatch;
    /** Outputs that are on disk: they become `done`; the item's other ones are names only, and go with `dropUnused`. */
    published?: number[];
    /** What tells the published files from any other, by the outputs' ids. */
    stamps?: ReadonlyMap<number, string>;
    dropUnused?: boolean;
  }): Promise<boolean>;
  /**
   * pending → completed with the next attempt number, with outputs that are on disk already. Answers the ids of those that
   * were still pending and whose found files belong to no other output of the run; nothing was written for the others.
   */
  completeKnown(runId: number, completions: readonly KnownCompletion[]): Promise<Set<number>>;
  /**
   * Up to `limit` items of the run from one status to another; answers how many. With `withSources` only those that have
   * some, with `undone` only those that had files taken back.
   */
  transitionMany(
    runId: number,
    from: ItemStatus,
    to: ItemStatus,
    options: { limit: number; patch?: ItemPatch; withSources?: boolean; undone?: boolean },
  ): Promise<number>;
  countWithSources(runId: number, status: ItemStatus): Promise<number>;
  find(runId: number, key: { id: number } | { uuid: string }): Promise<Item | null>;
  list(
    runId: number,
    options: { page: number; pageSize: number; status?: ItemStatus; q?: string },
  ): Promise<{ items: Item[]; total: number }>;
  /** Is there a source of this run with this identity on disk? */
  hasFileId(runId: number, fileId: string): Promise<boolean>;
  /** Which of these identities on disk are sources of this run. */
  sourcesAmong(runId: number, fileIds: readonly string[]): Promise<Set<string>>;
}

export interface StoredOutput {
  id: number;
  itemId: number;
  nodeId: string;
  /** The name that belongs to it; the file may have been there under another one already, see `path`. */
  relativePath: string;
  state: 'planned' | 'committing' | 'done';
  attempt: number;
  /** Absolute; set from `committing` on, as are the rest. */
  path: string | null;
  sha256: string | null;
  bytes: number | null;
  origin: OutputOrigin | null;
}

export interface CommittingFile {
  path: string;
  /** The name that belongs to it, with its key. */
  relativePath: string;
  key: string;
  /** Key of the file's name, for one that was there already under another name than its own. */
  foundKey?: string;
  tempPath: string;
  format: string;
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  /** Left out for a file of the run's own that is written anew: what it says stays. */
  origin?: OutputOrigin;
  /** Where the file is kept that it is about to replace. */
  keptAt?: string;
  /** Folders about to be made for it. */
  folders?: readonly string[];
}

export interface OutputStorePort {
  /**
   * Which of these name keys the run has given away or found its results under; with `published` only those of files that it
   * has put on disk, or may have.
   */
  taken(runId: number, keys: string[], options?: { published?: boolean }): Promise<Set<string>>;
  ofItem(itemId: number): Promise<StoredOutput[]>;
  ofItems(itemIds: readonly number[]): Promise<StoredOutput[]>;
  /** Delivered files, of any run, with these bytes; the newest first, a handful at most. Not those inside zips. */
  withHash(sha256: string): Promise<{ runId: number; output: Output }[]>;
  /** Gives a name to an output that had none; null when the name is taken. */
  allocate(runId: number, itemId: number, name: AllocatedName): Promise<StoredOutput | null>;
  /**
   * Records what is about to be published. `stale`: the item is not running with this attempt any more. `taken`: the name
   * belongs to another output of the run. Nothing was written then.
   */
  committing(id: number, attempt: number, file: CommittingFile): Promise<'recorded' | 'stale' | 'taken'>;
  /** After a crash: found published, or not. */
  settle(id: number, found: boolean): Promise<void>;
  /** Done and not in an archive yet, in input order. */
  toArchive(
    runId: number,
    afterId: number,
    limit: number,
  ): Promise<{ id: number; path: string; relativePath: string }[]>;
  /** All that are done and in none yet are in the zip of that path. */
  markArchived(runId: number, path: string): Promise<void>;
}

/** A name was given to another output between looking and writing. */
export class NameTakenError extends Error {
  override name = 'NameTakenError';
}
