import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { followUpdates, type Updater } from '../../../src/main/shell/updates.ts';

const log = { info() {}, warn() {}, error() {} };

it('does not even load the updater without a feed', async () => {
  const load = vi.fn();
  const resources = mkdtempSync(join(tmpdir(), 'safelight-resources-'));
  expect(await followUpdates({ resources, load, onReady() {}, log })).toBeNull();
  expect(load).not.toHaveBeenCalled();
});

it('an updater that cannot be loaded stops nothing', async () => {
  const resources = mkdtempSync(join(tmpdir(), 'safelight-resources-'));
  writeFileSync(join(resources, 'app-update.yml'), 'provider: generic');
  const error = vi.fn();
  const load = () => Promise.reject(new Error('damaged'));
  expect(await followUpdates({ resources, load, onReady() {}, log: { ...log, error } })).toBeNull();
  expect(error).toHaveBeenCalledOnce();
});

it('with a feed it looks for updates, which are installed when the program is quit', async () => {
  const resources = mkdtempSync(join(tmpdir(), 'safelight-resources-'));
  writeFileSync(join(resources, 'app-update.yml'), 'provider: generic');
  const checkForUpdates = vi.fn(async () => null);
  const updater = { on() {}, checkForUpdates } as unknown as Updater;
  const stop = await followUpdates({ resources, load: async () => updater, onReady() {}, log });
  expect(checkForUpdates).toHaveBeenCalledOnce();
  expect(updater).toMatchObject({ autoDownload: true, autoInstallOnAppQuit: true });
  stop?.();
});
