import { describe, expect, it } from 'vitest';
import type { MenuEntry } from './fake-electron.ts';
import { shellWorld } from './world.ts';

const flat = (entries: MenuEntry[]): MenuEntry[] => entries.flatMap((one) => [one, ...flat(one.submenu ?? [])]);

describe('the menu', () => {
  it('has an app menu on a Mac, with Settings and Quit; elsewhere both are under File', async () => {
    const mac = (await shellWorld({ platform: 'darwin' })).electron.menu.template;
    expect(mac[0]?.role).toBe('appMenu');
    expect(mac[0]?.submenu?.map(({ role, label }) => role ?? label)).toEqual(
      expect.arrayContaining(['about', 'Settings…', 'services', 'hide', 'quit']),
    );
    const linux = (await shellWorld()).electron.menu.template;
    expect(linux[0]?.label).toBe('File');
    expect(linux[0]?.submenu?.at(-1)?.role).toBe('quit');
  });

  it('uses the system’s roles for editing, windows, zoom and full screen', async () => {
    const roles = flat((await shellWorld()).electron.menu.template).map(({ role }) => role);
    expect(roles).toEqual(
      expect.arrayContaining(['editMenu', 'windowMenu', 'zoomIn', 'resetZoom', 'togglefullscreen']),
    );
  });

  it('leads to screens, opens photos, and has no key twice', async () => {
    const { electron, window } = await shellWorld();
    const entries = flat(electron.menu.template);
    entries.find(({ label }) => label === 'Settings…')?.click?.();
    expect(window.webContents.url).toBe('app://safelight/#/settings');
    electron.answers.openDialog = ['/tmp'];
    entries.find(({ label }) => label === 'Open Folder…')?.click?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(window.webContents.sent).toHaveLength(1);
    const keys = entries.map(({ accelerator }) => accelerator).filter(Boolean);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
