import type { RunResource } from '../../../contract/api.ts';
import type { ItemStatus } from '../../../contract/run.ts';

/** One filter chip: photos of a status, or all. */
export interface Filter {
  status: ItemStatus | undefined;
  count: number;
}

type Counts = Pick<
  RunResource,
  'totalItems' | 'completedItems' | 'failedItems' | 'runningItems' | 'pendingItems' | 'skippedItems' | 'cancelledItems'
>;

/** Chips of a run: all first, failed next, since they want somebody; empty ones only where they are chosen. */
export function filtersOf(run: Counts, chosen: ItemStatus | undefined): Filter[] {
  const all: Filter[] = [
    { status: undefined, count: run.totalItems },
    { status: 'failed', count: run.failedItems },
    { status: 'completed', count: run.completedItems },
    { status: 'running', count: run.runningItems },
    { status: 'pending', count: run.pendingItems },
    { status: 'skipped', count: run.skippedItems },
    { status: 'cancelled', count: run.cancelledItems },
  ];
  return all.filter(({ status, count }) => status === undefined || count > 0 || status === chosen);
}

/** How many photos a chip and no name stand for. */
export function countOf(run: Counts, status: ItemStatus | undefined): number {
  return filtersOf(run, status).find((filter) => filter.status === status)?.count ?? 0;
}
