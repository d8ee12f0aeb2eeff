import { ERROR_CODES, type ErrorCode, SafelightError, toErrorRecord } from '../../../../contract/errors.ts';

/** The service's own codes; what it does not know keeps ours, in capitals. */
const CODES: Partial<Record<ErrorCode, { status: number; code?: string }>> = {
  request_invalid: { status: 400, code: 'INVALID_INPUTS' },
  inputs_invalid: { status: 400, code: 'INVALID_INPUTS' },
  param_invalid: { status: 400, code: 'INVALID_INPUTS' },
  file_not_found: { status: 400, code: 'INVALID_INPUTS' },
  upload_not_found: { status: 400, code: 'INVALID_INPUTS' },
  url_refused: { status: 400, code: 'INVALID_INPUTS' },
  capability_denied: { status: 403, code: 'CAPABILITY_DENIED' },
  rate_limited: { status: 429, code: 'RATE_LIMIT_EXCEEDED' },
  // The text has no code for it.
  workflow_not_found: { status: 404 },
  run_not_found: { status: 404 },
  not_found: { status: 404 },
};

/** `{ error, code, required? }` with the status of the text. */
export function slugRunError(thrown: unknown): Response {
  const record = toErrorRecord(thrown);
  const { status, code } = CODES[record.code] ?? {
    status: ERROR_CODES[record.code].status,
    code: record.code.toUpperCase(),
  };
  const error = thrown instanceof SafelightError ? record.message : 'Something went wrong inside Safelight.';
  return Response.json(
    {
      error,
      ...(code === undefined ? {} : { code }),
      ...(record.required === undefined ? {} : { required: record.required }),
    },
    { status },
  );
}

/** The run was made and did not give its output. */
export function executionFailed(why: string): Response {
  return Response.json({ error: why, code: 'EXECUTION_FAILED' }, { status: 500 });
}
