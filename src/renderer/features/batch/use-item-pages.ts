import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import type { ItemResource } from '../../../contract/api.ts';
import { queries } from '../../api/queries.ts';
import type { ShownPhotos } from '../../api/shown-photos.ts';
import { pagesAround } from './grid-layout.ts';

/** Items asked for at once: some screens full, and yet answered within a frame or two. */
export const ITEMS_PAGE = 100;

/** The items of a run around what is on screen. */
export interface ItemPages {
  /** How many match; `known` false while that is a guess. */
  total: number;
  known: boolean;
  error: Error | null;
  at(index: number): ItemResource | undefined;
  /** Asks for those that are not there yet. */
  load(indexes: number[]): Promise<ItemResource[]>;
}

/**
 * Asks for the pages that hold the items `first` to `last` and their neighbours; those that were scrolled away before they came
 * are given up. `guess` is how many there will be.
 */
export function useItemPages(shown: ShownPhotos, first: number, last: number, guess: number): ItemPages {
  const client = useQueryClient();
  const { runId, status, q } = shown;
  const asked = useCallback(
    (page: number) => queries.items(runId, { page, pageSize: ITEMS_PAGE, status, q }),
    [runId, status, q],
  );
  // The first page alone tells how many there are, wherever the view is.
  const head = useQuery({ ...asked(1), placeholderData: keepPreviousData });
  const isHeadOfThese = head.data !== undefined && !head.isPlaceholderData;
  const total = isHeadOfThese ? head.data.total : guess;
  const wanted = pagesAround(first, last, total, ITEMS_PAGE);
  const loaded = useQueries({ queries: wanted.map((page) => asked(page)), combine: LoadedPages.of });
  const { lists, error: pageError } = useSame(loaded);
  const firstPage = wanted[0] ?? 1;
  const at = useCallback(
    (index: number) => lists[Math.floor(index / ITEMS_PAGE) + 1 - firstPage]?.[index % ITEMS_PAGE],
    [lists, firstPage],
  );
  const load = useCallback(
    async (indexes: number[]) => {
      const numbers = [...new Set(indexes.map((index) => Math.floor(index / ITEMS_PAGE) + 1))];
      const found = new Map<number, ItemResource[]>();
      for (const page of numbers) found.set(page, (await client.fetchQuery(asked(page))).items);
      return indexes.flatMap((index) => found.get(Math.floor(index / ITEMS_PAGE) + 1)?.[index % ITEMS_PAGE] ?? []);
    },
    [client, asked],
  );
  const error = head.error ?? pageError;
  return useMemo(() => ({ total, known: isHeadOfThese, error, at, load }), [total, isHeadOfThese, error, at, load]);
}

/** A class, since the query client would compare plain objects to the last item of the last page, in every frame of a scroll. */
class LoadedPages {
  readonly lists: readonly (ItemResource[] | undefined)[];
  readonly error: Error | null;

  constructor(lists: readonly (ItemResource[] | undefined)[], error: Error | null) {
    this.lists = lists;
    this.error = error;
  }

  static of(this: void, pages: { data: { items: ItemResource[] } | undefined; error: Error | null }[]): LoadedPages {
    return new LoadedPages(
      pages.map((page) => page.data?.items),
      pages.find((page) => page.error !== null)?.error ?? null,
    );
  }

  isSame(other: LoadedPages): boolean {
    return (
      this.error === other.error &&
      this.lists.length === other.lists.length &&
      this.lists.every((list, n) => list === other.lists[n])
    );
  }
}

/** The pages from before while they are the same, so that nothing is drawn for nothing. */
function useSame(pages: LoadedPages): LoadedPages {
  const before = useRef(pages);
  if (!before.current.isSame(pages)) before.current = pages;
  return before.current;
}
