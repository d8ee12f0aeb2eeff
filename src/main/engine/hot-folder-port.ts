import type { HotFolder } from '../../contract/hot-folder.ts';
import type { EventBus } from './event-bus.ts';
import type { RunService } from './run-service.ts';

/** What a person has said about a hot folder, beside its folder, its workflow, and whether it is watched. */
export type HotFolderOptions = Pick<
  HotFolder,
  'output' | 'pattern' | 'recursive' | 'settleSeconds' | 'quietSeconds' | 'polling' | 'pairs' | 'afterwards'
>;

/** A hot folder as it is kept. */
export interface StoredHotFolder {
  id: number;
  uuid: string;
  /** Absolute. */
  folder: string;
  workflowId: number;
  options: HotFolderOptions;
  enabled: boolean;
  createdAt: string;
  updatedAt: string;
}

export type NewHotFolder = Pick<StoredHotFolder, 'folder' | 'workflowId' | 'options' | 'enabled'>;

/** A file that a hot folder has seen. */
export interface SeenFile {
  /** Below the folder, `/`-separated. */
  path: string;
  /** Tells the file from a later one of the same name. */
  stamp: string;
  /** Null for a file that was never a complete picture. */
  sha256: string | null;
  /** `taken`: it belongs to a run that is not over, or is about to be made. `passed`: it is not to be done. */
  state: 'taken' | 'done' | 'failed' | 'passed';
  error: string | null;
}

/** A file that is given to a run, or passed over. */
export interface FileToTake extends Pick<SeenFile, 'path' | 'stamp' | 'sha256'> {
  state: 'taken' | 'passed';
}

/** What became of a file. */
export interface FileOutcome extends Pick<SeenFile, 'path' | 'state' | 'error'> {
  /** The source was put aside: where its item finds it now, absolute. */
  movedTo?: { itemId: number; nodeId: string; path: string };
}

/** Hot folders and what they have seen, implemented by src/main/store. Every method that writes is one transaction. */
export interface HotFolderStorePort {
  /** Oldest first. */
  list(): Promise<StoredHotFolder[]>;
  find(key: { id: number } | { uuid: string } | { folder: string }): Promise<StoredHotFolder | null>;
  insert(hotFolder: NewHotFolder): Promise<StoredHotFolder>;
  /** What is left out stays. */
  update(id: number, changes: Partial<Pick<StoredHotFolder, 'workflowId' | 'options' | 'enabled'>>): Promise<void>;
  /** With all that it has seen. */
  remove(id: number): Promise<void>;
  /** Those of the paths that were seen before. */
  seen(id: number, paths: readonly string[]): Promise<SeenFile[]>;
  withStamp(id: number, stamp: string): Promise<SeenFile[]>;
  /** The same file under another name, or with another stamp. */
  reidentify(id: number, path: string, change: { path: string } | { stamp: string }): Promise<void>;
  /** Notes files under the batch that their run will be made for; what was noted of them before goes. */
  take(id: number, batch: string, files: readonly FileToTake[]): Promise<void>;
  runMade(id: number, batch: string, runId: number): Promise<void>;
  /** Files that were taken and have no run yet, by batch. */
  withoutRun(id: number): Promise<{ batch: string; files: SeenFile[] }[]>;
  /** Ids of the runs whose files are not settled. */
  openRuns(id: number): Promise<number[]>;
  ofRun(id: number, runId: number): Promise<SeenFile[]>;
  /** Writes down what became of files. */
  settle(id: number, outcomes: readonly FileOutcome[]): Promise<void>;
  /** As if they had never been seen. */
  forget(id: number, paths: readonly string[]): Promise<void>;
  counts(id: number): Promise<Record<SeenFile['state'], number>>;
  /** The file that was taken last. */
  last(id: number): Promise<{ path: string; at: string } | null>;
  /** Whether a run of this hot folder (by uuid) has delivered these bytes. */
  madeHere(uuid: string, sha256: string): Promise<boolean>;
}

/** The part of the run service that hot folders use. */
export type RunsOfHotFolders = Pick<RunService, 'create' | 'get' | 'items'>;

/** The part of the event bus that hot folders use. */
export type EventsOfHotFolders = Pick<EventBus, 'on' | 'emit'>;
