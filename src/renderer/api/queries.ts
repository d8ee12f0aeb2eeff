import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ItemStatus } from '../../contract/run.ts';
import { api } from './client.ts';
import { reading } from './reading.ts';

/**
 * What is asked for, under which key it is kept. Live events (live.ts) write into `['runs', …]` and `['run', id, 'head']` and mark
 * `['run', id, 'items' | 'item', …]` as stale. Answers are kept as they came and read in the window's language.
 */
export const queries = {
  health: () =>
    queryOptions({ queryKey: ['health'], queryFn: () => api.health(), staleTime: Number.POSITIVE_INFINITY }),
  /** Node types change only with the program. */
  nodes: () =>
    queryOptions({
      queryKey: ['nodes'],
      queryFn: async () => (await api.nodes()).items,
      select: reading().nodes,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** Has the sample photos painted; those that are there stay, so asking again is cheap. */
  samples: () => queryOptions({ queryKey: ['samples'], queryFn: () => api.writeSamples(), retry: false }),
  workflows: () =>
    queryOptions({
      queryKey: ['workflows'],
      queryFn: async () => (await api.workflows()).items,
      select: reading().workflows,
    }),
  workflow: (id: number | string) =>
    queryOptions({
      queryKey: ['workflow', String(id)],
      queryFn: () => api.workflow({ params: { id } }),
      select: reading().workflow,
    }),
  /** A version as it was saved; it never changes. */
  workflowVersion: (id: number, version: number) =>
    queryOptions({
      queryKey: ['workflow', String(id), 'version', version],
      queryFn: () => api.workflowVersion({ params: { id, version } }),
      select: reading().version,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** Newest first, without documents. */
  versions: (id: number) =>
    queryOptions({
      queryKey: ['workflow', String(id), 'versions'],
      queryFn: async () => (await api.versions({ params: { id } })).items,
    }),
  /** A version never changes. */
  version: (id: number, version: number) =>
    queryOptions({
      queryKey: ['workflow', String(id), 'version', version],
      queryFn: () => api.version({ params: { id, version } }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  system: () => queryOptions({ queryKey: ['system'], queryFn: () => api.system(), refetchInterval: 60_000 }),
  /** Changes only with the program; large, since it has every licence in full. */
  licences: () =>
    queryOptions({
      queryKey: ['licences'],
      queryFn: async () => (await api.licences()).items,
      staleTime: Number.POSITIVE_INFINITY,
    }),
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
  /** A page of the run's items; given up when nobody looks at it any more. */
  items: (
    runId: number,
    asked: { page: number; pageSize: number; status?: ItemStatus | undefined; q?: string | undefined },
  ) =>
    queryOptions({
      queryKey: ['run', runId, 'items', asked],
      queryFn: ({ signal }) =>
        api.items({ params: { runId }, query: { ...asked, q: asked.q === '' ? undefined : asked.q } }, { signal }),
    }),
  item: (runId: number, itemId: number) =>
    queryOptions({
      queryKey: ['run', runId, 'item', itemId],
      queryFn: () => api.item({ params: { runId, itemId } }),
      select: reading().item,
    }),
};
