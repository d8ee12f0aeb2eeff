import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ItemStatus } from '../../contract/run.ts';
import { api } from './client.ts';

/**
 * What is asked for, under which key it is kept. Live events (live.ts) write into `['runs', …]` and `['run', id, 'head']` and mark
 * `['run', id, 'items' | 'item', …]` as stale.
 */
export const queries = {
  health: () =>
    queryOptions({ queryKey: ['health'], queryFn: () => api.health(), staleTime: Number.POSITIVE_INFINITY }),
  /** Node types change only with the program. */
  nodes: () =>
    queryOptions({
      queryKey: ['nodes'],
      queryFn: async () => (await api.nodes()).items,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** Has the sample photos painted; those that are there stay, so asking again is cheap. */
  samples: () => queryOptions({ queryKey: ['samples'], queryFn: () => api.writeSamples(), retry: false }),
  workflows: () => queryOptions({ queryKey: ['workflows'], queryFn: async () => (await api.workflows()).items }),
  workflow: (id: number | string) =>
    queryOptions({ queryKey: ['workflow', String(id)], queryFn: () => api.workflow({ params: { id } }) }),
  system: () => queryOptions({ queryKey: ['system'], queryFn: () => api.system(), refetchInterval: 60_000 }),
  /** Newest first; pages are numbered from 1, `q` is part of a name. */
  runs: (page = 1, pageSize = 100, q = '') =>
    queryOptions({
      queryKey: ['runs', { page, pageSize, q }],
      queryFn: () => api.runs({ query: { page, pageSize, q: q === '' ? undefined : q } }),
      placeholderData: keepPreviousData,
    }),
  /** The run alone. */
  run: (runId: number) =>
    queryOptions({
      queryKey: ['run', runId, 'head'],
      queryFn: () => api.run({ params: { runId }, query: { page: 1, pageSize: 1 } }),
    }),
  /** A run's first photos; `known` is how many of them there can be by now, so that it is asked again only while there are few. */
  firstItems: (runId: number, known: number) =>
    queryOptions({
      queryKey: ['first-items', runId, known],
      queryFn: async () => (await api.run({ params: { runId }, query: { page: 1, pageSize: known } })).items,
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: keepPreviousData,
      enabled: known > 0,
    }),
  /** A page of the run's items. */
  items: (
    runId: number,
    asked: { page: number; pageSize: number; status?: ItemStatus | undefined; q?: string | undefined },
  ) =>
    queryOptions({
      queryKey: ['run', runId, 'items', asked],
      queryFn: () => api.run({ params: { runId }, query: { ...asked, q: asked.q === '' ? undefined : asked.q } }),
    }),
  item: (runId: number, itemId: number) =>
    queryOptions({
      queryKey: ['run', runId, 'item', itemId],
      queryFn: () => api.item({ params: { runId, itemId } }),
    }),
};
