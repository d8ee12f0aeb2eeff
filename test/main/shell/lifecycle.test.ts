import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { NATIVE_CHANNELS } from '../../../src/contract/native.ts';
import { pageOf } from './fake-electron.ts';
import { run, settled, shellWorld } from './world.ts';

const hotFolderChanged = async (world: Awaited<ReturnType<typeof shellWorld>>) => {
  await world.electron.fetch('app://safelight/hot-folders', { method: 'POST', body: '{}' });
  await settled();
};

describe('closing and quitting', () => {
  it('closing the window ends the program when nothing goes on: doors first, then the app', async () => {
    const { electron, window, closed } = await shellWorld();
    window.close();
    await settled();
    expect(closed).toEqual(['doors', 'app']);
    expect(electron.app.ended).toBe(true);
  });

  it('with a hot folder the window only hides, the tray stays, and it is said once', async () => {
    const world = await shellWorld();
    world.hotFolders.push({ enabled: true });
    await hotFolderChanged(world);
    const { electron, window } = world;
    window.close();
    expect([window.visible, window.destroyed]).toEqual([false, false]);
    expect(electron.trays.at(-1)?.toolTip).toBe('Safelight – Watching 1 folder');
    electron.trays.at(-1)?.emit('click');
    expect(window.visible).toBe(true);
    window.close();
    expect(electron.messages.filter((one) => one.options.title === 'Safelight goes on')).toHaveLength(1);
    expect(electron.app.ended).toBe(false);
  });

  it('quitting from the tray ends it although folders are watched', async () => {
    const world = await shellWorld();
    world.hotFolders.push({ enabled: true });
    await hotFolderChanged(world);
    const { electron, closed } = world;
    electron.trays[0]?.menu.find((entry) => entry.label === 'Quit Safelight')?.click?.();
    await settled();
    expect(closed).toEqual(['doors', 'app']);
    expect([electron.app.ended, electron.trays[0]?.destroyed]).toEqual([true, true]);
  });

  it('a run goes on after the window was closed, and the program ends with it', async () => {
    const { electron, events, window } = await shellWorld();
    events.emit({ event: 'run.created', run: run() });
    window.close();
    expect([window.destroyed, electron.app.ended]).toEqual([false, false]);
    events.emit({ event: 'run.finished', run: run({ status: 'completed', completedItems: 10 }) });
    await settled();
    expect(electron.app.ended).toBe(true);
  });

  it('on a Mac the program stays without a window, and the dock brings one back', async () => {
    const { electron, window } = await shellWorld({ platform: 'darwin' });
    window.close();
    await settled();
    expect(electron.app.ended).toBe(false);
    electron.app.emit('activate');
    expect(electron.windows[0]?.visible).toBe(true);
  });

  it('asks before a window closes whose page holds something that is not saved', async () => {
    const { electron, window } = await shellWorld();
    const close = (answer: number) => {
      electron.answers.messageBox = answer;
      let leaves = false;
      window.webContents.emit('will-prevent-unload', { preventDefault: () => (leaves = true) });
      return leaves;
    };
    expect(close(0)).toBe(false);
    expect(close(1)).toBe(true);
  });
});

describe('the window', () => {
  it('opens where it was, maximised as it was', async () => {
    const { window, dataDir } = await shellWorld();
    window.maximized = true;
    window.bounds = { x: 100, y: 50, width: 1200, height: 800 };
    window.close();
    expect(JSON.parse(readFileSync(join(dataDir, 'window.json'), 'utf8'))).toMatchObject({ maximized: true });
    const again = await shellWorld({ dataDir });
    expect(again.window.options).toMatchObject({ x: 100, y: 50, width: 1200, height: 800 });
    expect(again.window.maximized).toBe(true);
  });

  it('opens in the middle when its display is gone or what was kept is damaged', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'safelight-shell-'));
    writeFileSync(
      join(dataDir, 'window.json'),
      '{"bounds":{"x":5000,"y":0,"width":1000,"height":700},"maximized":false}',
    );
    expect((await shellWorld({ dataDir })).window.options).not.toHaveProperty('x');
    writeFileSync(join(dataDir, 'window.json'), '{"bounds":');
    expect((await shellWorld({ dataDir })).window.options).toMatchObject({ width: 1440, height: 900 });
  });
});

describe('opening files', () => {
  it('a second start brings the window to the front and hands over its photos', async () => {
    const { electron, shell, window } = await shellWorld();
    const folder = mkdtempSync(join(tmpdir(), 'safelight-open-'));
    const photo = join(folder, 'a photo.jpg');
    const second = join(folder, 'zwei für eins.jpg');
    for (const path of [photo, second]) writeFileSync(path, 'x');
    // As a shell and as a Linux desktop do: names, and addresses, of which some mean nothing here.
    const named = ['a photo.jpg', 'gone.jpg', pathToFileURL(second).href, 'file://elsewhere/x.jpg', 'file:///%2F'];
    shell.openArguments(['/usr/bin/safelight', '--no-sandbox', ...named], folder);
    expect(window.focused).toBe(true);
    expect(window.webContents.sent).toContain(NATIVE_CHANNELS.opened);
    const take = () => electron.ipcMain.invoke(NATIVE_CHANNELS.takeOpened, pageOf(window));
    expect(await take()).toEqual([photo, second]);
    expect(await take()).toEqual([]);
    expect(electron.app.recent).toContain(photo);
  });

  it('a workflow file is imported and shown; one that is none is refused with a sentence', async () => {
    const { electron, shell, window, imported } = await shellWorld();
    const folder = mkdtempSync(join(tmpdir(), 'safelight-open-'));
    const good = join(folder, 'look.json');
    const bad = join(folder, 'bad.json');
    writeFileSync(good, '{"name":"Look"}');
    writeFileSync(bad, 'no json');
    shell.open([good, bad]);
    await vi.waitFor(() => expect(window.webContents.url).toContain('/workflows/'));
    await vi.waitFor(() => expect(electron.asked.filter(({ kind }) => kind === 'error')).toHaveLength(1));
    expect(imported).toEqual([{ name: 'Look' }]);
    expect(window.webContents.url).toBe('app://safelight/#/workflows/imported');
  });
});
