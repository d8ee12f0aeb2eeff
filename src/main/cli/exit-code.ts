import { type ErrorCode, SafelightError } from '../../contract/errors.ts';
import type { Run } from '../../contract/run.ts';

/** Exit codes of every command; scripts rely on them. */
export const EXIT = {
  done: 0,
  internal: 1,
  usage: 2,
  someItemsFailed: 3,
  runFailed: 4,
  /** Not authorised, or no connection: also when another Safelight holds the data folder, or it cannot be written. */
  noAccess: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Errors that say the command was wrong, not that the work went wrong. */
const USAGE: readonly ErrorCode[] = [
  'file_not_found',
  'file_unreadable',
  'workflow_not_found',
  'workflow_invalid',
  'workflow_too_new',
  'workflow_read_only',
  'param_invalid',
  'run_not_found',
  'item_not_found',
  'node_not_found',
  'not_found',
  'run_state',
  'name_template_invalid',
  'request_invalid',
  'inputs_unpaired',
  'inputs_invalid',
  'key_not_found',
  'hot_folder_not_found',
  'hot_folder_conflict',
  'upload_not_found',
  'url_refused',
];
const NO_ACCESS: readonly ErrorCode[] = [
  'unauthorized',
  'forbidden',
  'capability_denied',
  'data_locked',
  'data_unwritable',
  'connection_lost',
];
const RUN_FAILED: readonly ErrorCode[] = ['output_unwritable', 'disk_full', 'output_is_original', 'output_exists'];

/** The exit code for an error that ended a command. */
export function exitCodeOfError(error: unknown): ExitCode {
  if (!(error instanceof SafelightError)) return EXIT.internal;
  if (USAGE.includes(error.code)) return EXIT.usage;
  if (NO_ACCESS.includes(error.code)) return EXIT.noAccess;
  if (RUN_FAILED.includes(error.code)) return EXIT.runFailed;
  return EXIT.internal;
}

/** The exit code for a run that nothing more happens to. */
export function exitCodeOfRun(run: Run): ExitCode {
  if (run.status === 'completed') return EXIT.done;
  return run.status === 'partial' ? EXIT.someItemsFailed : EXIT.runFailed;
}
