import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { NATIVE_CHANNELS } from '../../contract/native.ts';
import type { Doors } from '../api/doors.ts';
import type { App } from '../app.ts';
import { APP_ORIGIN, serveAppScheme } from './app-scheme.ts';
import type { ElectronApi, ShellLog } from './electron-api.ts';
import { denyPermissions, keepToOwnPages } from './hardening.ts';
import { type MenuActions, menuTemplate } from './menu.ts';
import { answerNativeCalls } from './native-calls.ts';
import { createOpenedFiles, filesInArguments, isWorkflowFile } from './opened-files.ts';
import { createRunFeedback } from './run-feedback.ts';
import { createTrayIcon } from './tray.ts';
import { bringToFront, openWindow } from './window.ts';
import type { ShellWords } from './words.ts';

export interface ShellDeps {
  electron: ElectronApi;
  app: App;
  doors: Pick<Doors, 'api' | 'control' | 'close'>;
  words: ShellWords;
  log: ShellLog;
  /** Files beside the bundle. */
  files: { preload: string; trayIcon: string; dragIcon: string; logs: string };
  platform: NodeJS.Platform;
}

export interface DesktopShell {
  /** Opens files, as “open with”, a drop on the dock or a second start ask for. */
  open(paths: readonly string[]): void;
  /** What a second start was called with. */
  openArguments(argv: readonly string[], folder: string): void;
  bringToFront(): void;
}

/** The desktop around an app that is open already: window, menus, tray, messages. Electron must be ready. */
export async function runShell(deps: ShellDeps): Promise<DesktopShell> {
  const { electron, app, doors, words, log, files } = deps;
  const mac = deps.platform === 'darwin';
  let window: BrowserWindow | null = null;
  let quitting = false;
  let folders = 0;
  let toldThatItStays = false;

  const opened = createOpenedFiles(() => window?.webContents.send(NATIVE_CHANNELS.opened));
  const show = (): BrowserWindow => {
    if (window === null || window.isDestroyed()) window = newWindow();
    bringToFront(window);
    return window;
  };
  const go = (address: string) => void show().loadURL(`${APP_ORIGIN}/${address}`);
  const feedback = createRunFeedback(electron, {
    words,
    window: () => window,
    show: go,
    running: (await app.runs.list({ status: 'running' })).items,
  });
  const tray = createTrayIcon(electron, {
    icon: files.trayIcon,
    words,
    open: () => void show(),
    goToHotFolders: () => go('#/hot-folders'),
    quit: () => electron.app.quit(),
  });

  /** Closing the window ends the program, unless something goes on that needs no window; quitting always ends it. */
  const staysWhenClosed = (): boolean => {
    if (quitting) return false;
    if (mac) return true;
    return folders > 0 || feedback.busy;
  };
  const hidden = (): boolean => window !== null && !window.isDestroyed() && !window.isVisible();
  const showTray = () => tray.show({ folders, busy: feedback.busy && hidden() });
  async function countFolders(): Promise<void> {
    const before = folders;
    folders = (await app.hotFolders.list()).filter((one) => one.enabled).length;
    if (folders !== before) showTray();
  }
  function newWindow(): BrowserWindow {
    const options = { preload: files.preload, stateFile: join(app.dataDir, 'window.json'), words };
    const fresh = openWindow(electron, { ...options, staysWhenClosed });
    fresh.on('hide', () => {
      showTray();
      if (!mac && !toldThatItStays && electron.Notification.isSupported()) {
        toldThatItStays = true;
        new electron.Notification({ title: words.stillThere, body: words.stillThereMore, silent: true }).show();
      }
    });
    fresh.on('show', showTray);
    fresh.on('closed', () => {
      if (window === fresh) window = null;
    });
    return fresh;
  }

  serveAppScheme(electron, doors.api, (request) => {
    const changes = request.method !== 'GET' && new URL(request.url).pathname.startsWith('/hot-folders');
    if (changes) countFolders().catch((error: unknown) => log.error('hot folders could not be counted', { error }));
  });
  keepToOwnPages(electron, { serverUrl: () => doors.control?.server?.url ?? null, log });
  denyPermissions(electron.session.defaultSession);
  answerNativeCalls(electron, { app, opened, words, log, dragIcon: files.dragIcon });
  const open = (paths: readonly string[]) => {
    for (const path of paths) electron.app.addRecentDocument(path);
    const workflows = paths.filter(isWorkflowFile);
    for (const path of workflows) void importWorkflow(path);
    const photos = paths.filter((path) => !isWorkflowFile(path));
    if (photos.length > 0) opened.add(photos);
    show();
  };
  async function importWorkflow(path: string): Promise<void> {
    try {
      const { slug } = await app.workflows.create(JSON.parse(await readFile(path, 'utf8')));
      go(`#/workflows/${encodeURIComponent(slug)}`);
    } catch (error) {
      electron.dialog.showErrorBox(words.cannotOpen, `${path}\n\n${error instanceof Error ? error.message : error}`);
    }
  }
  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(menuTemplate(mac, words, menuActions(electron, deps, { go, open, show }))),
  );
  app.events.on((event) => {
    const wasBusy = feedback.busy;
    feedback.hear(event);
    if (event.event === 'hotFolder.updated') void countFolders().catch(() => {});
    if (feedback.busy === wasBusy) return;
    showTray();
    // The last thing that kept a closed window's program is done.
    if (!feedback.busy && !mac && hidden() && folders === 0) electron.app.quit();
  });

  electron.app.on('activate', () => void show());
  electron.app.on('window-all-closed', () => {
    if (!mac) electron.app.quit();
  });
  let closed = false;
  electron.app.on('before-quit', (event) => {
    quitting = true;
    if (closed) return;
    event.preventDefault();
    tray.close();
    feedback.close();
    // Lets the engine stop at a safe point; what is unfinished goes on at the next start.
    doors
      .close()
      .then(() => app.close())
      .catch((error: unknown) => log.error('not closed cleanly', { error }))
      .finally(() => {
        closed = true;
        electron.app.quit();
      });
  });

  await countFolders();
  window = newWindow();
  return {
    open,
    openArguments: (argv, folder) => {
      const paths = filesInArguments(argv, folder, electron.app.getAppPath());
      if (paths.length > 0) open(paths);
      else show();
    },
    bringToFront: () => void show(),
  };
}

function menuActions(
  electron: ElectronApi,
  { app, files, words }: Pick<ShellDeps, 'app' | 'files' | 'words'>,
  act: { go: (address: string) => void; open: (paths: readonly string[]) => void; show: () => BrowserWindow },
): MenuActions {
  const choose = async (title: string, properties: ('openFile' | 'multiSelections' | 'openDirectory')[]) => {
    const { filePaths } = await electron.dialog.showOpenDialog(act.show(), { title, properties });
    if (filePaths.length > 0) act.open(filePaths);
  };
  return {
    go: act.go,
    openPhotos: () => void choose(words.openPhotos, ['openFile', 'multiSelections']),
    openFolder: () => void choose(words.openFolder, ['openDirectory']),
    showLogs: () => electron.shell.showItemInFolder(files.logs),
    showData: () => electron.shell.showItemInFolder(app.dataDir),
  };
}
