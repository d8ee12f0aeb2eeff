import type { BrowserWindow } from 'electron';
import { APP_ORIGIN } from './app-scheme.ts';
import type { ElectronApi } from './electron-api.ts';
import { webPreferences } from './hardening.ts';
import { keepWindowState, reachableBounds, readWindowState, SMALLEST } from './window-state.ts';
import type { ShellWords } from './words.ts';

/** The colours of the screens behind what is still loading (tokens.css), so that nothing flashes. */
const BEHIND = { dark: '#1e1e1e', light: '#e9e9e9' };

export interface WindowOptions {
  preload: string;
  /** Where its place is kept. */
  stateFile: string;
  words: ShellWords;
  /** Asked when somebody closes it: true hides it instead. */
  staysWhenClosed(): boolean;
}

/** Opens the main window on the screens, where it was last. */
export function openWindow(electron: ElectronApi, options: WindowOptions): BrowserWindow {
  const { dialog, nativeTheme, screen } = electron;
  const state = readWindowState(options.stateFile);
  const bounds = reachableBounds(
    state.bounds,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new electron.BrowserWindow({
    width: 1440,
    height: 900,
    ...(bounds ?? {}),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Safelight',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BEHIND.dark : BEHIND.light,
    webPreferences: webPreferences(options.preload),
  });
  window.once('ready-to-show', () => {
    // Not before: it would show the window while there is nothing in it.
    if (state.maximized) window.maximize();
    window.show();
  });
  window.on('close', (event) => {
    keepWindowState(options.stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    if (!options.staysWhenClosed()) return;
    event.preventDefault();
    window.hide();
  });
  // The editor holds the page while something is not saved; without this the window would silently not close.
  window.webContents.on('will-prevent-unload', (event) => {
    const { leaveAsk, leaveMore, leave, stay } = options.words;
    const question = { message: leaveAsk, detail: leaveMore, buttons: [stay, leave], defaultId: 0, cancelId: 0 };
    if (dialog.showMessageBoxSync(window, { type: 'question', ...question }) === 1) event.preventDefault();
  });
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

/** Brings a window to the front, however it was put away. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
