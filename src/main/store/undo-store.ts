import { isAbsolute, join, relative } from 'node:path';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Clock } from '../engine/ports.ts';
import type { MadeArchive, MadeOutput, UndoStorePort } from '../engine/undo-port.ts';
import type { Write } from './group-commit.ts';
import { changeCounters } from './run-counters.ts';
import type { ArchivesTable, Database, OutputsTable } from './schema.ts';

/**
 * The record of what runs did to the file system. Where replaced files are kept is written relative to `keptRoot`, so that a data
 * folder can be moved.
 */
export function createUndoStore(db: Kysely<Database>, write: Write, clock: Clock, keptRoot: string): UndoStorePort {
  return {
    async outputs(runId, afterId, limit) {
      const rows = await madeOutputs(db)
        // The plus makes it go through the ids, of which a run's lie together, instead of sorting all of a run for each page.
        .where(sql<boolean>`+run_id = ${runId}`)
        .where((eb) =>
          eb.or([
            eb('state', '=', 'done'),
            eb.and([
              eb('undone', '=', 'trashed'),
              eb.exists(eb.selectFrom('replaced_files').select('id').whereRef('output_id', '=', 'outputs.id')),
            ]),
          ]),
        )
        .where('id', '>', afterId)
        .limit(limit)
        .execute();
      return rows.map((row) => toMade(row, keptRoot));
    },

    async outputsOfItems(runId, itemIds) {
      const rows = await madeOutputs(db)
        .where('item_id', 'in', sql<number>`(SELECT value FROM json_each(${JSON.stringify(itemIds)}))`)
        .where('run_id', '=', runId)
        .where('state', '=', 'done')
        .where('archived', '=', 0)
        .execute();
      return rows.map((row) => toMade(row, keptRoot));
    },

    settleOutputs: (outputs) =>
      write(async (trx) => {
        for (const { id, undone } of outputs) {
          const row = await trx
            .updateTable('outputs')
            .set({ state: 'planned', undone })
            .where('id', '=', id)
            .where('state', '=', 'done')
            .returning(['run_id', 'bytes'])
            .executeTakeFirst();
          if (row !== undefined) {
            await changeCounters(trx, row.run_id, clock, {}, { count: -1, bytes: -(row.bytes ?? 0) });
            continue;
          }
          // It was counted out when it went into the trash.
          await trx
            .updateTable('outputs')
            .set({ undone })
            .where('id', '=', id)
            .where('undone', '=', 'trashed')
            .execute();
        }
      }),

    addFolders: (runId, paths) =>
      write(async (trx) => {
        for (const path of paths) {
          await trx
            .insertInto('made_folders')
            .values({ run_id: runId, path })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
      }),

    async folders(runId) {
      const rows = await db.selectFrom('made_folders').select('path').where('run_id', '=', runId).execute();
      return rows.map((row) => row.path);
    },

    forgetFolders: (runId, paths) =>
      write(async (trx) => {
        for (const path of paths) {
          await trx.deleteFrom('made_folders').where('run_id', '=', runId).where('path', '=', path).execute();
        }
      }),

    async archives(runId) {
      const rows = await madeArchives(db)
        .where('run_id', '=', runId)
        .where('state', '!=', 'undone')
        .orderBy('archives.id')
        .execute();
      return rows.map((row) => toArchive(row, keptRoot));
    },

    addArchive: (runId, { keptAt, ...archive }) =>
      write(async (trx) => {
        // Recorded by an attempt that was interrupted before it published anything.
        await trx
          .deleteFrom('archives')
          .where('run_id', '=', runId)
          .where('path', '=', archive.path)
          .where('state', '=', 'committing')
          .execute();
        const { id } = await trx
          .insertInto('archives')
          .values({ run_id: runId, ...archive, state: 'committing' })
          .returning('id')
          .executeTakeFirstOrThrow();
        if (keptAt === null) return;
        const replaced = { output_id: 0, archive_id: id, kept_at: keptName(keptRoot, keptAt) };
        await trx
          .insertInto('replaced_files')
          .values({ ...replaced, replaced_at: clock.now().toISOString() })
          .execute();
      }),

    settleArchive: (id) =>
      write(async (trx) => {
        const archive = await trx
          .updateTable('archives')
          .set({ state: 'undone' })
          .where('id', '=', id)
          .where('state', '!=', 'undone')
          .returning(['run_id', 'path'])
          .executeTakeFirst();
        if (archive === undefined) return;
        const rows = await trx
          .updateTable('outputs')
          .set({ state: 'planned', archived: 0, undone: 'removed' })
          .where('run_id', '=', archive.run_id)
          .where('archived', '=', id)
          .where('state', '=', 'done')
          .returning('bytes')
          .execute();
        const bytes = rows.reduce((sum, row) => sum + (row.bytes ?? 0), 0);
        await changeCounters(trx, archive.run_id, clock, {}, { count: -rows.length, bytes: -bytes });
        await trx
          .updateTable('runs')
          .set({ archive_path: null, archive_state: 'none' })
          .where('id', '=', archive.run_id)
          .where('archive_path', '=', archive.path)
          .execute();
      }),

    async archiveOf(outputId) {
      const row = await madeArchives(db)
        .innerJoin('outputs', 'outputs.archived', 'archives.id')
        .where('outputs.id', '=', outputId)
        .whereRef('archives.run_id', '=', 'outputs.run_id')
        .executeTakeFirst();
      return row === undefined ? null : toArchive(row, keptRoot);
    },

    async anyToRedo(runId) {
      const row = await db
        .selectFrom('items')
        .select('id')
        .where('run_id', '=', runId)
        .where('status', '=', 'completed')
        .where((eb) => eb.exists(undoneOutputs(db)))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    finish: (runId) =>
      write(async (trx) => {
        const now = clock.now().toISOString();
        await trx.updateTable('runs').set({ undone_at: now, updated_at: now }).where('id', '=', runId).execute();
      }),

    async expired(before, limit) {
      const rows = await db
        .selectFrom('replaced_files')
        .select(['id', 'kept_at'])
        .where('replaced_at', '<', before.toISOString())
        .orderBy('replaced_at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ id: row.id, keptAt: join(keptRoot, row.kept_at) }));
    },

    forgetReplaced: (ids) =>
      write(async (trx) => {
        if (ids.length > 0) await trx.deleteFrom('replaced_files').where('id', 'in', ids).execute();
      }),

    forgetKept: (keptAt) =>
      write(async (trx) => {
        for (const path of keptAt) {
          await trx.deleteFrom('replaced_files').where('kept_at', '=', keptName(keptRoot, path)).execute();
        }
      }),

    async isKept(path) {
      const row = await db
        .selectFrom('replaced_files')
        .select('id')
        .where('kept_at', '=', keptName(keptRoot, path))
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** Files that runs made, with the place of what they replaced, in order. */
function madeOutputs(db: Kysely<Database>) {
  return db
    .selectFrom('outputs')
    .select(['id', 'item_id', 'path', 'sha256', 'bytes', 'stamp', 'origin'])
    .select((eb) =>
      eb
        .selectFrom('replaced_files')
        .select('kept_at')
        .whereRef('output_id', '=', 'outputs.id')
        .orderBy('replaced_files.id', 'desc')
        .limit(1)
        .as('kept_at'),
    )
    .orderBy('id');
}

type MadeRow = Pick<Selectable<OutputsTable>, 'id' | 'item_id' | 'path' | 'sha256' | 'bytes' | 'stamp' | 'origin'> & {
  kept_at: string | null;
};

function toMade(row: MadeRow, keptRoot: string): MadeOutput {
  return {
    id: row.id,
    itemId: row.item_id,
    path: row.path ?? '',
    sha256: row.sha256 ?? '',
    bytes: row.bytes ?? 0,
    stamp: row.stamp,
    origin: row.origin,
    keptAt: row.kept_at === null ? null : join(keptRoot, row.kept_at),
  };
}

/** Within a query over items: their outputs that were taken back. What somebody put into the trash is not to come back by itself. */
export function undoneOutputs(db: Kysely<Database>) {
  return db
    .selectFrom('outputs')
    .select('outputs.id')
    .where('outputs.item_id', '=', sql.ref<number>('items.id'))
    .where('undone', 'in', ['removed', 'restored']);
}

/** How a kept file's place is written down. */
export function keptName(keptRoot: string, path: string): string {
  const name = relative(keptRoot, path);
  if (name.startsWith('..') || isAbsolute(name)) throw new Error(`${path} is not below ${keptRoot}`);
  return name;
}

/** Zips that runs made, with the place of what they replaced. */
function madeArchives(db: Kysely<Database>) {
  return db
    .selectFrom('archives')
    .leftJoin('replaced_files', 'replaced_files.archive_id', 'archives.id')
    .selectAll('archives')
    .select('replaced_files.kept_at');
}

function toArchive(row: Selectable<ArchivesTable> & { kept_at: string | null }, keptRoot: string): MadeArchive {
  const { id, path, sha256, bytes, state, origin } = row;
  const keptAt = row.kept_at === null ? null : join(keptRoot, row.kept_at);
  return { id, path, sha256, bytes, stamp: null, origin, keptAt, done: state === 'done' };
}
