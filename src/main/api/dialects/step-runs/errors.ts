import { ERROR_CODES, SafelightError, toErrorRecord } from '../../../../contract/errors.ts';

/** A mistake in the request, at a path like `steps.1.input_map.color`. */
export function wrongField(param: string, message: string): SafelightError {
  return new SafelightError('request_invalid', message, { issues: [{ path: param, code: 'invalid', message }] });
}

/** Everything that is wrong with what was sent is 400 here. */
const OF_REQUEST: ReadonlySet<string> = new Set([
  'inputs_invalid',
  'param_invalid',
  'workflow_invalid',
  'file_not_found',
  'upload_not_found',
  'url_refused',
]);

/** `{ error: { code, message, param } }` */
export function stepRunError(thrown: unknown): Response {
  const record = toErrorRecord(thrown);
  const [issue] = record.issues ?? [];
  const message = thrown instanceof SafelightError ? record.message : 'Something went wrong inside Safelight.';
  const status = OF_REQUEST.has(record.code) ? 400 : ERROR_CODES[record.code].status;
  return Response.json({ error: { code: record.code, message, param: issue?.path ?? null } }, { status });
}
