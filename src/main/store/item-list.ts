import { type Kysely, sql } from 'kysely';
import { ITEM_STATUSES, type Item, type ItemStatus } from '../../contract/run.ts';
import type { ItemStorePort } from '../engine/store-port.ts';
import { toPublicItem } from './item-rows.ts';
import { createItemSearch } from './item-search.ts';
import { publicOutputs } from './public-outputs.ts';
import type { Database, RunsTable } from './schema.ts';

export interface ItemListLimits {
  /** Rows that are skipped one by one without anybody noticing. */
  far: number;
  /** Rows that are read without anybody noticing. */
  few: number;
}

/**
 * Pages of a run's items. Page numbers outside; inside, an unfiltered page is a range of ordinals, and one of a status is
 * read from whichever end of its index is nearer, because skipping costs a step for each row,
 * or counted from the few items that have another status.
 */
export function createItemList(
  db: Kysely<Database>,
  limits: ItemListLimits = { far: 100_000, few: 20_000 },
): ItemStorePort['list'] {
  const search = createItemSearch(db);
  return async (runId, { page, pageSize, status, q }) => {
    const offset = (page - 1) * pageSize;
    const name = q?.normalize('NFC').trim() ?? '';
    const { ids, total } =
      name !== ''
        ? await search(runId, name, status, offset, pageSize)
        : status !== undefined
          ? await withStatus(runId, status, offset, pageSize)
          : await unfiltered(runId, offset, pageSize);
    return { items: await load(ids), total };
  };

  async function counter(runId: number, column: keyof RunsTable & `${string}_items`): Promise<number> {
    const row = await db.selectFrom('runs').select(column).where('id', '=', runId).executeTakeFirstOrThrow();
    return row[column];
  }

  async function unfiltered(runId: number, offset: number, limit: number): Promise<{ ids: number[]; total: number }> {
    const total = await counter(runId, 'total_items');
    const rows = await db
      .selectFrom('items')
      .select('id')
      .where('run_id', '=', runId)
      .where('ordinal', '>', offset)
      .where('ordinal', '<=', offset + limit)
      .orderBy('ordinal')
      .execute();
    return { ids: rows.map((row) => row.id), total };
  }

  async function withStatus(
    runId: number,
    status: ItemStatus,
    offset: number,
    limit: number,
  ): Promise<{ ids: number[]; total: number }> {
    const total = await counter(runId, `${status}_items`);
    const size = Math.min(limit, total - offset);
    if (size <= 0) return { ids: [], total };
    const rows = db.selectFrom('items').select('id').where('run_id', '=', runId).where('status', '=', status);
    const behind = total - offset - size;
    const fromEnd = behind < offset;
    const skipped = fromEnd ? behind : offset;
    const others = (await counter(runId, 'total_items')) - total;
    if (skipped > limits.far && others <= limits.few) {
      const start = await ordinalAt(runId, status, offset);
      const found = await rows.where('ordinal', '>=', start).orderBy('ordinal').limit(size).execute();
      return { ids: found.map((row) => row.id), total };
    }
    const found = await rows
      .orderBy('ordinal', fromEnd ? 'desc' : 'asc')
      .limit(size)
      .offset(skipped)
      .execute();
    const ids = found.map((row) => row.id);
    return { ids: fromEnd ? ids.reverse() : ids, total };
  }

  /** Ordinal of the item at an offset among those of a status, found by the few that have another one. Ordinals are 1, 2, 3 … */
  async function ordinalAt(runId: number, status: ItemStatus, offset: number): Promise<number> {
    const others = await db
      .selectFrom('items')
      .select('ordinal')
      .where('run_id', '=', runId)
      .where(
        'status',
        'in',
        ITEM_STATUSES.filter((other) => other !== status),
      )
      // `+`, because the planner would rather read all items in order than sort these few.
      .orderBy(sql`+ordinal`)
      .execute();
    let before = 0;
    while (before < others.length && others[before]!.ordinal <= offset + 1 + before) before += 1;
    return offset + 1 + before;
  }

  async function load(ids: number[]): Promise<Item[]> {
    if (ids.length === 0) return [];
    const rows = await db.selectFrom('items').selectAll().where('id', 'in', ids).orderBy('ordinal').execute();
    const outputs = await publicOutputs(db, ids);
    const byItem = Map.groupBy(outputs, (row) => row.item_id);
    return rows.map((row) => toPublicItem(row, byItem.get(row.id) ?? []));
  }
}
