/**
 * Which requests are looked at at all. Pure functions; each comment names the attack.
 */

/**
 * The Host header must be exactly ours. DNS rebinding: a page on evil.example whose name is re-pointed at 127.0.0.1 sends
 * its own host name. Compared as whole strings: suffix and prefix checks were bypassed elsewhere
 * (CVE-2024-28224, CVE-2026-40110). A trailing dot, capitals and `[::1]` are no names of ours either: we never print them.
 */
export function hostAllowed(host: string | null, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/**
 * A browser tells where a request comes from in Origin; only our own pages may use us. Requests without Origin come from
 * scripts (which need the key anyway) or are plain navigations. `null` (sandboxed frames, file:) is foreign.
 */
export function originAllowed(origin: string | null, port: number): boolean {
  return origin === null || origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
}

/**
 * The origin that the page was opened at must be the one it calls: `http://localhost:4780` and `http://127.0.0.1:4780` are the same
 * server, but two sites to a browser, and other programs may serve pages on other ports of either.
 */
export function sameOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}`;
}

/** What browsers add to every request by themselves, and pages cannot forge. */
export interface BrowserHeaders {
  origin: string | null;
  host: string;
  /** Sec-Fetch-Site: `same-origin`, `same-site` (also another port of localhost!), `cross-site`, or `none` (typed by the person). */
  fetchSite: string | null;
  method: string;
}

/**
 * Whether the cookie counts. CSRF: a foreign page makes the browser send a request, and the cookie goes along. SameSite=Strict does not
 * help against pages of other programs on this machine, since ports do not make sites different. So what changes something must
 * prove to come from our page, by Origin or Sec-Fetch-Site; and what only looks must not come from another one (an
 * `<img>` of a foreign page has no Origin, but says `same-site`).
 */
export function cookieCounts({ origin, host, fetchSite, method }: BrowserHeaders): boolean {
  if (fetchSite !== null && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  if (origin !== null && !sameOrigin(origin, host)) return false;
  if (method === 'GET' || method === 'HEAD') return true;
  return origin !== null || fetchSite === 'same-origin';
}

/** TRACE echoes the request with its key, CONNECT makes a proxy of us. */
export function methodAllowed(method: string): boolean {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method);
}

/** The key of a request, as a script presents it: bearer token or x-api-key. */
export function presentedKey(headers: Pick<Headers, 'get'>): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '');
  return bearer?.[1] ?? headers.get('x-api-key');
}

/** The screens' session, if the cookie is there. */
export function presentedSession(headers: Pick<Headers, 'get'>): string | null {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === SESSION_COOKIE && value !== undefined) return value;
  }
  return null;
}

export const SESSION_COOKIE = 'safelight_session';
