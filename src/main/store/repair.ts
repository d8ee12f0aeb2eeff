import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { type ErrorRecord, SafelightError } from '../../contract/errors.ts';
import { isDamage } from './damage.ts';
import { openDatabase, refuseNewer } from './open-database.ts';
import { finishRestore, type Restored, restore, wasEmptied } from './restore.ts';
import type { Database } from './schema.ts';

export interface RepairOptions {
  file: string;
  now: Date;
  /** The program that had the database last was killed, or met damage. */
  unclean: boolean;
  /** Answers what is wrong with a database, or null; off the main thread. */
  check(file: string): Promise<string | null>;
  /** Hears of every query that fails later. */
  onError(error: unknown): void;
}

/**
 * Opens a database and, when it turns out to be damaged, puts its last backup in its place first; after an unclean end it is
 * checked before it is opened. `notices` says what was done. Throws `database_too_new`, before anything is changed.
 */
export async function openRepaired(options: RepairOptions): Promise<{ db: Kysely<Database>; notices: string[] }> {
  const { file, now, onError } = options;
  const open = (): Promise<Kysely<Database>> => openDatabase(file, now, undefined, onError);
  finishRestore(file);
  if (await isDamaged(options)) return await openRestored(options, open);
  try {
    return { db: await open(), notices: [] };
  } catch (error) {
    if (error instanceof SafelightError && error.code === 'database_damaged') return await openRestored(options, open);
    throw error;
  }
}

async function isDamaged({ file, unclean, check }: RepairOptions): Promise<boolean> {
  if (!existsSync(file)) return false;
  if (wasEmptied(file)) return true;
  if (!unclean) return false;
  try {
    refuseNewer(file);
  } catch (error) {
    if (isDamage(error)) return true;
    throw error;
  }
  return (await check(file)) !== null;
}

async function openRestored(
  options: RepairOptions,
  open: () => Promise<Kysely<Database>>,
): Promise<{ db: Kysely<Database>; notices: string[] }> {
  const restored = await restore({ ...options, readable: isReadable });
  const db = await open();
  try {
    if (restored.from !== null) await pauseUnfinished(db, restored.from);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, notices: [restored.notice] };
}

function isReadable(file: string): boolean {
  try {
    refuseNewer(file);
    return true;
  } catch {
    return false;
  }
}

/** What these runs have delivered since the backup is not known, so a person decides whether they go on. */
async function pauseUnfinished(db: Kysely<Database>, from: NonNullable<Restored['from']>): Promise<void> {
  const error: ErrorRecord = {
    code: 'database_damaged',
    message: `This run comes from the backup of ${from.at.toLocaleString()}. What it has delivered since then is not known and is made again when it goes on.`,
  };
  await db
    .updateTable('runs')
    .set({ status: 'paused', error: JSON.stringify(error) })
    .where('status', 'in', ['queued', 'running'])
    .execute();
}
