import { EventEmitter } from 'node:events';
import type { ElectronApi } from '../../../src/main/shell/electron-api.ts';

/**
 * Electron as far as the shell uses it, after its documentation: the same names, events and orders of events, nothing drawn. What the
 * shell asked of it is kept in plain lists for tests to look at.
 */
export function createFakeElectron() {
  const app = new FakeApp();
  const ipcMain = new FakeIpcMain();
  const windows: FakeWindow[] = [];
  const trays: FakeTray[] = [];
  const messages: FakeNotification[] = [];
  const asked: { kind: string; options: Record<string, unknown> }[] = [];
  const answers = { openDialog: [] as string[], messageBox: 1 };
  const outside: string[] = [];
  const revealed: string[] = [];
  const trashed: string[] = [];
  /** As on a system that makes no small pictures, until a test says otherwise. */
  const thumbnails: { of: (path: string) => Promise<{ isEmpty(): boolean }> } = {
    of: () => Promise.reject(new Error('no thumbnail')),
  };
  const blockers = new Set<number>();
  const menu: { template: MenuEntry[] } = { template: [] };
  const permissions: Record<string, (...args: never[]) => unknown> = {};
  const schemes: { scheme: string; privileges: object }[] = [];
  const handlers = new Map<string, (request: Request) => Promise<Response>>();
  let nextBlocker = 1;

  class BoundWindow extends FakeWindow {
    constructor(options: Record<string, unknown>) {
      super(options);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
      this.once('closed', () => {
        windows.splice(windows.indexOf(this), 1);
        if (windows.length === 0) app.emit('window-all-closed');
      });
    }
    static fromWebContents(contents: FakeContents) {
      return windows.find((window) => window.webContents === contents) ?? null;
    }
  }
  class BoundTray extends FakeTray {
    constructor(icon: unknown) {
      super(icon);
      trays.push(this);
    }
  }
  class BoundNotification extends FakeNotification {
    constructor(options: { title: string; body: string }) {
      super(options);
      messages.push(this);
    }
    static isSupported = () => true;
  }
  app.allWindows = () => windows;
  const electron = {
    app,
    BrowserWindow: BoundWindow,
    crashReporter: {
      started: null as object | null,
      start: (options: object) => (electron.crashReporter.started = options),
    },
    dialog: {
      async showOpenDialog(_window: unknown, options: Record<string, unknown>) {
        asked.push({ kind: 'open', options });
        return { canceled: answers.openDialog.length === 0, filePaths: answers.openDialog };
      },
      async showMessageBox(_window: unknown, options: Record<string, unknown>) {
        asked.push({ kind: 'message', options });
        return { response: answers.messageBox };
      },
      showMessageBoxSync(_window: unknown, options: Record<string, unknown>) {
        asked.push({ kind: 'message', options });
        return answers.messageBox;
      },
      showErrorBox: (title: string, content: string) => asked.push({ kind: 'error', options: { title, content } }),
    },
    ipcMain,
    Menu: {
      buildFromTemplate: (template: MenuEntry[]) => ({ template }),
      setApplicationMenu: (built: { template: MenuEntry[] }) => (menu.template = built.template),
    },
    nativeImage: {
      createFromPath: (path: string) => ({ path }),
      createThumbnailFromPath: (path: string) => thumbnails.of(path),
    },
    nativeTheme: { shouldUseDarkColors: true },
    Notification: BoundNotification,
    powerSaveBlocker: {
      start() {
        blockers.add(nextBlocker);
        return nextBlocker++;
      },
      stop: (id: number) => blockers.delete(id),
    },
    protocol: {
      registerSchemesAsPrivileged: (list: { scheme: string; privileges: object }[]) => schemes.push(...list),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => handlers.set(scheme, handler),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: () => unknown) => (permissions['request'] = handler),
        setPermissionCheckHandler: (handler: () => unknown) => (permissions['check'] = handler),
        setDevicePermissionHandler: (handler: () => unknown) => (permissions['device'] = handler),
      },
    },
    shell: {
      openExternal: async (url: string) => void outside.push(url),
      showItemInFolder: (path: string) => void revealed.push(path),
      trashItem: async (path: string) => void trashed.push(path),
    },
    Tray: BoundTray,
  };
  return {
    /** What the shell is given. */
    api: electron as unknown as ElectronApi,
    app,
    ipcMain,
    windows,
    trays,
    messages,
    asked,
    answers,
    outside,
    revealed,
    trashed,
    thumbnails,
    blockers,
    menu,
    permissions,
    schemes,
    crashReporter: electron.crashReporter,
    /** As a page asks. */
    fetch: (url: string, init?: RequestInit) => handlers.get('app')!(new Request(url, init)),
  };
}
export type FakeElectron = ReturnType<typeof createFakeElectron>;

export interface MenuEntry {
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  enabled?: boolean;
  click?: () => void;
  submenu?: MenuEntry[];
}

export class FakeApp extends EventEmitter {
  exited: number | null = null;
  ended = false;
  recent: string[] = [];
  paths: Record<string, string> = {};
  allWindows: () => FakeWindow[] = () => [];
  /** As Electron does: `before-quit`, which may be prevented; then every window is closed, which may prevent it too. */
  quit(): void {
    if (this.ended) return;
    const event = preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    for (const window of [...this.allWindows()]) window.close();
    if (this.allWindows().length === 0) this.ended = true;
  }
  exit(code: number): void {
    this.exited = code;
  }
  getAppPath(): string {
    return '/app';
  }
  getLocale(): string {
    return 'en-GB';
  }
  setPath(name: string, path: string): void {
    this.paths[name] = path;
  }
  addRecentDocument(path: string): void {
    this.recent.push(path);
  }
}

export class FakeContents extends EventEmitter {
  url = '';
  sent: string[] = [];
  drags: { file: string; files: string[]; icon: unknown }[] = [];
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  getURL(): string {
    return this.url;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(channel: string): void {
    this.sent.push(channel);
  }
  startDrag(item: { file: string; files: string[]; icon: unknown }): void {
    this.drags.push(item);
  }
  /** Whether the page may go there. */
  navigates(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', url: string): boolean {
    const going = { ...preventable(), url };
    let prevented = false;
    this.emit(event, { ...going, preventDefault: () => (prevented = true) });
    return !prevented;
  }
}

export class FakeWindow extends EventEmitter {
  readonly options: Record<string, unknown>;
  readonly webContents = new FakeContents();
  visible = false;
  focused = false;
  destroyed = false;
  maximized = false;
  progress: { share: number; mode: string } | null = null;
  bounds = { x: 10, y: 20, width: 1440, height: 900 };
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    this.emit('ready-to-show');
  }
  show(): void {
    this.visible = true;
    this.emit('show');
  }
  hide(): void {
    this.visible = false;
    this.emit('hide');
  }
  close(): void {
    const event = preventable();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.destroyed = true;
    this.visible = false;
    this.emit('closed');
  }
  focus(): void {
    this.focused = true;
  }
  maximize(): void {
    this.maximized = true;
  }
  restore(): void {}
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => this.maximized;
  isVisible = (): boolean => this.visible;
  isFocused = (): boolean => this.focused;
  isDestroyed = (): boolean => this.destroyed;
  getNormalBounds = () => this.bounds;
  setProgressBar(share: number, { mode }: { mode: string }): void {
    this.progress = { share, mode };
  }
}

export class FakeTray extends EventEmitter {
  readonly icon: unknown;
  destroyed = false;
  toolTip = '';
  menu: MenuEntry[] = [];
  constructor(icon: unknown) {
    super();
    this.icon = icon;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(built: { template: MenuEntry[] }): void {
    this.menu = built.template;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

export class FakeNotification extends EventEmitter {
  readonly options: { title: string; body: string };
  shown = false;
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show(): void {
    this.shown = true;
  }
}

class FakeIpcMain extends EventEmitter {
  readonly #handlers = new Map<string, (event: object, ...args: unknown[]) => unknown>();
  handle(channel: string, handler: (event: object, ...args: unknown[]) => unknown): void {
    this.#handlers.set(channel, handler);
  }
  /** As `ipcRenderer.invoke` of a page: rejects when the handler throws. */
  async invoke(channel: string, from: Sender, ...args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return await handler(from, ...args);
  }
}

/** Who sends a message: a frame in a window. */
export interface Sender {
  sender: FakeContents;
  senderFrame: { url: string; parent: object | null } | null;
}

/** The top frame of a window, at an address. */
export function pageOf(window: FakeWindow, url = 'app://safelight/', parent: object | null = null): Sender {
  return { sender: window.webContents, senderFrame: { url, parent } };
}

function preventable() {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
