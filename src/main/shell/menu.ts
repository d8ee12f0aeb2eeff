import type { MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './words.ts';

/** What the menu can make happen beside the roles that Electron knows. */
export interface MenuActions {
  /** Leads the window to a screen, a hash such as `#/settings`. */
  go(address: string): void;
  openPhotos(): void;
  openFolder(): void;
  showLogs(): void;
  showData(): void;
}

/** The menu bar, after each system's conventions: on a Mac the app has a menu of its own, and Settings and Quit are in it. */
export function menuTemplate(mac: boolean, words: ShellWords, act: MenuActions): MenuItemConstructorOptions[] {
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const settings: MenuItemConstructorOptions = {
    label: words.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => act.go('#/settings'),
  };
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  const recent: MenuItemConstructorOptions = {
    label: words.openRecent,
    role: 'recentDocuments',
    submenu: [{ label: words.clearRecent, role: 'clearRecentDocuments' }],
  };
  const quit: MenuItemConstructorOptions = { role: 'quit' };
  const close: MenuItemConstructorOptions = { role: 'close' };
  const file: MenuItemConstructorOptions[] = [
    { label: words.openPhotos, accelerator: 'CmdOrCtrl+O', click: () => act.openPhotos() },
    { label: words.openFolder, accelerator: 'CmdOrCtrl+Shift+O', click: () => act.openFolder() },
    ...(mac ? [recent] : []),
    line,
    ...(mac ? [close] : [settings, line, quit]),
  ];
  const screens = [
    [words.batches, '#/batches'],
    [words.workflows, '#/workflows'],
    [words.hotFolders, '#/hot-folders'],
  ] as const;
  return [
    ...(mac ? [appMenu] : []),
    { label: words.file, submenu: file },
    { label: words.edit, role: 'editMenu' },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
        line,
        { role: 'reload' },
      ],
    },
    {
      label: words.go,
      submenu: screens.map(([label, address], index) => ({
        label,
        accelerator: `CmdOrCtrl+${index + 1}`,
        click: () => act.go(address),
      })),
    },
    { label: words.window, role: 'windowMenu' },
    {
      label: words.help,
      role: 'help',
      submenu: [
        { label: words.showLogs, click: () => act.showLogs() },
        { label: words.showData, click: () => act.showData() },
        ...(mac ? [] : [line, { role: 'about' } as const]),
      ],
    },
  ];
}
