import type { Session, WebContents, WebPreferences } from 'electron';
import { isOurs } from './app-scheme.ts';
import type { ElectronApi, ShellLog } from './electron-api.ts';

/** How every window of ours is opened (Electron's security checklist, 2 to 6 and 8): the page is a web page and nothing more. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  };
}

/** Hosts of the pages that screens and documents of ours link to. */
const OUTSIDE = new Set(['github.com', 'www.standardwebhooks.com']);

/**
 * Whether an address may be opened in the browser: a page on a host that is listed, over https, or our own server's documentation. An
 * address with a name and password in front of the host may pretend to be another.
 */
export function mayOpenOutside(address: string, serverUrl: string | null): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  if (serverUrl !== null && url.origin === new URL(serverUrl).origin) return url.pathname === '/docs';
  return url.protocol === 'https:' && url.port === '' && OUTSIDE.has(url.hostname);
}

/** A page that could be led elsewhere, or open another, would take the preload's powers with it. Counts for every page there will be. */
export function keepToOwnPages(
  { app, shell }: Pick<ElectronApi, 'app' | 'shell'>,
  options: { serverUrl: () => string | null; log: ShellLog },
): void {
  const guard = (contents: WebContents) => {
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url, options.serverUrl())) void shell.openExternal(url);
      else options.log.warn('a page wanted to open a window', { url });
      return { action: 'deny' };
    });
    const stay = (event: { url: string; preventDefault(): void }) => {
      if (isOurs(event.url)) return;
      event.preventDefault();
      options.log.warn('a page wanted to go elsewhere', { url: event.url });
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
  };
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

/** Copying is what the screens need; camera, location, notifications, devices and the rest they do not. */
const NEEDED = 'clipboard-sanitized-write';

/** Refuses every permission that pages can ask for, but copying from our own page. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(permission === NEEDED && isOurs(contents.getURL())),
  );
  session.setPermissionCheckHandler((contents, permission) => permission === NEEDED && isOurs(contents?.getURL()));
  session.setDevicePermissionHandler(() => false);
}
