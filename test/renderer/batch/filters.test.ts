import { expect, it } from 'vitest';
import { countOf, filtersOf } from '../../../src/renderer/features/batch/filters.ts';

const run = {
  totalItems: 10,
  completedItems: 6,
  failedItems: 1,
  runningItems: 0,
  pendingItems: 3,
  skippedItems: 0,
  cancelledItems: 0,
};

it('failed photos come right after all, and what there is none of is left out', () => {
  expect(filtersOf(run, undefined)).toEqual([
    { status: undefined, count: 10 },
    { status: 'failed', count: 1 },
    { status: 'completed', count: 6 },
    { status: 'pending', count: 3 },
  ]);
});

it('a filter that is chosen stays when the last of its photos is gone', () => {
  expect(filtersOf({ ...run, failedItems: 0 }, 'failed').map((filter) => filter.status)).toContain('failed');
  expect(countOf(run, 'completed')).toBe(6);
  expect(countOf(run, undefined)).toBe(10);
});
