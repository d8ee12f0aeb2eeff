import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

const ELECTRON = join(import.meta.dirname, '../../node_modules/electron');

/** Electron's binary, where it was fetched; null elsewhere. `ELECTRON_PATH` names another, a packaged app's say. */
export function electronBinary(): string | null {
  const named = process.env['ELECTRON_PATH'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  const note = join(ELECTRON, 'path.txt');
  if (!existsSync(note)) return null;
  const path = join(ELECTRON, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(path) ? path : null;
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
    args: [join(import.meta.dirname, '../..'), ...args],
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
