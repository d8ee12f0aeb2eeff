import { OpenAPIHono } from '@hono/zod-openapi';
import { SafelightError } from '../../contract/errors.ts';
import type { ApiEnv } from './access/caller.ts';

/** The router that handlers register with. */
export type Http = OpenAPIHono<ApiEnv>;

/** Where a wrong field stands, unless it is in the body. */
const PARTS: Partial<Record<string, { in: 'query' | 'path' | 'header' }>> = {
  query: { in: 'query' },
  param: { in: 'path' },
  header: { in: 'header' },
};

/** A router that throws `request_invalid` with every wrong field, where a request does not fit its route's schemas. */
export function createHttp(): Http {
  return new OpenAPIHono<ApiEnv>({
    // Paths may end in a slash; some clients' do.
    strict: false,
    defaultHook: (result) => {
      if (result.success) return;
      const issues = result.error.issues.map((issue) => ({
        path: issue.path.join('.'),
        code: issue.code ?? 'invalid',
        message: issue.message,
        ...PARTS[result.target],
      }));
      const { path = '', message = 'not valid' } = issues[0] ?? {};
      const what = path === '' ? 'The request' : `“${path}”`;
      throw new SafelightError('request_invalid', `${what} is not valid: ${message.replace(/\.$/, '')}.`, { issues });
    },
  });
}

/** Digits alone are an integer id, everything else a uuid. */
export function idOrUuid(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
