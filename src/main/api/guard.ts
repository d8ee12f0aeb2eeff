import { timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the server. Pure functions; each comment names the attack.
 */

/**
 * The Host header must be exactly ours. DNS rebinding: a page on evil.example whose name is re-pointed at 127.0.0.1 sends
 * its own host name. Compared as whole strings: suffix and prefix checks were bypassed elsewhere
 * (CVE-2024-28224, CVE-2026-40110).
 */
export function hostAllowed(host: string | null, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/**
 * A browser tells where a request comes from in Origin; only our own pages may write. Requests without Origin come from
 * scripts (which need the key anyway) or are plain navigations. `null` (sandboxed frames, file:) is foreign.
 */
export function originAllowed(origin: string | null, port: number): boolean {
  return origin === null || origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
}

/** The key of a request: bearer token, x-api-key, or the UI's cookie. */
export function presentedKey(headers: Headers): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '');
  if (bearer?.[1] !== undefined) return bearer[1];
  const apiKey = headers.get('x-api-key');
  if (apiKey !== null) return apiKey;
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === SESSION_COOKIE && value !== undefined) return value;
  }
  return null;
}

export const SESSION_COOKIE = 'safelight_session';

/** Equal without telling by the time taken how many characters were right. */
export function sameKey(presented: string, expected: string): boolean {
  const a = Buffer.from(presented);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
