import type { RunResource } from '../../../contract/api.ts';

/** Address of a zip of all results; undefined while there is none to be had. */
export function archiveAddress(run: RunResource): string | undefined {
  return run.outputArchiveUrl === null ? undefined : new URL(run.outputArchiveUrl).pathname;
}

/** Address of the list of photos that failed or were left out; undefined when there are none. */
export function errorReportAddress(run: RunResource): string | undefined {
  return run.failedItems + run.skippedItems === 0 ? undefined : `/workflows/runs/${run.id}/errors.csv`;
}
