/**
 * What undo needs from its neighbours: the record of what a run did to the file system (src/main/store) and the
 * file-system calls that take it back (src/main/delivery).
 */

/** Folder in the data folder where replaced files are kept, in one folder for each run. */
export const REPLACED_FOLDER = 'replaced';

/**
 * How an output came to its place. `new`: the name was free. `replaced`: it took the place of a file that is kept.
 * `unchanged`: the same bytes were there before, so nothing was written and nothing is to be undone.
 */
export type OutputOrigin = 'new' | 'replaced' | 'unchanged';

/** What delivery is about to do at a path, told before it does it. */
export interface Taking {
  origin: OutputOrigin;
  /** Folders that have to be made for it, the outermost first. */
  folders: string[];
  /** Where the file that is there has been kept. */
  keptAt: string | null;
}

/** One file that a run made, as it is recorded. */
export interface MadeFile {
  path: string;
  sha256: string;
  bytes: number;
  /** The file's identity, size and times right after it was published; null when a crash came between. */
  stamp: string | null;
  /** Null for files of runs that did not record it. */
  origin: OutputOrigin | null;
  /** Where the file is kept that it replaced; null when there was none, or it is not kept any more. */
  keptAt: string | null;
}

export interface MadeOutput extends MadeFile {
  id: number;
  itemId: number;
}

/** A zip that a run made. `done` is false when it may not have been published. */
export interface MadeArchive extends MadeFile {
  id: number;
  done: boolean;
}

/** A file that `overwrite` replaced. */
export interface ReplacedFile {
  id: number;
  /** Absolute. */
  keptAt: string;
}

/**
 * What becomes of an output's row: the file is gone, what it had replaced is there again, or somebody put this one file into the trash.
 * The last is no undo: doing the run's failed pictures again does not bring the file back.
 */
export type Undone = 'removed' | 'restored' | 'trashed';

/** Implemented by src/main/store. */
export interface UndoStorePort {
  /** Outputs that are delivered, or that are in the trash and had replaced a file that is kept; after the id, in order. */
  outputs(runId: number, afterId: number, limit: number): Promise<MadeOutput[]>;
  /** Outputs of these items of a run that are delivered as files of their own, in order. */
  outputsOfItems(runId: number, itemIds: readonly number[]): Promise<MadeOutput[]>;
  /** Outputs that are delivered no longer: their rows become names only, and the run's counters go down. */
  settleOutputs(outputs: readonly { id: number; undone: Undone }[]): Promise<void>;
  /** Records folders that the run is about to make. */
  addFolders(runId: number, paths: readonly string[]): Promise<void>;
  folders(runId: number): Promise<string[]>;
  forgetFolders(runId: number, paths: readonly string[]): Promise<void>;
  /** Zips that are, or may be, on disk. */
  archives(runId: number): Promise<MadeArchive[]>;
  /** Records a zip that is about to be published, and what it takes the place of. */
  addArchive(
    runId: number,
    archive: Pick<MadeArchive, 'path' | 'sha256' | 'bytes' | 'keptAt'> & { origin: OutputOrigin },
  ): Promise<void>;
  /** The zip is gone, and with it the outputs in it. */
  settleArchive(id: number): Promise<void>;
  /** The zip that an output is in. */
  archiveOf(outputId: number): Promise<MadeArchive | null>;
  /** Has the run completed items whose files were taken back, and not only put into the trash? */
  anyToRedo(runId: number): Promise<boolean>;
  /** Notes that the run was undone. */
  finish(runId: number): Promise<void>;
  /** Replaced files kept since before then, oldest first. */
  expired(before: Date, limit: number): Promise<ReplacedFile[]>;
  forgetReplaced(ids: readonly number[]): Promise<void>;
  /** The same by the place where they were kept. */
  forgetKept(keptAt: readonly string[]): Promise<void>;
  /** Is there a record of what is kept there? */
  isKept(path: string): Promise<boolean>;
}

/** How taking back one file went. `kept` says why it stays. */
export type TakenBack = { what: 'removed' | 'restored' | 'gone' } | { what: 'kept'; reason: string };

/** Implemented by src/main/delivery. */
export interface UndoFilesPort {
  /** Folders that would have to be made for this one to be there, the outermost first. */
  missingFolders(folder: string): Promise<string[]>;
  /**
   * Removes a file if it is still just as the run made it, or puts back what it replaced; nothing else is touched. Done a
   * second time, it answers what is still true. `dryRun` only looks. Never throws for what is wrong with the file. The
   * folder is not synced, see {@link sync}.
   */
  takeBack(file: MadeFile, options: { dryRun: boolean; tempPrefix: string }): Promise<TakenBack>;
  /** Brings what happened in these folders to the disk. Folders that are gone are passed over. */
  sync(folders: Iterable<string>): Promise<void>;
  /** Removes a folder if it is empty; true when it is gone. `unless`: paths that are taken for gone, instead of removing anything. */
  removeEmptyFolder(path: string, unless?: ReadonlySet<string>): Promise<boolean>;
  /** Deletes kept files. */
  dropKept(paths: readonly string[]): Promise<void>;
  /** Every kept file that is older than the moment. */
  keptFiles(before: Date): AsyncIterable<string>;
}
