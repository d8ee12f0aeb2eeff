import { type Kysely, sql, type Transaction } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { ItemStatus } from '../../contract/run.ts';
import type { Clock } from '../engine/ports.ts';
import { type ItemStorePort, NameTakenError, type NewItem, type StoredItem } from '../engine/store-port.ts';
import { completeKnown } from './complete-known.ts';
import type { Write } from './group-commit.ts';
import { createItemList } from './item-list.ts';
import { patchColumns, toItem, toPublicItem } from './item-rows.ts';
import { publicOutputs } from './public-outputs.ts';
import { changeCounters } from './run-counters.ts';
import type { Database } from './schema.ts';
import { undoneOutputs } from './undo-store.ts';

/** Queries over items; counters of their run and states of their outputs change in the same transaction. */
export function createItemStore(db: Kysely<Database>, write: Write, clock: Clock): ItemStorePort {
  return {
    add: (runId, items, lastSeq) => write((trx) => addItems(trx, runId, items, lastSeq, clock)),

    async known(runId, sourceKeys) {
      if (sourceKeys.length === 0) return new Set();
      const rows = await db
        .selectFrom('items')
        .select('source_key')
        .where('run_id', '=', runId)
        .where('source_key', 'in', sourceKeys)
        .execute();
      return new Set(rows.map((row) => row.source_key));
    },

    async pending(runId, limit) {
      const now = clock.now().toISOString();
      const rows = await db
        .selectFrom('items')
        .selectAll()
        .where('run_id', '=', runId)
        .where('status', '=', 'pending')
        .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
        .orderBy('ordinal')
        .limit(limit)
        .execute();
      return rows.map(toItem);
    },

    async nextRetryAt(runId) {
      const row = await db
        .selectFrom('items')
        .select('retry_at')
        .where('run_id', '=', runId)
        .where('retry_at', 'is not', null)
        .where('status', '=', 'pending')
        .orderBy('retry_at')
        .limit(1)
        .executeTakeFirst();
      return row?.retry_at ?? null;
    },

    setOverrides: (id, overrides) =>
      write(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('items')
          .set(patchColumns({ overrides }))
          .where('id', '=', id)
          .where('status', '!=', 'running')
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    running: (runId, limit) => withStatus(runId, 'running', limit),

    claim: (id) =>
      write(async (trx) => {
        const row = await trx
          .updateTable('items')
          .set((eb) => ({
            status: 'running' as const,
            attempt: eb('attempt', '+', 1),
            started_at: clock.now().toISOString(),
            finished_at: null,
            error: null,
            retry_at: null,
          }))
          .where('id', '=', id)
          .where('status', '=', 'pending')
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return null;
        await changeCounters(trx, row.run_id, clock, { pending: -1, running: 1 });
        return toItem(row);
      }),

    saveRendered: (id, attempt, patch) =>
      write(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('items')
          .set({ attempt, ...patchColumns(patch) })
          .where('id', '=', id)
          .where('attempt', '=', attempt)
          .where('status', '=', 'running')
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    transition: ({ id, attempt, from, to, patch = {}, published, stamps, dropUnused = false }) =>
      write(async (trx) => {
        const row = await trx
          .updateTable('items')
          .set({ status: to, ...patchColumns(patch) })
          .where('id', '=', id)
          .where('attempt', '=', attempt)
          .where('status', '=', from)
          .returning('run_id')
          .executeTakeFirst();
        if (row === undefined) return false;
        const outputs =
          published === undefined
            ? { count: 0, bytes: 0 }
            : await settleOutputs(trx, id, published, stamps, dropUnused);
        await changeCounters(trx, row.run_id, clock, { [from]: -1, [to]: 1 }, outputs);
        return true;
      }),

    transitionMany: (runId, from, to, { limit, patch = {}, withSources = false, undone = false }) =>
      write(async (trx) => {
        let which = trx
          .selectFrom('items')
          .select('id')
          .where('run_id', '=', runId)
          .where('status', '=', from)
          .orderBy('ordinal')
          .limit(limit);
        if (withSources) which = which.where('sources', '!=', '{}');
        if (undone) which = which.where((eb) => eb.exists(undoneOutputs(trx)));
        const { numUpdatedRows } = await trx
          .updateTable('items')
          .set({ status: to, ...patchColumns(patch) })
          .where('id', 'in', which)
          .executeTakeFirstOrThrow();
        const changed = Number(numUpdatedRows);
        if (changed > 0) await changeCounters(trx, runId, clock, { [from]: -changed, [to]: changed });
        return changed;
      }),

    completeKnown: (runId, completions) => write((trx) => completeKnown(trx, runId, completions, clock)),

    async countWithSources(runId, status) {
      const { count } = await db
        .selectFrom('items')
        .select(sql<number>`count(*)`.as('count'))
        .where('run_id', '=', runId)
        .where('status', '=', status)
        .where('sources', '!=', '{}')
        .executeTakeFirstOrThrow();
      return count;
    },

    async find(runId, key) {
      const query = db.selectFrom('items').selectAll().where('run_id', '=', runId);
      const row = await ('id' in key
        ? query.where('id', '=', key.id)
        : query.where('uuid', '=', key.uuid)
      ).executeTakeFirst();
      if (row === undefined) return null;
      return toPublicItem(row, await publicOutputs(db, [row.id]));
    },

    list: createItemList(db),

    async hasFileId(runId, fileId) {
      const row = await db
        .selectFrom('item_files')
        .select('file_id')
        .where('run_id', '=', runId)
        .where('file_id', '=', fileId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async sourcesAmong(runId, fileIds) {
      if (fileIds.length === 0) return new Set();
      const rows = await db
        .selectFrom('item_files')
        .select('file_id')
        .where('run_id', '=', runId)
        .where('file_id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(fileIds)}))`)
        .execute();
      return new Set(rows.map((row) => row.file_id));
    },
  };

  async function withStatus(runId: number, status: ItemStatus, limit: number): Promise<StoredItem[]> {
    const rows = await db
      .selectFrom('items')
      .selectAll()
      .where('run_id', '=', runId)
      .where('status', '=', status)
      .orderBy('ordinal')
      .limit(limit)
      .execute();
    return rows.map(toItem);
  }
}

async function addItems(
  trx: Transaction<Database>,
  runId: number,
  items: NewItem[],
  lastSeq: number,
  clock: Clock,
): Promise<(number | null)[]> {
  const run = await trx.selectFrom('runs').select('total_items').where('id', '=', runId).executeTakeFirstOrThrow();
  const now = clock.now().toISOString();
  const counts: Partial<Record<ItemStatus, number>> = {};
  const ids: (number | null)[] = [];
  let added = 0;
  for (const item of items) {
    const over = item.status !== 'pending';
    const row = await trx
      .insertInto('items')
      .values({
        uuid: uuidv7(),
        run_id: runId,
        ordinal: run.total_items + added + 1,
        seq: item.seq,
        source_key: item.sourceKey,
        name: item.name,
        relative_folder: item.relativeFolder,
        status: item.status,
        attempt: 0,
        sources: JSON.stringify(item.sources),
        facts: '{}',
        node_states: '[]',
        receipt: null,
        started_at: null,
        finished_at: over ? now : null,
        ...patchColumns({ error: item.error }),
      })
      .onConflict((conflict) => conflict.columns(['run_id', 'source_key']).doNothing())
      .returning('id')
      .executeTakeFirst();
    ids.push(row?.id ?? null);
    if (row === undefined) continue;
    added += 1;
    counts[item.status] = (counts[item.status] ?? 0) + 1;
    await trx
      .insertInto('item_names')
      .values({ rowid: row.id, name: item.name.normalize('NFC') })
      .execute();
    for (const file_id of item.fileIds) {
      await trx
        .insertInto('item_files')
        .values({ run_id: runId, file_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await insertNames(trx, runId, row.id, item);
  }
  await trx.updateTable('runs').set({ last_seq: lastSeq }).where('id', '=', runId).execute();
  await changeCounters(trx, runId, clock, counts);
  return ids;
}

async function insertNames(trx: Transaction<Database>, runId: number, itemId: number, item: NewItem): Promise<void> {
  for (const name of item.names) {
    const row = await trx
      .insertInto('outputs')
      .values({
        run_id: runId,
        item_id: itemId,
        node_id: name.nodeId,
        relative_path: name.relativePath,
        name_key: name.key,
        state: 'planned',
        attempt: 0,
      })
      .onConflict((conflict) => conflict.columns(['run_id', 'name_key']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) throw new NameTakenError(name.relativePath);
  }
}

/** Marks published files done and takes back what was not published; answers what that adds to the run's counters. */
async function settleOutputs(
  trx: Transaction<Database>,
  itemId: number,
  published: number[],
  stamps: ReadonlyMap<number, string> | undefined,
  dropUnused: boolean,
): Promise<{ count: number; bytes: number }> {
  const added = await trx
    .updateTable('outputs')
    .set({ state: 'done', archived: 0 })
    .where('item_id', '=', itemId)
    .where('id', 'in', published)
    .where('state', '!=', 'done')
    .returning('bytes')
    .execute();
  for (const [id, stamp] of stamps ?? []) {
    await trx.updateTable('outputs').set({ stamp }).where('id', '=', id).where('item_id', '=', itemId).execute();
  }
  if (dropUnused) {
    await trx.deleteFrom('outputs').where('item_id', '=', itemId).where('state', '!=', 'done').execute();
  } else {
    await trx
      .updateTable('outputs')
      .set({ state: 'planned' })
      .where('item_id', '=', itemId)
      .where('state', '=', 'committing')
      .execute();
  }
  return { count: added.length, bytes: added.reduce((sum, row) => sum + (row.bytes ?? 0), 0) };
}
