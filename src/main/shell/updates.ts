import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ShellLog } from './electron-api.ts';

/** What is used of electron-updater. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  logger: unknown;
  on(event: 'update-downloaded', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  checkForUpdates(): Promise<unknown>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Looks for updates at start and once a day, where the package names a feed: electron-builder writes `app-update.yml` only when
 * electron-builder.yml has `publish`. Without one the updater is not even loaded, and nothing is asked of anybody.
 * @returns ends the daily look; null when there is no feed
 */
export async function followUpdates(deps: {
  resources: string;
  load: () => Promise<Updater>;
  onReady: () => void;
  log: ShellLog;
}): Promise<(() => void) | null> {
  if (!existsSync(join(deps.resources, 'app-update.yml'))) return null;
  const updater = await deps.load().catch((error: unknown) => {
    deps.log.error('the updater cannot be loaded', { error });
    return null;
  });
  if (updater === null) return null;
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = true;
  updater.logger = deps.log;
  updater.on('update-downloaded', deps.onReady);
  // Being offline is no reason to bother anybody.
  updater.on('error', (error) => deps.log.warn('no update could be looked for', { error: error.message }));
  const look = () => void updater.checkForUpdates().catch(() => {});
  look();
  const timer = setInterval(look, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
