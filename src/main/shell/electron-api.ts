import type * as Electron from 'electron';

/**
 * What the shell uses of Electron. Everything in this folder but start.ts gets it as an argument, so that it can be tested in plain
 * Node against a fake (test/main/shell/fake-electron.ts).
 */
export type ElectronApi = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'crashReporter'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'nativeTheme'
  | 'Notification'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'Tray'
>;

/** How the shell tells what happens. */
export interface ShellLog {
  info(message: string, data?: object): void;
  warn(message: string, data?: object): void;
  error(message: string, data?: object): void;
}
