import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ItemStatus } from '../../contract/run.ts';
import type { Database } from './schema.ts';

/** Trigrams know nothing shorter. */
const SHORTEST_INDEXED = 3;

/**
 * Ids looked through at a time, other work in between: a search of a million items takes a second where the index does not
 * help, and nobody may wait for that. Each step takes about 10 ms.
 */
const STEP = { names: 100_000, rows: 10_000 };

export type ItemSearchSteps = typeof STEP;

/** One page of the matching items' ids, and how many match in all. */
export type ItemSearch = (
  runId: number,
  search: string,
  status: ItemStatus | undefined,
  offset: number,
  limit: number,
) => Promise<{ ids: number[]; total: number }>;

/** Finds items of a run by part of their name. Relies on ids that grow with ordinals within a run. */
export function createItemSearch(db: Kysely<Database>, step: ItemSearchSteps = STEP): ItemSearch {
  return async (runId, search, status, offset, limit) => {
    const range = await idRange(db, runId);
    if (range === null) return { ids: [], total: 0 };
    // `+` keeps the planner from reading all items of the run by another index.
    const ofRun = sql`+items.run_id = ${runId} ${status === undefined ? sql`` : sql`AND +items.status = ${status}`}`;
    if ([...search].length < SHORTEST_INDEXED) {
      const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
      return await inSteps(db, range, step.rows, offset, limit, (from, to) => ({
        id: sql`items.id`,
        rows: sql`items WHERE items.id BETWEEN ${from} AND ${to} AND ${ofRun} AND items.name LIKE ${like} ESCAPE '\\'`,
      }));
    }
    const phrase = `"${search.replaceAll('"', '""')}"`;
    const names = (from: number, to: number): RawBuilder<unknown> =>
      sql`item_names WHERE item_names.name MATCH ${phrase} AND item_names.rowid BETWEEN ${whole(from)} AND ${whole(to)}`;
    if (status === undefined && range.unbroken) {
      return await inSteps(db, range, step.names, offset, limit, (from, to) => ({
        id: sql`item_names.rowid`,
        rows: names(from, to),
      }));
    }
    return await inSteps(db, range, step.rows, offset, limit, (from, to) => ({
      // Not items.id: the names come in this order already.
      id: sql`found`,
      // CROSS, so that the names are asked first; the planner would rather read all items in order.
      rows: sql`(SELECT rowid AS found FROM ${names(from, to)}) CROSS JOIN items ON items.id = found WHERE ${ofRun}`,
    }));
  };
}

/** Numbers arrive at SQLite as REAL, and FTS5 takes no notice of bounds that are no integers. */
function whole(value: number): RawBuilder<unknown> {
  return sql`CAST(${value} AS INTEGER)`;
}

interface IdRange {
  first: number;
  last: number;
  /** No other run's items lie between. */
  unbroken: boolean;
}

/** A run's ids lie close together, so the range keeps other runs' names out of the search. Null when it has no items. */
async function idRange(db: Kysely<Database>, runId: number): Promise<IdRange | null> {
  const ends = db.selectFrom('items').select(['id', 'ordinal']).where('run_id', '=', runId).limit(1);
  const first = await ends.orderBy('ordinal', 'asc').executeTakeFirst();
  const last = await ends.orderBy('ordinal', 'desc').executeTakeFirst();
  if (first === undefined || last === undefined) return null;
  return { first: first.id, last: last.id, unbroken: last.id - first.id === last.ordinal - first.ordinal };
}

async function inSteps(
  db: Kysely<Database>,
  { first, last }: IdRange,
  step: number,
  offset: number,
  limit: number,
  matching: (from: number, to: number) => { id: RawBuilder<unknown>; rows: RawBuilder<unknown> },
): Promise<{ ids: number[]; total: number }> {
  const ids: number[] = [];
  let total = 0;
  for (let from = first; from <= last; from += step) {
    if (from > first) await nextTurn();
    const { id, rows } = matching(from, Math.min(last, from + step - 1));
    const counted = await sql<{ count: number }>`SELECT count(*) AS count FROM ${rows}`.execute(db);
    const count = counted.rows[0]?.count ?? 0;
    const skip = Math.max(0, offset - total);
    if (skip < count && ids.length < limit) {
      const page = sql<{
        id: number;
      }>`SELECT ${id} AS id FROM ${rows} ORDER BY ${id} LIMIT ${limit - ids.length} OFFSET ${skip}`;
      for (const row of (await page.execute(db)).rows) ids.push(row.id);
    }
    total += count;
  }
  return { ids, total };
}
