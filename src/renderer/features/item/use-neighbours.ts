import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ItemResource } from '../../../contract/api.ts';
import { queries } from '../../api/queries.ts';
import { rememberLookedAt, type ShownPhotos, shownPhotos } from '../../api/shown-photos.ts';
import { findPlace } from './find-place.ts';

/** As large as the grid's pages, so that they are there already. */
const PAGE = 100;

/** Where a photo is among those looked at, and what lies beside it. */
export interface Neighbours {
  /** Those that are looked at. */
  shown: ShownPhotos;
  place: number;
  total: number;
  previous: ItemResource | undefined;
  next: ItemResource | undefined;
}

/** The photos before and behind one, among those that the grid showed; undefined while that is looked up. */
export function useNeighbours(runId: number, itemId: number): Neighbours | undefined {
  const client = useQueryClient();
  const shown = shownPhotos(runId);
  const found = useQuery({
    queryKey: ['run', runId, 'place', itemId, shown],
    staleTime: 60_000,
    async queryFn(): Promise<Neighbours | null> {
      const all: ShownPhotos = { runId, status: undefined, q: '' };
      // A photo that was done again may have left the filter it was opened from.
      return (await neighboursIn(shown)) ?? (await neighboursIn(all));
    },
  });
  const { previous, next } = found.data ?? {};
  useEffect(() => {
    for (const one of [next, previous]) {
      if (one !== undefined) void client.prefetchQuery(queries.item(runId, one.id));
    }
  }, [client, runId, previous, next]);

  const { data } = found;
  useEffect(() => {
    if (data != null) rememberLookedAt(data);
  }, [data]);

  async function neighboursIn(among: ShownPhotos): Promise<Neighbours | null> {
    const { status, q } = among;
    const pageAt = (page: number) =>
      client.fetchQuery({ ...queries.items(runId, { page, pageSize: PAGE, status, q }), staleTime: 5000 });
    const at = await findPlace(itemId, PAGE, pageAt);
    if (at === null) return null;
    const itemAt = async (place: number) =>
      place < 0 || place >= at.total ? undefined : (await pageAt(Math.floor(place / PAGE) + 1)).items[place % PAGE];
    return { shown: among, ...at, previous: await itemAt(at.place - 1), next: await itemAt(at.place + 1) };
  }
  return found.data ?? undefined;
}
