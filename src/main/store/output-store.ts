import { type ExpressionBuilder, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Clock } from '../engine/ports.ts';
import type { OutputStorePort, StoredOutput } from '../engine/store-port.ts';
import type { Write } from './group-commit.ts';
import { toOutput } from './item-rows.ts';
import { changeCounters } from './run-counters.ts';
import type { Database, OutputsTable } from './schema.ts';
import { keptName } from './undo-store.ts';

/** Queries over names given away and files delivered. */
export function createOutputStore(db: Kysely<Database>, write: Write, clock: Clock, keptRoot: string): OutputStorePort {
  return {
    async taken(runId, keys, { published = false } = {}) {
      if (keys.length === 0) return new Set();
      const listed = sql<string>`(SELECT value FROM json_each(${JSON.stringify(keys)}))`;
      const ofRun = db.selectFrom('outputs').where('run_id', '=', runId);
      const named = ofRun.select('name_key as key').where('name_key', 'in', listed);
      const found = ofRun.select(sql<string>`found_key`.as('key')).where('found_key', 'in', listed);
      const isOnDisk = (eb: ExpressionBuilder<Database, 'outputs'>) => eb('state', '!=', 'planned');
      const query = published
        ? named.where(isOnDisk).where('found_key', 'is', null)
        : named.unionAll(found.where(isOnDisk));
      const rows = await query.execute();
      return new Set(rows.map(({ key }) => key));
    },

    async ofItem(itemId) {
      const rows = await db.selectFrom('outputs').selectAll().where('item_id', '=', itemId).orderBy('id').execute();
      return rows.map(toStored);
    },

    async ofItems(itemIds) {
      const rows = await db
        .selectFrom('outputs')
        .selectAll()
        .where('item_id', 'in', sql<number>`(SELECT value FROM json_each(${JSON.stringify(itemIds)}))`)
        .orderBy('id')
        .execute();
      return rows.map(toStored);
    },

    async withHash(sha256) {
      const rows = await db
        .selectFrom('outputs')
        .selectAll()
        .where('sha256', '=', sha256)
        .where('state', '=', 'done')
        .where('archived', '=', 0)
        .orderBy('id', 'desc')
        .limit(8)
        .execute();
      return rows.map((row) => ({ runId: row.run_id, output: toOutput({ ...row, archive: null }) }));
    },

    allocate: (runId, itemId, name) =>
      write(async (trx) => {
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
          .returningAll()
          .executeTakeFirst();
        return row === undefined ? null : toStored(row);
      }),

    committing: (id, attempt, file) =>
      write(async (trx) => {
        const before = await trx
          .selectFrom('outputs')
          .innerJoin('items', 'items.id', 'outputs.item_id')
          .select(['outputs.run_id', 'outputs.state', 'outputs.bytes'])
          .where('outputs.id', '=', id)
          .where('items.attempt', '=', attempt)
          .where('items.status', '=', 'running')
          .executeTakeFirst();
        if (before === undefined) return 'stale';
        const keys = file.foundKey === undefined ? [file.key] : [file.key, file.foundKey];
        if ((await holders(trx, before.run_id, keys)).some((holder) => holder.id !== id)) return 'taken';
        await trx
          .updateTable('outputs')
          .set({
            state: 'committing',
            attempt,
            path: file.path,
            relative_path: file.relativePath,
            name_key: file.key,
            found_key: file.foundKey ?? null,
            temp_path: file.tempPath,
            format: file.format,
            width: file.width,
            height: file.height,
            bytes: file.bytes,
            sha256: file.sha256,
            stamp: null,
            undone: null,
            ...(file.origin === undefined ? {} : { origin: file.origin }),
          })
          .where('id', '=', id)
          .execute();
        if (file.keptAt !== undefined) {
          await trx
            .insertInto('replaced_files')
            .values({
              output_id: id,
              kept_at: keptName(keptRoot, file.keptAt),
              replaced_at: clock.now().toISOString(),
            })
            .execute();
        }
        for (const path of file.folders ?? []) {
          await trx
            .insertInto('made_folders')
            .values({ run_id: before.run_id, path })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        // It counts again once it is done.
        if (before.state === 'done') {
          await changeCounters(trx, before.run_id, clock, {}, { count: -1, bytes: -(before.bytes ?? 0) });
        }
        return 'recorded';
      }),

    settle: (id, found) =>
      write(async (trx) => {
        const row = await trx
          .updateTable('outputs')
          .set({ state: found ? 'done' : 'planned', archived: 0 })
          .where('id', '=', id)
          .where('state', '=', 'committing')
          .returning(['run_id', 'bytes'])
          .executeTakeFirst();
        if (row === undefined || !found) return;
        await changeCounters(trx, row.run_id, clock, {}, { count: 1, bytes: row.bytes ?? 0 });
      }),

    async toArchive(runId, afterId, limit) {
      const rows = await db
        .selectFrom('outputs')
        .select(['id', 'path', 'relative_path'])
        .where('run_id', '=', runId)
        .where('state', '=', 'done')
        .where('archived', '=', 0)
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ id: row.id, path: row.path ?? '', relativePath: row.relative_path }));
    },

    markArchived: (runId, path) =>
      write(async (trx) => {
        const archive = await trx
          .updateTable('archives')
          .set({ state: 'done' })
          .where('run_id', '=', runId)
          .where('path', '=', path)
          .where('state', '!=', 'undone')
          .returning('id')
          .execute();
        await trx
          .updateTable('outputs')
          .set({ archived: Math.max(1, ...archive.map(({ id }) => id)) })
          .where('run_id', '=', runId)
          .where('state', '=', 'done')
          .where('archived', '=', 0)
          .execute();
      }),
  };
}

/** Which outputs of a run have names of these keys, or were found in files of these names. */
export async function holders(
  trx: Transaction<Database>,
  runId: number,
  keys: readonly string[],
): Promise<{ id: number; item_id: number; key: string }[]> {
  const listed = sql<string>`(SELECT value FROM json_each(${JSON.stringify(keys)}))`;
  const ofRun = trx.selectFrom('outputs').select(['id', 'item_id']).where('run_id', '=', runId);
  return await ofRun
    .select('name_key as key')
    .where('name_key', 'in', listed)
    .unionAll(
      ofRun.select(sql<string>`found_key`.as('key')).where('found_key', 'in', listed).where('state', '!=', 'planned'),
    )
    .execute();
}

function toStored(row: Selectable<OutputsTable>): StoredOutput {
  return {
    id: row.id,
    itemId: row.item_id,
    nodeId: row.node_id,
    relativePath: row.relative_path,
    state: row.state,
    attempt: row.attempt,
    path: row.path,
    sha256: row.sha256,
    bytes: row.bytes,
    origin: row.origin,
  };
}
