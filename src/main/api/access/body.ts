import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { SafelightError } from '../../../contract/errors.ts';
import type { ApiEnv } from './caller.ts';

/** Far more than a workflow of 200 nodes or a list of 50,000 paths. */
export const MOST_BODY_BYTES = 8_000_000;
/** A workflow is about six deep. Deeper than this is an attack on whatever walks through it. */
const DEEPEST = 100;

const JSON_TYPE = /^application\/([\w.+-]+\+)?json$/i;

/** Whether a body is read as a stream by those who want it, who have limits of their own: all but JSON. */
export function isStreamed(contentType: string | null | undefined): boolean {
  return !JSON_TYPE.test(bareType(contentType));
}

const bareType = (contentType: string | null | undefined): string => (contentType ?? '').split(';')[0]!.trim();

/**
 * Throws `unsupported_media_type` for a body of a type that the route does not take, `payload_too_large`, and `request_invalid` for JSON
 * that is nested without end.
 * @param types what the route takes; null: it takes no body, and one that is sent is not read
 */
export async function checkBody(c: Context<ApiEnv>, types: string[] | null): Promise<void> {
  const headers = c.req.raw.headers;
  if (!hasBody(c.req.raw)) return;
  const type = bareType(headers.get('content-type'));
  if (types !== null && !types.some((one) => fits(type, one))) {
    throw new SafelightError(
      'unsupported_media_type',
      `${type === '' ? 'A body whose type is not told' : `A body of the type ${type}`} is not taken here; send ${types.join(' or ')}.`,
    );
  }
  if (isStreamed(type)) return;
  await bodyLimit({
    maxSize: MOST_BODY_BYTES,
    onError() {
      throw new SafelightError('payload_too_large', `The body is larger than ${MOST_BODY_BYTES / 1e6} MB.`);
    },
  })(c, async () => {});
  // Hono keeps the text for whoever asks for the JSON afterwards.
  if (isTooDeep(await c.req.text())) {
    throw new SafelightError('request_invalid', `The JSON is nested more than ${DEEPEST} deep.`);
  }
}

/** Over a connection one of two headers says so; a request of this process has the body and its type. */
function hasBody({ headers, body }: Request): boolean {
  const length = headers.get('content-length');
  if (length !== null) return length !== '0';
  return headers.has('transfer-encoding') || (headers.has('content-type') && body !== null);
}

function fits(given: string, taken: string): boolean {
  // Also a body whose type is not told, which may be taken for anything (RFC 9110, 8.3).
  if (taken === '*/*') return isStreamed(given);
  if (taken.endsWith('/*')) return given.toLowerCase().startsWith(taken.slice(0, -1));
  return given.toLowerCase() === taken.toLowerCase() || (JSON_TYPE.test(taken) && JSON_TYPE.test(given));
}

/** Counts brackets outside of strings: no parser, so that nothing is built of what may be refused. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return false;
}
