import type { ErrorRecord } from '../../contract/errors.ts';
import type {
  HashTask,
  PixelResult,
  PixelTask,
  ProbeTask,
  RenderResult,
  RenderTask,
} from '../../contract/pixel-tasks.ts';
import type { InputSpec, OutputSpec, Source } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import type { Taking } from './undo-port.ts';

/**
 * What the engine needs from the outside. Each port is implemented by one folder beside the engine and handed in by
 * app.ts; the folders never import one another.
 */

/** The pixel host's supervisor (src/main/pixel-host). */
export interface PixelPort {
  /** How many tasks run side by side; the engine keeps a few more in flight so that no worker waits. */
  readonly workers: number;
  /**
   * Runs a task, over as many host processes as it takes. Rejects with PixelTaskError (a SafelightError that also carries
   * the node states and facts known so far): the task's own error, or
   * `worker_crashed`, `deadline_exceeded`, `out_of_memory` when the task brought the host down twice (the second time
   * alone). When `signal` aborts: a waiting task is dropped at once; a running one is given up at once (the host is
   * killed when it does not end by itself within a grace time), rejecting with `cancelled`.
   */
  run<T extends PixelTask>(task: T, options?: { signal?: AbortSignal; deadlineMs?: number }): Promise<PixelResult<T>>;
  close(): Promise<void>;
}

/** One thing found in the inputs. `refused` is something that was meant as a picture and cannot be used. */
export type Found =
  | { type: 'source'; source: Source }
  | { type: 'refused'; name: string; relativeFolder: string; error: ErrorRecord }
  /** Not a picture at all (a text file in the folder): counted as skipped, with the reason. */
  | { type: 'skipped'; name: string; relativeFolder: string; reason: ErrorRecord };

/** A source as a file that the pixel host can open. `release` deletes what was extracted for it. */
export interface Materialised {
  path: string;
  release(): Promise<void>;
}

export interface DiscoverOptions {
  /**
   * Absolute folder for what this run fetches. Without it nothing is fetched (a dry run): what URLs stand for is counted and its
   * `download` is empty, the contents of a zip at a URL stay unknown.
   */
  downloads?: string | undefined;
}

/** src/main/intake */
export interface IntakePort {
  /**
   * Streams what was given, in a stable order (paths as given, folders by natural file-name order; single files; the zip of a
   * URL, which is fetched for it), with bounded memory. Rejects only when a given path itself is missing or unreadable, or the zip cannot
   * be fetched; what is inside, and a single file, never throws.
   * Folders in `exclude` are not entered, unless given themselves: a run whose output folder lies in its input folder must
   * not take its own results for inputs.
   */
  discover(
    spec: InputSpec,
    signal?: AbortSignal,
    exclude?: readonly string[],
    options?: DiscoverOptions,
  ): AsyncIterable<Found>;
  /**
   * Makes the source a plain file; zip entries are extracted below `workFolder` with their CRC and size checked, what is at a URL is
   * fetched once per run. Throws `url_refused`, `url_unreachable`, `not_an_image` for those, `cancelled` when `signal` aborts.
   */
  materialise(source: Source, workFolder: string, signal?: AbortSignal): Promise<Materialised>;
  /**
   * Unpacks a picture of a zip that no run has found yet, if a run would take it. `name`: what people call the zip. Throws
   * `file_not_found`, `zip_unreadable`, `zip_entry_refused`, `cancelled` when `signal` aborts, `disk_full`.
   */
  unpackPicture(
    zip: { path: string; name?: string },
    entryName: string,
    workFolder: string,
    signal?: AbortSignal,
  ): Promise<Materialised>;
  /** Unpacks the entry of this name, as `materialise` does. Throws `file_not_found`, `zip_unreadable`, `zip_entry_refused`. */
  unpack(archive: string, entryName: string, workFolder: string): Promise<Materialised>;
}

/** What a name template can use; known before (`exif`, sizes: only after) rendering. */
export interface NameContext {
  name: string;
  seq: number;
  relativeFolder: string;
  workflow: string;
  runDate: string;
  /** Export node's label or id, made fit for a file name. */
  branch: string;
  extension: string;
  width?: number;
  height?: number;
  exif?: Record<string, string | number>;
}

/** One file to bring from its temp name to its place. */
export interface CommitRequest {
  tempPath: string;
  /** Wanted final path, absolute. */
  finalPath: string;
  sha256: string;
  bytes: number;
  collision: OutputSpec['collision'];
  /**
   * Under the rule `suffix`: other paths, absolute, where the file counts as delivered if the very same bytes are there, looked
   * at first and in this order.
   */
  alsoAt?: readonly string[];
  /** Files that must never be overwritten, whatever the collision rule: the item's originals. */
  originals: string[];
  /** Folder that has to be there, while those below it are made: a disk that was unplugged must not be made up for by a folder. */
  root?: string;
  /** Folder where what `overwrite` replaces is kept, made when missing; without it that is gone. */
  keepIn?: string;
}

export type CommitResult =
  /**
   * `path` differs from the wanted one where the suffix rule applied. `unchanged`: the same bytes were there already, and
   * nothing was written.
   * `stamp`: tells the file from any other and from itself after a change.
   */
  | { type: 'published'; path: string; unchanged: boolean; stamp?: string }
  /** Rule `skip` and the path is taken. */
  | { type: 'exists'; path: string };

/** src/main/delivery */
export interface DeliveryPort {
  /** Throws `name_template_invalid` naming the token. */
  checkTemplate(template: string): void;
  /** True when the name cannot be known before rendering (`{width}`, `{exif.…}`). */
  needsRender(template: string): boolean;
  /** Path below the output folder, `/`-separated, safe on macOS, Windows and Linux, with extension. */
  nameFor(template: string, context: NameContext): string;
  /** The n-th alternative of a path for the suffix rule: `a.jpg`, `a-2.jpg`, `a-3.jpg`. */
  alternative(path: string, n: number): string;
  /**
   * Makes the folder and proves that a file can be made in it: one with this prefix, see `sweep`. Throws
   * `output_unwritable`, `disk_full`.
   */
  prepareFolder(folder: string, tempPrefix?: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /**
   * Publishes a complete temp file under its final name without ever overwriting what the rule does not allow, then
   * fsyncs the folder. `onPath` is called with the path about to be taken and how, before it is taken, so that the caller
   * can record it (commit protocol of design.md section 6). Without `taking` the file is a new one.
   */
  commit(request: CommitRequest, onPath: (path: string, taking?: Taking) => Promise<void>): Promise<CommitResult>;
  /** Is the complete file there? Used when adopting after a crash. */
  matches(path: string, sha256: string, bytes: number): Promise<boolean>;
  /** Removes temp files with this prefix from the folder; returns how many. */
  sweep(folder: string, prefix: string): Promise<number>;
  /**
   * Zips delivered files (paths relative to `root`) to `target`, or its first free alternative, through a temp file; returns the
   * published path. With `keepIn` a file that is at `target` is replaced, and kept in that folder. `onPath` is called as by `commit`,
   * with what the zip's bytes are. The temp file is one that `sweep` finds by the prefix.
   */
  archive(
    root: string,
    files: AsyncIterable<{ path: string; nameInZip: string }>,
    target: string,
    onPath: (path: string, zip: { sha256: string; bytes: number }, taking: Taking) => Promise<void>,
    options?: { keepIn?: string; tempPrefix?: string },
  ): Promise<string>;
}

export interface Clock {
  now(): Date;
}

export interface Timers {
  /** Calls `then` once after so many milliseconds, unless what it answers is called before. */
  after(milliseconds: number, then: () => void): () => void;
}

export type { ErrorRecord, HashTask, ProbeTask, RenderResult, RenderTask, WorkflowDocument };

/** Where the program tells what it did; `data` is plain and holds no pictures. */
export interface Log {
  info(message: string, data?: Record<string, unknown>): void;
  warn(message: string, data?: Record<string, unknown>): void;
  error(message: string, data?: Record<string, unknown>): void;
}

/** Small JSON values that outlive the process, by key. */
export interface SettingsPort {
  get(key: string): Promise<unknown>;
  /** `undefined` removes the key. */
  set(key: string, value: unknown): Promise<void>;
  all(): Promise<Record<string, unknown>>;
}
