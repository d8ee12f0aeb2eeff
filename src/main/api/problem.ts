import type { Problem } from '../../contract/api.ts';
import { ERROR_CODES, SafelightError, toErrorRecord } from '../../contract/errors.ts';

/** Any thrown value as an RFC 9457 response. What is not ours is `internal`, and its text stays in the log. */
export function problemResponse(thrown: unknown): Response {
  const record = toErrorRecord(thrown);
  const { status, title } = ERROR_CODES[record.code];
  const body: Problem = {
    type: 'about:blank',
    status,
    code: record.code,
    title,
    detail:
      thrown instanceof SafelightError ? record.message : 'Something went wrong inside Safelight; the log says what.',
    ...(record.issues === undefined ? {} : { errors: record.issues }),
    ...(record.required === undefined ? {} : { required: record.required }),
  };
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } });
}
