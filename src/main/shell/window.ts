import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { APP_ORIGIN } from './app-scheme.ts';

/** Opens the main window on the screens. */
export function openWindow(): void {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Safelight',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1c1c1c' : '#e8e8e8',
    webPreferences: {
      // Bundled: out/main/index.js or a chunk one folder further down both lie below out/main.
      preload: join(import.meta.dirname.replace(/([/\\]out)[/\\]main.*$/, '$1'), 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  });
  keepToOwnPages(window.webContents);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/`);
}

/** A page that could be led elsewhere would take the preload's powers with it. */
function keepToOwnPages(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault();
  });
  contents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
}
