import { protocol } from 'electron';
import type { Api } from '../api/api.ts';

/** Address of the screens inside the app. */
export const APP_ORIGIN = 'app://safelight';

/** Must run before Electron is ready: makes app:// a secure origin on which fetch and event streams work. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/**
 * Answers app:// with the API, without any open port. Only our own pages are ever loaded in our windows (window.ts), and
 * other programs cannot reach the scheme; the origin is checked all the same.
 */
export function serveAppScheme(api: Api): void {
  protocol.handle('app', (request) => {
    const origin = request.headers.get('origin');
    const foreign = !request.url.startsWith(`${APP_ORIGIN}/`) || (origin !== null && origin !== APP_ORIGIN);
    return foreign ? new Response(null, { status: 403 }) : api.fetch(request);
  });
}
