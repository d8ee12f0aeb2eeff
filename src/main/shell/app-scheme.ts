import type { Api } from '../api/api.ts';
import type { ElectronApi } from './electron-api.ts';

/** Address of the screens inside the app. */
export const APP_ORIGIN = 'app://safelight';

/** Whether an address is one of our own pages. Exact host: `app://safelight.evil` is not. */
export function isOurs(url: string | undefined): boolean {
  return url?.startsWith(`${APP_ORIGIN}/`) === true;
}

/** Must run before Electron is ready: makes app:// a secure origin on which fetch and event streams work. */
export function declareAppScheme({ protocol }: Pick<ElectronApi, 'protocol'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/**
 * Answers app:// with the API, without any open port. Only our own pages are ever loaded in our windows (hardening.ts), and
 * other programs cannot reach the scheme; the origin is checked all the same.
 * @param after is told of every request that was answered
 */
export function serveAppScheme(
  { protocol }: Pick<ElectronApi, 'protocol'>,
  api: Pick<Api, 'fetch'>,
  after: (request: Request) => void = () => {},
): void {
  protocol.handle('app', async (request) => {
    const origin = request.headers.get('origin');
    if (!isOurs(request.url) || (origin !== null && origin !== APP_ORIGIN)) return new Response(null, { status: 403 });
    const gone = new AbortController();
    // Electron gives a request whose signal never fires: what tells that a page went away is the answer's body being cancelled.
    const answer = await api.fetch(new Request(request, { signal: gone.signal }));
    after(request);
    return endedWith(answer, gone);
  });
}

/** The same answer; when its reader gives up, `gone` is aborted, which ends event streams and whatever is computed for it. */
function endedWith(answer: Response, gone: AbortController): Response {
  if (answer.body === null) return answer;
  const reader = answer.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      gone.abort(reason);
      await reader.cancel(reason);
    },
  });
  return new Response(body, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
}
