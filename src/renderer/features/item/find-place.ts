import type { ItemResource } from '../../../contract/api.ts';

/** Items of one page, in input order: their ids grow. */
export interface PlacePage {
  items: readonly Pick<ItemResource, 'id'>[];
  total: number;
}

/**
 * The place of an item among those that are listed, from 0; null when it is not among them. Pages are numbered from 1. Ids mostly have no
 * gaps within a run, so the first guess is nearly always right; else the pages are halved.
 */
export async function findPlace(
  itemId: number,
  pageSize: number,
  pageAt: (page: number) => Promise<PlacePage>,
): Promise<{ place: number; total: number } | null> {
  const first = await pageAt(1);
  const { total } = first;
  const start = first.items[0]?.id;
  if (start === undefined || itemId < start) return null;
  let low = 1;
  let high = Math.ceil(total / pageSize);
  let page = Math.min(high, Math.floor((itemId - start) / pageSize) + 1);
  while (low <= high) {
    const { items } = await pageAt(page);
    const at = items.findIndex((item) => item.id === itemId);
    if (at !== -1) return { place: (page - 1) * pageSize + at, total };
    const [head, tail] = [items[0]?.id, items.at(-1)?.id];
    if (head === undefined || tail === undefined || itemId < head) high = page - 1;
    else if (itemId > tail) low = page + 1;
    else return null;
    page = Math.floor((low + high) / 2);
  }
  return null;
}
