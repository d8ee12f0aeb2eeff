import { type Kysely, sql } from 'kysely';
import type { Item, ItemStatus } from '../../contract/run.ts';
import type { ItemStorePort } from '../engine/store-port.ts';
import { toPublicItem } from './item-rows.ts';
import type { Database, RunsTable } from './schema.ts';

/** Trigrams know nothing shorter. */
const SHORTEST_INDEXED = 3;

/**
 * Pages of a run's items. Page numbers outside; inside, an unfiltered page is a range of ordinals, and one of a status is
 * read from whichever end of its index is nearer, because skipping costs a step for each row.
 */
export function createItemList(db: Kysely<Database>): ItemStorePort['list'] {
  return async (runId, { page, pageSize, status, q }) => {
    const offset = (page - 1) * pageSize;
    const search = q?.normalize('NFC').trim() ?? '';
    const { ids, total } =
      search !== ''
        ? await searched(runId, search, status, offset, pageSize)
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
    const fromEnd = offset > total / 2;
    const rows = await db
      .selectFrom('items')
      .select('id')
      .where('run_id', '=', runId)
      .where('status', '=', status)
      .orderBy('ordinal', fromEnd ? 'desc' : 'asc')
      .limit(size)
      .offset(fromEnd ? total - offset - size : offset)
      .execute();
    const ids = rows.map((row) => row.id);
    return { ids: fromEnd ? ids.reverse() : ids, total };
  }

  async function searched(
    runId: number,
    search: string,
    status: ItemStatus | undefined,
    offset: number,
    limit: number,
  ): Promise<{ ids: number[]; total: number }> {
    const range = await idRange(runId);
    if (range === null) return { ids: [], total: 0 };
    const ofRun = sql`items.run_id = ${runId} ${status === undefined ? sql`` : sql`AND items.status = ${status}`}`;
    const indexed = [...search].length >= SHORTEST_INDEXED;
    const names = sql`item_names WHERE item_names.name MATCH ${`"${search.replaceAll('"', '""')}"`} AND item_names.rowid BETWEEN ${range.first} AND ${range.last}`;
    const matching = indexed
      ? // CROSS, so that the names are asked first; the planner would rather read all items in order.
        sql`items.id AS id FROM (SELECT rowid AS found FROM ${names}) CROSS JOIN items ON items.id = found WHERE ${ofRun}`
      : sql`items.id AS id FROM items WHERE ${ofRun} AND items.name LIKE ${`%${search.replaceAll(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`;
    // Ids grow with ordinals within a run.
    const page = sql<{ id: number }>`SELECT ${matching} ORDER BY items.id LIMIT ${limit} OFFSET ${offset}`;
    const count =
      indexed && status === undefined && range.unbroken
        ? sql<{ total: number }>`SELECT count(*) AS total FROM ${names}`
        : sql<{ total: number }>`SELECT count(*) AS total FROM (SELECT ${matching})`;
    const { rows: ids } = await page.execute(db);
    const { rows: totals } = await count.execute(db);
    return { ids: ids.map((row) => row.id), total: totals[0]?.total ?? 0 };
  }

  /** A run's ids lie close together, so the range keeps other runs' names out of the search. Null when it has no items. */
  async function idRange(runId: number): Promise<{ first: number; last: number; unbroken: boolean } | null> {
    const ends = db.selectFrom('items').select(['id', 'ordinal']).where('run_id', '=', runId).limit(1);
    const first = await ends.orderBy('ordinal', 'asc').executeTakeFirst();
    const last = await ends.orderBy('ordinal', 'desc').executeTakeFirst();
    if (first === undefined || last === undefined) return null;
    return { first: first.id, last: last.id, unbroken: last.id - first.id === last.ordinal - first.ordinal };
  }

  async function load(ids: number[]): Promise<Item[]> {
    if (ids.length === 0) return [];
    const rows = await db.selectFrom('items').selectAll().where('id', 'in', ids).orderBy('ordinal').execute();
    const outputs = await db
      .selectFrom('outputs')
      .selectAll()
      .where('item_id', 'in', ids)
      .where((eb) => eb.or([eb('state', '=', 'done'), eb('undone', 'is not', null)]))
      .orderBy('id')
      .execute();
    const byItem = Map.groupBy(outputs, (row) => row.item_id);
    return rows.map((row) => toPublicItem(row, byItem.get(row.id) ?? []));
  }
}
