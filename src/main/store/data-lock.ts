import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { SafelightError } from '../../contract/errors.ts';

/** A data folder that is ours. */
export interface DataLock {
  /** The process that had it before did not come to an orderly end. */
  readonly unclean: boolean;
  /** Gives it back. Unless the end is `clean`, whoever takes it next is told of an unclean one. Only the first call counts. */
  release(clean: boolean): void;
}

/** Who holds a data folder; written beside the lock, to be told to people. It stays when the process is killed. */
interface Holder {
  pid: number;
  since: string;
}

/**
 * Takes the data folder for this process. The lock is an exclusive SQLite transaction on an empty
 * file of its own, so it is the system's: it ends with the process, however that dies. A file with a process id in it
 * would outlive a crash, and the id may meanwhile belong to another program.
 *
 * Throws `data_locked` naming the process that has it and since when.
 */
export function lockDataDir(dataDir: string, now: Date): DataLock {
  const holderFile = join(dataDir, 'safelight.lock.json');
  const lock = new Sqlite(join(dataDir, 'safelight.lock'), { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!/^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string }).code ?? '')) throw error;
    throw lockedError(dataDir, readHolder(holderFile), error);
  }
  const unclean = existsSync(holderFile);
  writeFileSync(holderFile, JSON.stringify({ pid: process.pid, since: now.toISOString() } satisfies Holder));
  return {
    unclean,
    release(clean) {
      if (!lock.open) return;
      if (clean) rmSync(holderFile, { force: true });
      lock.close();
    },
  };
}

function lockedError(dataDir: string, holder: Holder | null, cause: unknown): SafelightError {
  const who = holder
    ? `Another Safelight (process ${holder.pid}, since ${new Date(holder.since).toLocaleString()}) is using`
    : 'Another Safelight is using';
  const what = 'Close it first, or name another data folder with SAFELIGHT_HOME or --data.';
  return new SafelightError('data_locked', `${who} the data folder ${dataDir}. ${what}`, { cause });
}

function readHolder(file: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.since === 'string'
      ? { pid: holder.pid, since: holder.since }
      : null;
  } catch {
    return null;
  }
}
