import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { backupFolder, backupPath, listBackups } from './backup-files.ts';

const AFTER_RUN = 'after-run';
/** Newest ones kept; those made before a migration are kept apart from these. */
const KEPT = 3;
/** A backup is not made more often than that. */
const INTERVAL_MS = 30 * 60_000;

export interface BackupOptions {
  file: string;
  /** Makes a checked copy; answers what is wrong with it. See database-job.ts. */
  copy(to: string): Promise<string | null>;
  now(): Date;
  intervalMs?: number;
}

/**
 * Makes backups of an open database. The answer makes one now, when the last one is old enough and none is being made; it
 * resolves once that is done and never writes a damaged one over good ones. Rejects when there is no room for it.
 */
export function createBackups(options: BackupOptions): () => Promise<void> {
  const { file, intervalMs = INTERVAL_MS } = options;
  let making: Promise<void> | null = null;

  function isDue(): boolean {
    const last = listBackups(file).find((backup) => backup.why === AFTER_RUN);
    // Also when the clock was set back.
    return last === undefined || Math.abs(options.now().getTime() - last.at.getTime()) >= intervalMs;
  }

  async function make(): Promise<void> {
    const path = backupPath(file, options.now(), AFTER_RUN);
    const temp = `${path}.tmp`;
    mkdirSync(backupFolder(file), { recursive: true });
    removeUnfinished(backupFolder(file));
    try {
      const problem = await options.copy(temp);
      if (problem !== null) throw new Error(`the database is damaged, no backup was made of it: ${problem}`);
      await sync(temp);
      await rename(temp, path);
      await sync(backupFolder(file));
    } finally {
      removeUnfinished(backupFolder(file));
    }
    const old = listBackups(file).filter((backup) => backup.why === AFTER_RUN);
    for (const backup of old.slice(KEPT)) rmSync(backup.path, { force: true });
  }

  return async () => {
    if (making === null) {
      if (!isDue()) return;
      making = make().finally(() => {
        making = null;
      });
    }
    await making;
  };
}

/** Also those of a program that was killed over one; SQLite puts files of its own beside them. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/\.db\.tmp(-\w+)?$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

/** Folders cannot be opened on Windows, where they need no sync. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
