import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { type BackupFile, listBackups } from './backup-files.ts';

/** Files that belong to a database, in the order in which they are taken away: a WAL must never meet another database. */
const PARTS = ['-wal', '-shm', ''];

export interface RestoreOptions {
  file: string;
  now: Date;
  /** Answers what is wrong with a database, or null. */
  check(file: string): Promise<string | null>;
  /** Can this program read it? A newer one may have made it. */
  readable(file: string): boolean;
}

/** What was done, for people, and the backup that is in place now. */
export interface Restored {
  notice: string;
  from: BackupFile | null;
}

/**
 * Puts the newest sound backup in the place of a damaged database, which is set aside as `<file>.damaged-<time>`. Without a sound backup
 * the place stays empty. May be interrupted at any time: see {@link finishRestore}.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { file, now } = options;
  const from = await newestSound(options);
  if (from !== null) copySynced(from.path, prepared(file));
  const aside = `${file}.damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, aside + part);
  finishRestore(file);
  const what = `The database was damaged and was set aside as ${basename(aside)}.`;
  const safe = 'Your photos and results are not touched.';
  if (from === null) {
    const notice = `${what} There was no backup, so Safelight begins with an empty list of runs. ${safe}`;
    return { notice, from };
  }
  const notice = `${what} The backup of ${from.at.toLocaleString()} was put in its place: runs and changes since then are not listed. ${safe}`;
  return { notice, from };
}

/** Ends a restoring that was interrupted between taking the damaged database away and putting the backup there. */
export function finishRestore(file: string): void {
  const ready = prepared(file);
  if (!existsSync(ready)) return;
  if (existsSync(file)) rmSync(ready, { force: true });
  else renameSync(ready, file);
}

/** A database that has been cut to nothing is a valid empty one to SQLite. */
export function wasEmptied(file: string): boolean {
  return existsSync(file) && statSync(file).size === 0 && listBackups(file).length > 0;
}

async function newestSound({ file, check, readable }: RestoreOptions): Promise<BackupFile | null> {
  for (const backup of listBackups(file)) {
    const sound = (await check(backup.path).catch(() => 'it cannot be read')) === null;
    if (sound && readable(backup.path)) return backup;
  }
  return null;
}

function prepared(file: string): string {
  return `${file}.restoring`;
}

/** Under another name first, so that half a copy is never taken for the whole. */
function copySynced(from: string, to: string): void {
  const temp = `${to}.tmp`;
  copyFileSync(from, temp);
  const handle = openSync(temp, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temp, to);
}
