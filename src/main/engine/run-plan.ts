import type { ErrorCode, ErrorRecord } from '../../contract/errors.ts';

/** One file the run would deliver. */
export interface PlannedTarget {
  /** Name of the input. */
  name: string;
  nodeId: string;
  /** Absolute path (inside the zip: relative). Null when the name is only known after rendering. */
  path: string | null;
  /**
   * `free`: nothing is there. `suffixed`: the wanted name is taken, so it gets a number. `overwrites`: a file is there and
   * will be replaced. `unchanged`: the very same bytes are there, as is known from an earlier run, and are left alone. `kept`: a
   * file is there and stays (rule `skip`). `unknown`: the name is only known after rendering.
   */
  collision: 'free' | 'suffixed' | 'overwrites' | 'unchanged' | 'kept' | 'unknown';
}

/** How many were passed over or refused for one reason, with the first few names. */
export interface ReasonCount {
  code: ErrorCode;
  message: string;
  count: number;
  examples: string[];
}

/** A picture in a zip. */
export interface ZipExample {
  /** Of the zip, absolute. */
  path: string;
  /** Its name in the zip, with folders, as it is written there. */
  entry: string;
  name: string;
}

/** What a run would do, found out without writing anything. */
export interface RunPlan {
  workflow: { id: number | null; slug: string; name: string; version: number | null };
  /** Items that would be delivered: rendered, or known from earlier runs. */
  pictures: number;
  /** Bytes of their inputs. */
  inputBytes: number;
  skipped: { count: number; reasons: ReasonCount[] };
  refused: { count: number; reasons: ReasonCount[] };
  /** Files (the zip, too) whose wanted name is taken, by this run's own files or by others. */
  collisions: { suffixed: number; overwritten: number; unchanged: number; kept: number };
  /** Number of files that would be delivered; those that are there already, unchanged, are among them. */
  files: number;
  /** The first files, in input order. */
  targets: PlannedTarget[];
  /** Of the zip, when one was asked for. */
  archivePath: string | null;
  /** Up to three of the pictures, spread over all, to look at what would become of them: absolute paths of those that are files … */
  examples: string[];
  /** … and those of them that lie in zips. */
  zipExamples: ZipExample[];
  /** Rough, from the headers of `sampled` pictures; null when none could be read. */
  estimate: {
    bytes: number;
    sampled: number;
    sizes: { name: string; nodeId: string; width: number; height: number }[];
  } | null;
  /** What would keep the run from starting, or every picture from being done: a folder without permission, a logo that is gone. */
  problems: ErrorRecord[];
  /** One line for each pass over the pixels. */
  lines: string[];
}
