import {
  ERROR_CODES,
  type ErrorCode,
  type FieldIssue,
  SafelightError,
  toErrorRecord,
} from '../../../../contract/errors.ts';

/** What was sent does not fit: 422 with a list of places. */
const OF_REQUEST: ReadonlySet<ErrorCode> = new Set([
  'request_invalid',
  'inputs_invalid',
  'param_invalid',
  'workflow_invalid',
  'file_not_found',
  'upload_not_found',
  'url_refused',
]);

/** FastAPI's form: `{ detail: [{ loc, msg, type }] }` for what was sent, `{ detail }` for the rest. */
export function dagError(thrown: unknown): Response {
  const { code, message, issues } = toErrorRecord(thrown);
  if (OF_REQUEST.has(code)) {
    const places = issues ?? [{ path: '', code, message }];
    return Response.json({ detail: places.map(placeOf) }, { status: 422 });
  }
  const detail = thrown instanceof SafelightError ? message : 'Something went wrong inside Safelight.';
  return Response.json({ detail }, { status: ERROR_CODES[code].status });
}

/** A mistake in the body, at a path like `steps.1.task_type`. */
export function wrongField(path: string, message: string, code = 'value_error'): SafelightError {
  return new SafelightError('request_invalid', message, { issues: [{ path, code, message }] });
}

function placeOf(issue: FieldIssue): { loc: (string | number)[]; msg: string; type: string } {
  const parts = issue.path === '' ? [] : issue.path.split('.');
  const loc = [issue.in ?? 'body', ...parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part))];
  // zod says of a field that is not there that it is of the wrong type.
  const isMissing = issue.code === 'invalid_type' && /received undefined/.test(issue.message);
  return { loc, msg: issue.message, type: isMissing ? 'missing' : issue.code };
}
