import { ERROR_CODES, type ErrorCode, SafelightError, toErrorRecord } from '../../../../contract/errors.ts';

/** “Image cannot be processed” */
const UNPROCESSABLE: ReadonlySet<ErrorCode> = new Set([
  'request_invalid',
  'inputs_invalid',
  'param_invalid',
  'file_not_found',
  'file_empty',
  'upload_not_found',
  'url_refused',
]);

/** `{ code, message }`: the text shows statuses only. */
export function executionError(thrown: unknown): Response {
  const { code, message } = toErrorRecord(thrown);
  const status = UNPROCESSABLE.has(code) ? 422 : ERROR_CODES[code].status;
  return Response.json(
    { code, message: thrown instanceof SafelightError ? message : 'Something went wrong inside Safelight.' },
    { status },
  );
}
