import type { ItemTokens, RenderedFile, RenderResult, TaskCache } from '../../contract/pixel-tasks.ts';
import type { ImageFacts, NodeState, Output, Run, Source } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';

/** The part of a run that decides what becomes of its items. */
export interface CacheRun {
  tolerant: boolean;
  intermediates: Run['intermediates'];
  /** Outputs stay where they are put; not so those of a run that delivers a zip. */
  keepsOutputs: boolean;
}

/** The part of an item that decides what becomes of it. */
export interface CacheItem {
  id: number;
  /** The workflow as it is done for this item. The same object where it is the run's own. */
  document: WorkflowDocument;
  sources: Record<string, Source>;
  tokens: ItemTokens;
}

/** One file as the host would deliver it, without a place yet. */
export type KnownFile = Omit<RenderedFile, 'tempPath'>;

/** What rendering an item is known to give. */
export interface KnownOutcome {
  files: KnownFile[];
  /** Marked as cached. */
  nodeStates: NodeState[];
  facts: Record<string, ImageFacts>;
  inputHashes: Record<string, string>;
  planHash: string;
  engineVersion: string;
  /** The source files as they were when they were looked at. */
  seen: SourceStamps;
}

/** Input node → what tells a state of its file apart; null when the file cannot be trusted to stay like that. */
export type SourceStamps = Record<string, string | null>;

export interface CacheUsage {
  folder: string;
  bytes: number;
  entries: number;
  limitBytes: number;
}

/** src/main/cache: what earlier runs made. Nothing here throws for a cache that cannot be used; it then knows nothing. */
export interface CachePort {
  /** What a rendering task is told to use and to keep. */
  forTask(run: Pick<CacheRun, 'intermediates'>): Promise<TaskCache | null>;
  /**
   * Which of the items have been rendered before in just this way: same input bytes, same steps, same engine. Reads no
   * pixels; input files are hashed only where there is reason to believe that their bytes are known. By item id.
   */
  lookUp(run: CacheRun, items: readonly CacheItem[]): Promise<Map<number, KnownOutcome>>;
  /** The item's source files as they are now; taken before they are read. */
  stamp(item: Pick<CacheItem, 'sources'>): Promise<SourceStamps>;
  /**
   * Remembers what an item became, and where its files are. `before`: its sources' stamps from before they were read; null when
   * it was not rendered, so that only its files are new.
   */
  remember(
    run: CacheRun,
    item: CacheItem,
    before: SourceStamps | null,
    result: RenderResult,
    outputs: readonly Output[],
  ): Promise<void>;
  /**
   * Those of the paths where a run of ours published a file, or found its result, and that nobody has touched since: what they
   * hold, and their `dev:ino`.
   */
  untouched(paths: readonly string[]): Promise<Map<string, { sha256: string; fileId: string }>>;
  /** Whether there seems to be a copy of each of its files; a look, not a check of their bytes. */
  canCopy(outcome: KnownOutcome): Promise<boolean>;
  /**
   * Makes temp files from files delivered by earlier runs, checked byte by byte and fsynced, as the host would have made
   * them. Null when a source has changed since it was looked at or a file is nowhere any more: then render. Throws
   * `disk_full`, `output_unwritable`.
   */
  copyKnown(
    outcome: KnownOutcome,
    item: Pick<CacheItem, 'sources'>,
    temp: { folder: string; prefix: string },
  ): Promise<RenderResult | null>;
  /** So many bytes were put into the folder by others than `remember` tells of: pictures to look at. */
  grew(bytes: number): void;
  usage(): Promise<CacheUsage>;
  /** Forgets everything; answers what there was. */
  clear(): Promise<CacheUsage>;
  /** Largest size of the cache folder in bytes; 0 keeps nothing. */
  setLimit(bytes: number): Promise<void>;
  /** Writes down what is still to be remembered. */
  close(): Promise<void>;
}

/** A file whose bytes are known as long as it has this stamp. */
export interface StampedFile {
  /** Path, or path and place of a zip entry. */
  key: string;
  stamp: string;
  sha256: string;
}

/** What a rendering gave, by the key of all that it depends on. */
export interface StoredOutcome {
  key: string;
  files: KnownFile[];
  nodeStates: NodeState[];
  planHash: string;
}

/** The tables behind the cache, implemented by src/main/store. */
export interface CacheIndexPort {
  /** By key. */
  files(keys: readonly string[]): Promise<Map<string, StampedFile>>;
  /** Files on disk that had these bytes when last seen, the newest first. */
  filesWith(sha256: string): Promise<StampedFile[]>;
  /** Which of these sizes an input has had. */
  knownSizes(bytes: readonly number[]): Promise<Set<number>>;
  /** By SHA-256. */
  facts(hashes: readonly string[]): Promise<Map<string, ImageFacts>>;
  /** By key; marks them as used. */
  outcomes(keys: readonly string[]): Promise<Map<string, StoredOutcome>>;
  /** One transaction; replaces what was there. */
  add(entries: {
    files: readonly StampedFile[];
    facts: readonly { sha256: string; facts: ImageFacts }[];
    outcomes: readonly StoredOutcome[];
  }): Promise<void>;
  /** Drops the rows not used for longest beyond so many of each kind. */
  prune(rows: number): Promise<void>;
  clear(): Promise<void>;
}
