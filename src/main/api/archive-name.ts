import { basename } from 'node:path';
import type { Run } from '../../contract/run.ts';

/** Name of a run's zip: of the delivered one, else `<slug>-YYYY-MM-DD.zip` by the local date of the run. */
export function archiveName(run: Pick<Run, 'archivePath' | 'workflowSlug' | 'createdAt'>): string {
  if (run.archivePath !== null) return basename(run.archivePath);
  return `${run.workflowSlug}-${localDay(new Date(run.createdAt))}.zip`;
}

/** `2026-11-21`, local time. */
export function localDay(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
