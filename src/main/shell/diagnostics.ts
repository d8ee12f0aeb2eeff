import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApi } from './electron-api.ts';

/** A log file is put aside when it is this large; one older one is kept. */
export const LOG_BYTES = 5_000_000;
const KEPT_DUMPS = 10;

/** Where logs and crash dumps are: in the data folder, so that one folder holds all there is. Made when missing. */
export function diagnosticFolders(dataDir: string): { logs: string; crashes: string } {
  const folders = { logs: join(dataDir, 'logs'), crashes: join(dataDir, 'crashes') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return folders;
}

/** Crash dumps are written to the data folder and sent nowhere. Must be called before Electron is ready. */
export function keepCrashDumps(
  { app, crashReporter }: Pick<ElectronApi, 'app' | 'crashReporter'>,
  folder: string,
): void {
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false, compress: true });
  dropOldDumps(folder);
}

/** Keeps the newest dumps; each may have many megabytes. */
function dropOldDumps(folder: string): void {
  const dumps = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.dmp'))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of dumps.slice(KEPT_DUMPS)) rmSync(path, { force: true });
}
