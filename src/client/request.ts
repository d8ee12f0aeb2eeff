/** What can be sent with a call, of whatever operation. */
export interface AnyInput {
  params?: Record<string, string | number>;
  query?: Record<string, unknown>;
  headers?: Record<string, string | undefined>;
  body?: unknown;
}

/** The path with its `{params}` filled in and the query behind it; what is undefined is left out. */
export function addressOf(path: string, { params = {}, query = {} }: Pick<AnyInput, 'params' | 'query'>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

/** Method, headers and body of a call. */
export function requestOf(method: string, { headers, body }: AnyInput, key: string | undefined): RequestInit {
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) sent.set(name, value);
  if (key !== undefined) sent.set('authorization', `Bearer ${key}`);
  if (body !== undefined) sent.set('content-type', 'application/json');
  return { method: method.toUpperCase(), headers: sent, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
}
