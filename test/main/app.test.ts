import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { defaultDataDir } from '../../src/main/data-dir.ts';
import { pixelHostEntry } from '../../src/main/entries.ts';
import { createFakePixels } from './engine/fake-pixels.ts';

describe('the app', () => {
  it('owns its data folder until it is closed, and closes once', async () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'safelight-app-')), 'new', 'folder');
    onTestFinished(() => rmSync(join(dataDir, '..', '..'), { recursive: true, force: true }));
    const app = await createApp({ dataDir, pixels: createFakePixels() });
    await expect(createApp({ dataDir, pixels: createFakePixels() })).rejects.toMatchObject({ code: 'data_locked' });
    await app.settings.set('workers', 3);
    await Promise.all([app.close(), app.close()]);
    const again = await createApp({ dataDir, pixels: createFakePixels() });
    expect(await again.settings.get('workers')).toMatchObject({ value: 3, isSet: true });
    await again.close();
  });
});

describe('the data folder', () => {
  it('is SAFELIGHT_HOME, else the place that the platform has for it', () => {
    const place = (platform: NodeJS.Platform, env = {}): string =>
      defaultDataDir(env, platform, '/home/me').replaceAll(sep, '/');
    expect(place('linux')).toBe('/home/me/.local/share/safelight');
    expect(place('linux', { XDG_DATA_HOME: '/xdg' })).toBe('/xdg/safelight');
    expect(place('darwin')).toBe('/home/me/Library/Application Support/Safelight');
    expect(place('win32', { APPDATA: '/roaming' })).toBe('/roaming/Safelight');
    expect(place('linux', { SAFELIGHT_HOME: '/elsewhere' })).toBe('/elsewhere');
  });
});

describe('the entry of the pixel host', () => {
  it('is the source when nothing is bundled', () => {
    expect(existsSync(pixelHostEntry())).toBe(true);
  });

  it('is looked for beside bundled code, and said to be missing', () => {
    const bundle = pathToFileURL(join(tmpdir(), 'nowhere', 'chunks', 'app.js')).href;
    expect(() => pixelHostEntry(bundle)).toThrow('build again');
  });
});
