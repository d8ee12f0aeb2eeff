import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as electron from 'electron';
import { SafelightError } from '../../contract/errors.ts';
import { openDoors } from '../api/doors.ts';
import { createApp } from '../app.ts';
import { defaultDataDir } from '../data-dir.ts';
import { declareAppScheme } from './app-scheme.ts';
import { diagnosticFolders, keepCrashDumps, LOG_BYTES } from './diagnostics.ts';
import type { ShellLog } from './electron-api.ts';
import { filesInArguments } from './opened-files.ts';
import { type DesktopShell, runShell } from './shell.ts';
import { followUpdates } from './updates.ts';
import { shellWords } from './words.ts';

/** The one file that meets Electron itself. Starts the desktop app; a second start only hands its files to the first. */
export function start(): void {
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // A file that is opened by double click may come before anything else is there (macOS).
  const early: string[] = filesInArguments(process.argv, process.cwd(), app.getAppPath());
  let shell: DesktopShell | null = null;
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (shell === null) early.push(path);
    else shell.open([path]);
  });
  app.on('second-instance', (_event, argv, folder) => shell?.openArguments(argv, folder));
  // As the installer names the shortcut (appId in electron-builder.yml); messages and recent files are only shown for a known one.
  if (process.platform === 'win32') app.setAppUserModelId('photos.safelight.app');
  declareAppScheme(electron);
  const dataDir = defaultDataDir();
  const { logs, crashes } = diagnosticFolders(dataDir);
  keepCrashDumps(electron, crashes);
  app
    .whenReady()
    .then(async () => {
      shell = await run(dataDir, logs);
      if (early.length > 0) shell.open(early);
    })
    .catch((error: unknown) => {
      const sentence = error instanceof SafelightError ? error.message : String(error);
      electron.dialog.showErrorBox(shellWords(app.getLocale()).cannotStart, sentence);
      app.exit(1);
    });
}

async function run(dataDir: string, logs: string): Promise<DesktopShell> {
  const log = await openLog(logs);
  const words = shellWords(electron.app.getLocale());
  const app = await createApp({ dataDir, watchHotFolders: true, log });
  const doors = await openDoors(app, {
    logDir: logs,
    log: (message) => log.warn(message),
    onError: (error) => log.error('a request failed', { error: error instanceof Error ? error.stack : error }),
  });
  const bundle = bundleFolder();
  const shell = await runShell({
    electron,
    app,
    doors,
    words,
    log,
    files: {
      preload: join(bundle, 'preload', 'index.cjs'),
      trayIcon: iconFile(bundle, process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'),
      dragIcon: iconFile(bundle, 'drag.png'),
      logs,
    },
    platform: process.platform,
  });
  await followUpdates({
    resources: process.resourcesPath,
    // A getter of a CommonJS module, which Node cannot offer as a name to import.
    load: async () => (await import('electron-updater')).default.autoUpdater,
    onReady: () => new electron.Notification({ title: words.updateReady, body: words.updateReadyMore }).show(),
    log,
  });
  return shell;
}

/** What happens goes to a file, which is put aside when it is full. */
async function openLog(folder: string): Promise<ShellLog> {
  const { default: log } = await import('electron-log/main');
  log.transports.file.resolvePathFn = () => join(folder, 'safelight.log');
  log.transports.file.maxSize = LOG_BYTES;
  log.transports.file.level = 'info';
  log.transports.console.level = 'warn';
  log.errorHandler.startCatching({ showDialog: false });
  return {
    info: (message, data) => log.info(message, data ?? ''),
    warn: (message, data) => log.warn(message, data ?? ''),
    error: (message, data) => log.error(message, data ?? ''),
  };
}

/** `out/`: the bundle is out/main/index.js or a chunk one folder further down. */
function bundleFolder(): string {
  return import.meta.dirname.replace(/([/\\]out)[/\\]main.*$/, '$1');
}

/** An icon as scripts/icons.mjs draws it: in the package's resources, or in the checkout's. */
function iconFile(bundle: string, name: string): string {
  const packed = join(process.resourcesPath, 'icons', name);
  return existsSync(packed) ? packed : join(bundle, '..', 'resources', 'icons', name);
}
