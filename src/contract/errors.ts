import { z } from '@hono/zod-openapi';

/**
 * Every error a person or a script can meet, in one place.
 *
 * `status` is the HTTP status of the native API, `title` the short human name. The `detail` sentence is made where the
 * error is thrown, names the file or field, and says what to do. Codes are stable: scripts switch on them.
 */
export const ERROR_CODES = {
  // input files
  file_not_found: { status: 404, title: 'File not found' },
  file_unreadable: { status: 422, title: 'File cannot be read' },
  file_changed: { status: 409, title: 'File changed while it was read' },
  file_empty: { status: 422, title: 'File is empty' },
  not_an_image: { status: 422, title: 'Not a picture' },
  unsupported_format: { status: 422, title: 'Format not supported yet' },
  image_corrupt: { status: 422, title: 'Picture is damaged' },
  image_truncated: { status: 422, title: 'Picture is incomplete' },
  image_too_large: { status: 422, title: 'Picture is too large' },
  zip_unreadable: { status: 422, title: 'Zip cannot be read' },
  zip_entry_refused: { status: 422, title: 'Zip entry refused' },
  inputs_unpaired: { status: 422, title: 'Inputs cannot be paired' },
  // workflows
  workflow_not_found: { status: 404, title: 'Workflow not found' },
  workflow_invalid: { status: 422, title: 'Workflow is not valid' },
  workflow_too_new: { status: 422, title: 'Workflow was saved by a newer Safelight' },
  workflow_read_only: { status: 409, title: 'Built-in workflows cannot be changed' },
  param_invalid: { status: 422, title: 'Parameter is not valid' },
  binding_failed: { status: 422, title: 'Bound value is not usable' },
  condition_failed: { status: 422, title: 'Condition could not be evaluated' },
  // running
  run_not_found: { status: 404, title: 'Run not found' },
  item_not_found: { status: 404, title: 'Item not found' },
  node_not_found: { status: 404, title: 'Node not found' },
  run_state: { status: 409, title: 'Not possible in this state' },
  no_subject: { status: 422, title: 'No subject found' },
  node_failed: { status: 500, title: 'A step failed' },
  deadline_exceeded: { status: 504, title: 'Took too long' },
  worker_crashed: { status: 500, title: 'The image engine crashed on this file' },
  out_of_memory: { status: 507, title: 'Not enough memory' },
  cancelled: { status: 409, title: 'Cancelled' },
  // delivery
  output_exists: { status: 409, title: 'Output exists already' },
  output_is_original: { status: 409, title: 'Output would overwrite an original' },
  output_unwritable: { status: 422, title: 'Output folder cannot be written' },
  disk_full: { status: 507, title: 'Disk is full' },
  name_template_invalid: { status: 422, title: 'Name template is not valid' },
  check_failed: { status: 422, title: 'Finished file fails its check' },
  not_selected: { status: 409, title: 'Not selected by a filter' },
  output_too_big: { status: 422, title: 'Output cannot be made small enough' },
  // store and process
  data_locked: { status: 423, title: 'Data folder is in use' },
  data_unwritable: { status: 500, title: 'Data folder cannot be used' },
  database_too_new: { status: 500, title: 'Data was written by a newer Safelight' },
  database_damaged: { status: 500, title: 'Database is damaged' },
  // api
  request_invalid: { status: 400, title: 'Request is not valid' },
  unauthorized: { status: 401, title: 'Key missing or not valid' },
  forbidden: { status: 403, title: 'Not allowed' },
  capability_denied: { status: 403, title: 'The key may not do this' },
  not_found: { status: 404, title: 'Not found' },
  idempotency_conflict: { status: 409, title: 'Idempotency key was used for another request' },
  RUN_NOT_FINISHED: { status: 409, title: 'Run is not finished' },
  payload_too_large: { status: 413, title: 'Request is too large' },
  unsupported_media_type: { status: 415, title: 'Content type not supported' },
  rate_limited: { status: 429, title: 'Too many requests' },
  workflow_changed: { status: 409, title: 'Workflow was changed meanwhile' },
  hot_folder_conflict: { status: 409, title: 'Folder is watched already' },
  // what requests name
  inputs_invalid: { status: 422, title: 'Inputs do not fit the workflow' },
  url_refused: { status: 422, title: 'Address is not allowed' },
  url_unreachable: { status: 422, title: 'Address cannot be reached' },
  earlier_result: { status: 409, title: 'Result of an earlier run' },
  not_fetched: { status: 422, title: 'Not fetched before the run starts' },
  upload_not_found: { status: 422, title: 'Upload not found' },
  key_not_found: { status: 404, title: 'Key not found' },
  hot_folder_not_found: { status: 404, title: 'Hot folder not found' },
  connection_lost: { status: 503, title: 'Connection lost' },
  internal: { status: 500, title: 'Internal error' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One place that is wrong in a document or request: `path` is dotted, e.g. `nodes.resize-1.params.longEdge`. */
export const FieldIssue = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  /** Part of the request, where it is one; the body when it is not said. */
  in: z.enum(['body', 'query', 'path', 'header']).optional(),
});
export type FieldIssue = z.infer<typeof FieldIssue>;

/** An error as it is stored with an item and sent to clients. */
export const ErrorRecord = z.object({
  code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  nodeId: z.string().optional(),
  issues: z.array(FieldIssue).optional(),
  required: z.string().optional(),
});
export type ErrorRecord = z.infer<typeof ErrorRecord>;

/**
 * The one error class thrown across seams. `message` is a sentence a photographer understands; `nodeId` names the node
 * that failed; `issues` lists every wrong field of a document at once.
 */
export class SafelightError extends Error {
  readonly code: ErrorCode;
  readonly nodeId: string | undefined;
  readonly issues: FieldIssue[] | undefined;
  /** With `capability_denied`: the capability that the key lacks. */
  readonly required: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      nodeId?: string | undefined;
      issues?: FieldIssue[] | undefined;
      required?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'SafelightError';
    this.code = code;
    this.nodeId = more.nodeId;
    this.issues = more.issues;
    this.required = more.required;
  }

  /** Plain data for storing and sending. */
  toRecord(): ErrorRecord {
    return {
      code: this.code,
      message: this.message,
      ...(this.nodeId === undefined ? {} : { nodeId: this.nodeId }),
      ...(this.issues === undefined ? {} : { issues: this.issues }),
      ...(this.required === undefined ? {} : { required: this.required }),
    };
  }

  /** The error back from its record, e.g. after it crossed a process border. */
  static fromRecord(record: ErrorRecord): SafelightError {
    return new SafelightError(record.code, record.message, record);
  }
}

/** Any thrown value as a record; what is not ours becomes `internal` with its message kept. */
export function toErrorRecord(thrown: unknown, nodeId?: string): ErrorRecord {
  if (thrown instanceof SafelightError) {
    const record = thrown.toRecord();
    return nodeId !== undefined && record.nodeId === undefined ? { ...record, nodeId } : record;
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message, ...(nodeId === undefined ? {} : { nodeId }) };
}
