import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { Clock } from '../engine/ports.ts';
import type { StorePort } from '../engine/store-port.ts';
import { REPLACED_FOLDER } from '../engine/undo-port.ts';
import { createBackups } from './backup.ts';
import { createCacheStore } from './cache-store.ts';
import { isDamage } from './damage.ts';
import { type DataLock, lockDataDir } from './data-lock.ts';
import { doDatabaseJob } from './database-job.ts';
import { createGroupCommit } from './group-commit.ts';
import { createHotFolderStore } from './hot-folder-store.ts';
import { createItemStore } from './item-store.ts';
import { createKeyStore } from './key-store.ts';
import { createOutputStore } from './output-store.ts';
import { openRepaired } from './repair.ts';
import { createRunStore } from './run-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { createUndoStore } from './undo-store.ts';
import { createUploadStore } from './upload-store.ts';
import { createWebhookStore } from './webhook-store.ts';
import { createWorkflowStore } from './workflow-store.ts';

export interface StoreOptions {
  /** Path of database-worker.ts or its bundle. */
  worker?: string;
  /** Shortest time between two backups. */
  backupIntervalMs?: number;
}

/**
 * Opens the store of a data folder, which is made when missing, and keeps every other process out until it is closed. After an
 * unclean end the database is checked first; a damaged one is set aside for its last backup, which `notices` says.
 * Throws `data_locked`, `data_unwritable`, `database_too_new`.
 */
export async function openStore(dataDir: string, clock: Clock, options: StoreOptions = {}): Promise<StorePort> {
  const lock = takeDataDir(dataDir, clock.now());
  try {
    return await openLocked(dataDir, clock, lock, options);
  } catch (error) {
    // The next one is to look into it as we would have.
    lock.release(!lock.unclean);
    throw error;
  }
}

function takeDataDir(dataDir: string, now: Date): DataLock {
  try {
    // For this user alone: it holds keys, and the socket that opens everything.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return lockDataDir(dataDir, now);
  } catch (cause) {
    if (cause instanceof SafelightError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SafelightError(
      'data_unwritable',
      `The data folder “${dataDir}” cannot be used (${why}). Allow writing to it, or choose another one with --data or SAFELIGHT_HOME.`,
      { cause },
    );
  }
}

async function openLocked(dataDir: string, clock: Clock, lock: DataLock, options: StoreOptions): Promise<StorePort> {
  const file = join(dataDir, 'safelight.db');
  const worker = options.worker ?? join(import.meta.dirname, 'database-worker.ts');
  let damaged = false;
  const { db, notices } = await openRepaired({
    file,
    now: clock.now(),
    unclean: lock.unclean,
    check: (path) => doDatabaseJob(worker, { type: 'check', file: path }),
    onError(error) {
      damaged ||= isDamage(error);
    },
  });
  const write = createGroupCommit(db);
  const backUp = createBackups({
    file,
    copy: (to) => doDatabaseJob(worker, { type: 'copy', file, to }),
    now: () => clock.now(),
    ...(options.backupIntervalMs === undefined ? {} : { intervalMs: options.backupIntervalMs }),
  });
  let backingUp: Promise<void> = Promise.resolve();
  const keptRoot = join(dataDir, REPLACED_FOLDER);
  return {
    workflows: createWorkflowStore(db, write, clock),
    runs: createRunStore(db, write, clock),
    items: createItemStore(db, write, clock),
    outputs: createOutputStore(db, write, clock, keptRoot),
    settings: createSettingsStore(db, write, clock),
    cache: createCacheStore(db, write, clock),
    undo: createUndoStore(db, write, clock, keptRoot),
    uploads: createUploadStore(db, write, clock),
    webhooks: createWebhookStore(db, write),
    hotFolders: createHotFolderStore(db, write, clock),
    keys: createKeyStore(db, write, clock),
    notices,
    backUp() {
      const made = backUp();
      backingUp = made.catch(() => {});
      return made;
    },
    async close() {
      await backingUp;
      await db.destroy();
      // Damage that was met while it was open is looked into at the next start.
      lock.release(!damaged);
    },
  };
}
