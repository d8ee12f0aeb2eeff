import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A backup of a database, in the folder `backups` beside it. */
export interface BackupFile {
  path: string;
  at: Date;
  /** `before-<migration>` or `after-run`. */
  why: string;
}

/** Where the backup of a database made at this time for this reason lies. */
export function backupPath(file: string, at: Date, why: string): string {
  const stamp = at.toISOString().replaceAll(/[:.]/g, '-');
  return join(backupFolder(file), `${basename(file, '.db')}-${stamp}-${why}.db`);
}

export function backupFolder(file: string): string {
  return join(dirname(file), 'backups');
}

/** The backups there are, the newest first. What else lies in the folder is passed over. */
export function listBackups(file: string): BackupFile[] {
  const folder = backupFolder(file);
  if (!existsSync(folder)) return [];
  const name = basename(file, '.db');
  const pattern = /^-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-(.+)\.db$/;
  return readdirSync(folder)
    .flatMap((entry): BackupFile[] => {
      const match = entry.startsWith(name) ? pattern.exec(entry.slice(name.length)) : null;
      if (match === null) return [];
      const [, day, hours, minutes, seconds, millis, why] = match;
      const at = new Date(`${day}T${hours}:${minutes}:${seconds}.${millis}Z`);
      return [{ path: join(folder, entry), at, why: why! }];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}
