import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../engine/ports.ts';
import type { StorePort } from '../engine/store-port.ts';
import { createCacheStore } from './cache-store.ts';
import { lockDataDir } from './data-lock.ts';
import { createGroupCommit } from './group-commit.ts';
import { createItemStore } from './item-store.ts';
import { openDatabase } from './open-database.ts';
import { createOutputStore } from './output-store.ts';
import { createRunStore } from './run-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { createWorkflowStore } from './workflow-store.ts';

/**
 * Opens the store of a data folder, which is made when missing, and keeps every other process out until it is closed.
 * Throws `data_locked`, `database_too_new`, `database_damaged`.
 */
export async function openStore(dataDir: string, clock: Clock): Promise<StorePort> {
  mkdirSync(dataDir, { recursive: true });
  const unlock = lockDataDir(dataDir, clock.now());
  try {
    const db = await openDatabase(join(dataDir, 'safelight.db'), clock.now());
    const write = createGroupCommit(db);
    return {
      workflows: createWorkflowStore(db, write, clock),
      runs: createRunStore(db, write, clock),
      items: createItemStore(db, write, clock),
      outputs: createOutputStore(db, write, clock),
      settings: createSettingsStore(db, write, clock),
      cache: createCacheStore(db, write, clock),
      async close() {
        await db.destroy();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
