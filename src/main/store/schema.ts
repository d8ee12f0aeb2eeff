import type { Generated } from 'kysely';
import type { ItemStatus, Run, RunStatus } from '../../contract/run.ts';
import type { OutputOrigin, Undone } from '../engine/undo-port.ts';

/** Tables as Kysely sees them. JSON columns are text; times are ISO 8601 in UTC; flags are 0 or 1. */
export interface Database {
  workflows: WorkflowsTable;
  workflow_versions: WorkflowVersionsTable;
  runs: RunsTable;
  items: ItemsTable;
  item_names: ItemNamesTable;
  item_files: ItemFilesTable;
  outputs: OutputsTable;
  settings: SettingsTable;
  replaced_files: ReplacedFilesTable;
  made_folders: MadeFoldersTable;
  archives: ArchivesTable;
  cache_files: CacheFilesTable;
  cache_facts: CacheFactsTable;
  cache_outcomes: CacheOutcomesTable;
  api_keys: ApiKeysTable;
  uploads: UploadsTable;
  idempotency_keys: IdempotencyKeysTable;
  webhooks: WebhooksTable;
  hot_folders: HotFoldersTable;
  hot_folder_files: HotFolderFilesTable;
}

export interface WorkflowsTable {
  id: Generated<number>;
  uuid: string;
  slug: string;
  name: string;
  description: string | null;
  built_in: number;
  hidden: number;
  /** Number of the newest version. */
  version: number;
  version_uuid: string;
  created_at: string;
  updated_at: string;
  removed_at: string | null;
}

export interface WorkflowVersionsTable {
  id: Generated<number>;
  uuid: string;
  workflow_id: number;
  version: number;
  document: string;
  created_at: string;
}

export interface RunsTable {
  id: Generated<number>;
  uuid: string;
  name: string;
  status: RunStatus;
  workflow_id: number;
  workflow_version: number;
  trigger: Run['trigger'];
  inputs: string;
  output: string;
  intermediates: Run['intermediates'];
  labels: string;
  tolerant: number;
  cancel_requested: Generated<number>;
  intake_done: Generated<number>;
  last_seq: Generated<number>;
  total_items: Generated<number>;
  pending_items: Generated<number>;
  running_items: Generated<number>;
  completed_items: Generated<number>;
  failed_items: Generated<number>;
  skipped_items: Generated<number>;
  cancelled_items: Generated<number>;
  output_count: Generated<number>;
  output_bytes: Generated<number>;
  archive_path: string | null;
  archive_state: Generated<'none' | 'committing' | 'done'>;
  error: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  updated_at: string;
  undone_at: Generated<string | null>;
  held: Generated<number>;
  description: Generated<string | null>;
  /** JSON: params of the run's own, by node. */
  params: Generated<string>;
  /** JSON: what an API dialect keeps with its run. */
  client: Generated<string | null>;
  removed_at: Generated<string | null>;
}

export interface ItemsTable {
  id: Generated<number>;
  uuid: string;
  run_id: number;
  /** 1, 2, … without gaps in a run, so that a page is a range. */
  ordinal: number;
  seq: number;
  source_key: string;
  name: string;
  relative_folder: string;
  status: ItemStatus;
  attempt: number;
  sources: string;
  facts: string;
  node_states: string;
  error: string | null;
  receipt: string | null;
  started_at: string | null;
  finished_at: string | null;
  overrides: Generated<string>;
  node_tries: Generated<string>;
  redo_from: string | null;
  retry_at: string | null;
}

/** FTS5 over the names in NFC; rowid is the item's id. */
export interface ItemNamesTable {
  rowid: number;
  name: string;
}

export interface ItemFilesTable {
  run_id: number;
  file_id: string;
}

export interface OutputsTable {
  id: Generated<number>;
  run_id: number;
  item_id: number;
  node_id: string;
  relative_path: string;
  name_key: string;
  state: 'planned' | 'committing' | 'done';
  attempt: number;
  path: string | null;
  temp_path: string | null;
  format: string | null;
  width: number | null;
  height: number | null;
  bytes: number | null;
  sha256: string | null;
  /** Id of the archive it is in; 0 while in none. */
  archived: Generated<number>;
  /** See undo-port.ts, as for the next two. */
  origin: Generated<OutputOrigin | null>;
  stamp: Generated<string | null>;
  undone: Generated<Undone | null>;
  /** Key of the file it was found in, when that has another name than the one kept for it. */
  found_key: Generated<string | null>;
}

/** Files that outputs took the place of; the newest of an output is the one that is to come back. */
export interface ReplacedFilesTable {
  id: Generated<number>;
  /** 0 where a zip replaced it. */
  output_id: number;
  /** Id of the zip that replaced it; null where an output did. */
  archive_id: number | null;
  kept_at: string;
  replaced_at: string;
}

export interface MadeFoldersTable {
  run_id: number;
  path: string;
}

export interface ArchivesTable {
  id: Generated<number>;
  run_id: number;
  path: string;
  sha256: string;
  bytes: number;
  state: 'committing' | 'done' | 'undone';
  origin: Generated<'new' | 'replaced' | 'unchanged'>;
}

export interface SettingsTable {
  key: string;
  value: string;
  updated_at: string;
}

/** A file whose bytes are known as long as `stamp` holds; `key` is its path, or path and place of a zip entry. */
export interface CacheFilesTable {
  key: string;
  stamp: string;
  sha256: string;
  /** Milliseconds since 1970, as in the other tables of the cache. */
  seen_at: number;
}

/** Facts of input files by their bytes. */
export interface CacheFactsTable {
  sha256: string;
  bytes: number;
  facts: string;
  seen_at: number;
}

export interface CacheOutcomesTable {
  key: string;
  outcome: string;
  seen_at: number;
}

/** Keys of the API: never the key itself, only its SHA-256. */
export interface ApiKeysTable {
  id: Generated<number>;
  uuid: string;
  name: string;
  hash: string;
  /** First characters of the key, by which a person knows it again. */
  prefix: string;
  /** JSON array. */
  capabilities: string;
  /** JSON array of absolute folders; null: any. */
  folders: string | null;
  /** Requests a minute; 0: unlimited. */
  rate_limit: number;
  expires_at: string | null;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

/** Files given to the API; the bytes are in `<data>/uploads` by their hash, once however often they were given. */
export interface UploadsTable {
  id: Generated<number>;
  uuid: string;
  sha256: string;
  name: string;
  relative_folder: string;
  content_type: string | null;
  bytes: number;
  created_at: string;
  last_used_at: string;
}

/** Requests that are not to be done twice. */
export interface IdempotencyKeysTable {
  /** Whose: a key's uuid, a hot folder. */
  owner: string;
  key: string;
  /** SHA-256 of the request. */
  fingerprint: string;
  run_id: number;
  created_at: string;
}

/** The outbox: who is to be told when a run is over. */
export interface WebhooksTable {
  id: Generated<number>;
  uuid: string;
  run_id: number;
  url: string;
  /** Whose form the body has. */
  dialect: string;
  /** Origin of the URLs in the body. */
  origin: string;
  state: 'waiting' | 'delivered' | 'given-up';
  /** JSON: every try. */
  tries: string;
  next_at: string | null;
  created_at: string;
}

export interface HotFoldersTable {
  id: Generated<number>;
  uuid: string;
  folder: string;
  workflow_id: number;
  /** JSON: see HotFolder in the contract. */
  options: string;
  enabled: number;
  created_at: string;
  updated_at: string;
}

/** What a hot folder has seen of a file. */
export interface HotFolderFilesTable {
  hot_folder_id: number;
  /** Below the folder, `/`-separated. */
  path: string;
  /** Tells the file from a later one of the same name. */
  stamp: string;
  sha256: string | null;
  state: string;
  /** The files that were taken together; the idempotency key of their run. */
  batch: string | null;
  run_id: number | null;
  error: string | null;
  seen_at: string;
}
