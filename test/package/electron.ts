// What the packed program gets for `import … from 'electron'` (packed-app-process.ts): the fake of the shell's tests, and what only
// start.ts asks of the real one.
import type * as Electron from 'electron';
import { createFakeElectron } from '../main/shell/fake-electron.ts';

export const fake = createFakeElectron();
Object.assign(fake.app, {
  isPackaged: true,
  requestSingleInstanceLock: () => true,
  whenReady: async () => {},
  getName: () => 'Safelight',
  getVersion: () => '0.0.0',
  setAppUserModelId: () => {},
});

export const {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
  Tray,
} = fake.api as unknown as typeof Electron;
