/** Start of the absolute URLs in an answer: the address by which we were called. */
export function originOf(request: Request): string {
  // Not `URL.origin`, which is “null” for app://.
  const { protocol, host } = new URL(request.url);
  return `${protocol}//${host}`;
}
