import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronBinary as fetchedBinary } from '../../scripts/electron-binary.mjs';

/**
 * Electron's program, where it was fetched; null elsewhere. `ELECTRON_PATH` names another. That of a package will not do: what Playwright
 * gets hold of it by is turned off there (`electronFuses`).
 */
export function electronBinary(): string | null {
  const named = process.env['ELECTRON_PATH'];
  if (named === undefined || named === '') return fetchedBinary();
  return existsSync(named) ? named : null;
}

export interface Started {
  app: ElectronApplication;
  page: Page;
  folder: string;
  stop(): Promise<void>;
}

/** The built app with an empty data folder. */
export async function startApp(args: string[] = []): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-electron-'));
  const app = await _electron.launch({
    executablePath: electronBinary()!,
    args: [
      // Its own, or a Safelight that somebody has open would take the start over.
      `--user-data-dir=${join(folder, 'profile')}`,
      // Chromium's sandbox refuses to be started by root, as which containers run.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      join(import.meta.dirname, '../..'),
      ...args,
    ],
    env: { ...(process.env as Record<string, string>), SAFELIGHT_HOME: join(folder, 'data') },
  });
  const page = await app.firstWindow();
  return {
    app,
    page,
    folder,
    async stop() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
