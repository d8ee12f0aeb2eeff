import { BrowserWindow, dialog, app as electron } from 'electron';
import { SafelightError } from '../../contract/errors.ts';
import { type Doors, openDoors } from '../api/doors.ts';
import { type App, createApp } from '../app.ts';
import { defaultDataDir } from '../data-dir.ts';
import { declareAppScheme, serveAppScheme } from './app-scheme.ts';
import { answerNativeCalls } from './native-calls.ts';
import { openWindow } from './window.ts';

/** Starts the desktop app; a second start only brings the first one's window to the front. */
export function start(): void {
  if (!electron.requestSingleInstanceLock()) {
    electron.quit();
    return;
  }
  declareAppScheme();
  electron.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  electron
    .whenReady()
    .then(run)
    .catch((error: unknown) => {
      const sentence = error instanceof SafelightError ? error.message : String(error);
      dialog.showErrorBox('Safelight cannot start', sentence);
      electron.exit(1);
    });
}

async function run(): Promise<void> {
  const app = await createApp({
    dataDir: defaultDataDir(),
    watchHotFolders: true,
    log: {
      info() {},
      warn: (message, data) => console.warn(message, data ?? ''),
      error: (message, data) => console.error(message, data ?? ''),
    },
  });
  const doors = await openDoors(app, {
    log: (message) => console.warn(message),
    onError: (error) => console.error(error),
  });
  serveAppScheme(doors.api);
  answerNativeCalls();
  openWindow();
  electron.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
  electron.on('window-all-closed', () => {
    if (process.platform !== 'darwin') electron.quit();
  });
  closeBeforeQuit(app, doors);
}

/** Lets the engine stop at a safe point; what is unfinished goes on at the next start. */
function closeBeforeQuit(app: App, doors: Doors): void {
  let closed = false;
  electron.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    doors
      .close()
      .then(() => app.close())
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        closed = true;
        electron.quit();
      });
  });
}
