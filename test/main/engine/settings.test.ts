import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SETTING_KEYS } from '../../../src/contract/settings.ts';
import { createApp } from '../../../src/main/app.ts';
import { createSettings, settingValues, standardSettings } from '../../../src/main/engine/settings.ts';
import { createFakePixels } from './fake-pixels.ts';

const STANDARDS = standardSettings({ cacheBytes: 10e9 });

function inMemory(values: Record<string, unknown> = {}) {
  return {
    values,
    get: async (key: string) => values[key],
    set: async (key: string, value: unknown) => {
      values[key] = value;
    },
    all: async () => values,
  };
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-settings-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('settings', () => {
  it('have a standard for this machine, and say whether somebody has set them', async () => {
    const settings = createSettings(inMemory(), { setLimit: async () => {} }, STANDARDS);
    const all = await settings.list();
    expect(all.map(({ key }) => key)).toEqual(SETTING_KEYS);
    for (const one of all) expect(one).toMatchObject({ isSet: false, value: one.standard });
    expect(await settings.set('workers', 3)).toMatchObject({ value: 3, isSet: true, restart: true });
    expect(await settings.get('workers')).toMatchObject({ value: 3 });
    expect(await settings.set('workers', null)).toMatchObject({ value: STANDARDS.workers, isSet: false });
  });

  it('refuse what is out of range or no setting, and say what is allowed', async () => {
    const stored = inMemory();
    const settings = createSettings(stored, { setLimit: async () => {} }, STANDARDS);
    await expect(settings.set('workers', 0)).rejects.toMatchObject({
      code: 'request_invalid',
      message: 'workers must be from 1 to 64.',
    });
    await expect(settings.set('workers', 1.5)).rejects.toMatchObject({ message: 'workers must be a whole number.' });
    await expect(settings.set('maxMegapixel', 10)).rejects.toMatchObject({
      message: expect.stringContaining('Did you mean “maxMegapixels”?'),
    });
    expect(stored.values).toEqual({});
  });

  it('count as not set when what is stored is not valid', async () => {
    const values = await settingValues(inMemory({ workers: 'many', deadlineSeconds: 45, memoryBudget: -1 }), STANDARDS);
    expect(values).toEqual({ ...STANDARDS, deadlineSeconds: 45 });
  });

  it('hand the limit of the cache on, so that it counts at once', async () => {
    const limits: number[] = [];
    const settings = createSettings(inMemory(), { setLimit: async (bytes) => void limits.push(bytes) }, STANDARDS);
    await settings.set('cacheBytes', 5e9);
    await settings.set('cacheBytes', null);
    expect(limits).toEqual([5e9, STANDARDS.cacheBytes]);
  });

  it('are kept in the data folder, the limit of the cache where the cache looks for it', async () => {
    const dataDir = await aFolder();
    const app = await createApp({ dataDir, pixels: createFakePixels() });
    await app.settings.set('maxMegapixels', 900);
    await app.settings.set('cacheBytes', 2e9);
    expect(await app.cache.usage()).toMatchObject({ limitBytes: 2e9 });
    await app.close();
    const again = await createApp({ dataDir, pixels: createFakePixels() });
    onTestFinished(() => again.close());
    expect(await again.settings.get('maxMegapixels')).toMatchObject({ value: 900, isSet: true });
    expect(await again.settings.get('cacheBytes')).toMatchObject({ value: 2e9, isSet: true });
  });
});
