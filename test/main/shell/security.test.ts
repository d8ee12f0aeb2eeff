import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NATIVE_CHANNELS } from '../../../src/contract/native.ts';
import { createApi } from '../../../src/main/api/api.ts';
import { declareAppScheme } from '../../../src/main/shell/app-scheme.ts';
import { keepCrashDumps } from '../../../src/main/shell/diagnostics.ts';
import { mayOpenOutside } from '../../../src/main/shell/hardening.ts';
import { createFakeElectron, pageOf } from './fake-electron.ts';
import { shellWorld } from './world.ts';

// Electron's security checklist (https://www.electronjs.org/docs/latest/tutorial/security), a test for each line that concerns us. Fuses
// and asar integrity are in test/scripts/packaging.test.ts.

it('only loads pages of the app itself, over its own scheme', async () => {
  const { window } = await shellWorld();
  expect(window.webContents.url).toBe('app://safelight/');
});

it('isolates and sandboxes pages, without Node', async () => {
  const { window } = await shellWorld();
  expect(window.options['webPreferences']).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
});

it('serves pages with a policy that runs nothing inline and nothing from elsewhere', async () => {
  const api = createApi(
    {
      dataDir: '/data',
      events: { on: () => () => {} },
      webhooks: { setRenderer() {} },
      runs: {},
      workflows: {},
      uploads: {},
    } as never,
    { version: '0' },
  );
  const policy = (await api.fetch(new Request('app://safelight/health'))).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe|unsafe-eval/);
});

it('never leaves its own pages', async () => {
  const { window } = await shellWorld();
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
    expect(window.webContents.navigates(event, 'app://safelight/#/settings'), event).toBe(true);
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'app://safelight.evil/',
      'app://other/',
      'data:text/html,x',
    ])
      expect(window.webContents.navigates(event, url), `${event} ${url}`).toBe(false);
  }
});

it('opens no windows and embeds no webviews', async () => {
  const { window, electron } = await shellWorld();
  for (const url of ['https://evil.example/', 'https://github.com/x', 'app://safelight/', 'javascript:alert(1)'])
    expect(window.webContents.openHandler({ url })).toEqual({ action: 'deny' });
  expect(electron.outside).toEqual(['https://github.com/x']);
  let prevented = false;
  window.webContents.emit('will-attach-webview', { preventDefault: () => (prevented = true) });
  expect(prevented).toBe(true);
});

it.each([
  ['https://github.com/a/b', true],
  ['https://www.standardwebhooks.com/', true],
  ['http://127.0.0.1:4780/docs', true],
  ['http://127.0.0.1:4780/workflows', false],
  ['http://127.0.0.1:4781/docs', false],
  ['http://github.com/a', false],
  ['https://github.com.evil.example/', false],
  ['https://github.com:8443/', false],
  ['https://user:pass@github.com/', false],
  ['file:///bin/sh', false],
  ['smb://host/share', false],
  ['not an address', false],
])('lets the browser open %s: %s', (url, allowed) => {
  expect(mayOpenOutside(url, 'http://127.0.0.1:4780')).toBe(allowed);
});

it('refuses every permission but copying from its own page', async () => {
  const { electron } = await shellWorld();
  const ours = { getURL: () => 'app://safelight/' };
  const ask = (contents: object, permission: string) => {
    let answer: boolean | undefined;
    (electron.permissions['request'] as (...args: unknown[]) => void)(
      contents,
      permission,
      (said: boolean) => (answer = said),
    );
    return answer;
  };
  for (const permission of ['media', 'geolocation', 'notifications', 'openExternal', 'fileSystem', 'clipboard-read'])
    expect(ask(ours, permission), permission).toBe(false);
  expect(ask(ours, 'clipboard-sanitized-write')).toBe(true);
  expect(ask({ getURL: () => 'https://evil.example/' }, 'clipboard-sanitized-write')).toBe(false);
  const check = electron.permissions['check'] as (contents: object | null, permission: string) => boolean;
  expect(check(ours, 'media')).toBe(false);
  expect(check(null, 'clipboard-sanitized-write')).toBe(false);
  expect((electron.permissions['device'] as () => boolean)()).toBe(false);
});

it('answers calls of its own top frame only', async () => {
  const { electron, window } = await shellWorld();
  const call = (from: ReturnType<typeof pageOf>) =>
    electron.ipcMain.invoke(NATIVE_CHANNELS.chooseFolder, from, 'Where?');
  await expect(call(pageOf(window))).resolves.toBeNull();
  for (const url of ['https://evil.example/', 'app://safelight.evil/', 'about:blank'])
    await expect(call(pageOf(window, url)), url).rejects.toThrow(/refused/);
  await expect(call(pageOf(window, 'app://safelight/', {})), 'a frame inside').rejects.toThrow(/refused/);
  await expect(call({ ...pageOf(window), senderFrame: null }), 'a frame that is gone').rejects.toThrow(/refused/);
});

it('takes only arguments that fit', async () => {
  const { electron, window, warnings } = await shellWorld();
  const page = pageOf(window);
  for (const given of [undefined, 7, {}, 'x'.repeat(201)])
    await expect(electron.ipcMain.invoke(NATIVE_CHANNELS.chooseFolder, page, given)).rejects.toThrow(/arguments/);
  await expect(
    electron.ipcMain.invoke(NATIVE_CHANNELS.trashOutputs, page, { runId: 1, itemIds: ['/etc'] }),
  ).rejects.toThrow();
  for (const given of ['photo.jpg', '', null, ['/a'], '/a\0b'])
    electron.ipcMain.emit(NATIVE_CHANNELS.reveal, page, given);
  for (const given of [
    [],
    ['/etc/passwd'],
    { runId: 1, itemIds: [] },
    { runId: 1, itemIds: [1], paths: ['/etc/passwd'] },
  ])
    electron.ipcMain.emit(NATIVE_CHANNELS.dragOut, page, given);
  expect(electron.revealed).toEqual([]);
  expect(window.webContents.drags).toEqual([]);
  expect(warnings.length).toBeGreaterThanOrEqual(8);
});

it('gives pages named functions and never ipcRenderer', () => {
  const preload = readFileSync(join(import.meta.dirname, '../../../src/preload/index.ts'), 'utf8');
  expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
  expect(preload).not.toMatch(/:\s*ipcRenderer\b|\bipcRenderer,\s*$/m);
});

it('answers its scheme to its own origin only', async () => {
  const { electron } = await shellWorld();
  expect((await electron.fetch('app://safelight/health')).status).toBe(200);
  expect((await electron.fetch('app://other/health')).status).toBe(403);
  expect((await electron.fetch('app://safelight/health', { headers: { origin: 'https://evil.example' } })).status).toBe(
    403,
  );
});

it('declares its scheme as secure, and not as one that bypasses the policy', () => {
  const electron = createFakeElectron();
  declareAppScheme(electron.api);
  expect(electron.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
});

it('keeps crash dumps here and sends them nowhere', async () => {
  const electron = createFakeElectron();
  const { dataDir } = await shellWorld();
  keepCrashDumps(electron.api, dataDir);
  expect(electron.crashReporter.started).toMatchObject({ uploadToServer: false });
  expect(electron.app.paths['crashDumps']).toBe(dataDir);
});
