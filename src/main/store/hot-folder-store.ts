import { type Kysely, type Selectable, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { HotFolderStorePort, SeenFile, StoredHotFolder } from '../engine/hot-folder-port.ts';
import type { Clock } from '../engine/ports.ts';
import type { Write } from './group-commit.ts';
import type { Database, HotFolderFilesTable, HotFoldersTable } from './schema.ts';

/** Queries over hot folders and the files they have seen. */
export function createHotFolderStore(db: Kysely<Database>, write: Write, clock: Clock): HotFolderStorePort {
  const now = (): string => clock.now().toISOString();
  const files = (id: number) => db.selectFrom('hot_folder_files').selectAll().where('hot_folder_id', '=', id);

  return {
    async list() {
      return (await db.selectFrom('hot_folders').selectAll().orderBy('id').execute()).map(toHotFolder);
    },

    async find(key) {
      const [column, value] = Object.entries(key)[0] as ['id' | 'uuid' | 'folder', string | number];
      const row = await db.selectFrom('hot_folders').selectAll().where(column, '=', value).executeTakeFirst();
      return row === undefined ? null : toHotFolder(row);
    },

    insert: ({ folder, workflowId, options, enabled }) =>
      write(async (trx) =>
        toHotFolder(
          await trx
            .insertInto('hot_folders')
            .values({
              uuid: uuidv7(),
              folder,
              workflow_id: workflowId,
              options: JSON.stringify(options),
              enabled: Number(enabled),
              created_at: now(),
              updated_at: now(),
            })
            .returningAll()
            .executeTakeFirstOrThrow(),
        ),
      ),

    update: (id, { workflowId, options, enabled }) =>
      write(async (trx) => {
        await trx
          .updateTable('hot_folders')
          .set({
            updated_at: now(),
            ...(workflowId === undefined ? {} : { workflow_id: workflowId }),
            ...(options === undefined ? {} : { options: JSON.stringify(options) }),
            ...(enabled === undefined ? {} : { enabled: Number(enabled) }),
          })
          .where('id', '=', id)
          .execute();
      }),

    remove: (id) =>
      write(async (trx) => {
        await trx.deleteFrom('hot_folder_files').where('hot_folder_id', '=', id).execute();
        await trx.deleteFrom('hot_folders').where('id', '=', id).execute();
      }),

    async seen(id, paths) {
      const listed = sql<string>`(SELECT value FROM json_each(${JSON.stringify(paths)}))`;
      return (await files(id).where('path', 'in', listed).execute()).map(toSeen);
    },

    withStamp: async (id, stamp) => (await files(id).where('stamp', '=', stamp).execute()).map(toSeen),

    reidentify: (id, path, change) =>
      write(async (trx) => {
        await trx
          .updateTable('hot_folder_files')
          .set(change)
          .where('hot_folder_id', '=', id)
          .where('path', '=', path)
          .execute();
      }),

    take: (id, batch, taken) =>
      write(async (trx) => {
        for (const { path, stamp, sha256, state } of taken) {
          const row = { stamp, sha256, state, batch, run_id: null, error: null, seen_at: now() };
          await trx
            .insertInto('hot_folder_files')
            .values({ hot_folder_id: id, path, ...row })
            .onConflict((conflict) => conflict.columns(['hot_folder_id', 'path']).doUpdateSet(row))
            .execute();
        }
      }),

    runMade: (id, batch, runId) =>
      write(async (trx) => {
        await trx
          .updateTable('hot_folder_files')
          .set({ run_id: runId })
          .where('hot_folder_id', '=', id)
          .where('batch', '=', batch)
          .execute();
      }),

    async withoutRun(id) {
      const rows = await files(id).where('state', '=', 'taken').where('run_id', 'is', null).orderBy('path').execute();
      const batches = Map.groupBy(rows, (row) => row.batch ?? '');
      return [...batches].map(([batch, of]) => ({ batch, files: of.map(toSeen) }));
    },

    async openRuns(id) {
      const rows = await db
        .selectFrom('hot_folder_files')
        .select('run_id')
        .distinct()
        .where('hot_folder_id', '=', id)
        .where('state', '=', 'taken')
        .where('run_id', 'is not', null)
        .execute();
      return rows.flatMap(({ run_id }) => run_id ?? []);
    },

    ofRun: async (id, runId) => (await files(id).where('run_id', '=', runId).execute()).map(toSeen),

    settle: (id, outcomes) =>
      write(async (trx) => {
        for (const { path, state, error, movedTo } of outcomes) {
          await trx
            .updateTable('hot_folder_files')
            .set({ state, error })
            .where('hot_folder_id', '=', id)
            .where('path', '=', path)
            .execute();
          if (movedTo === undefined) continue;
          const place = `$."${movedTo.nodeId}".path`;
          await trx
            .updateTable('items')
            .set({ sources: sql`json_set(sources, ${place}, ${movedTo.path})` })
            .where('id', '=', movedTo.itemId)
            .execute();
        }
      }),

    forget: (id, paths) =>
      write(async (trx) => {
        const listed = sql<string>`(SELECT value FROM json_each(${JSON.stringify(paths)}))`;
        await trx.deleteFrom('hot_folder_files').where('hot_folder_id', '=', id).where('path', 'in', listed).execute();
      }),

    async counts(id) {
      const rows = await db
        .selectFrom('hot_folder_files')
        .select(['state', sql<number>`count(*)`.as('count')])
        .where('hot_folder_id', '=', id)
        .groupBy('state')
        .execute();
      return { taken: 0, done: 0, failed: 0, passed: 0, ...Object.fromEntries(rows.map((r) => [r.state, r.count])) };
    },

    async last(id) {
      const row = await files(id).where('state', '!=', 'passed').orderBy('seen_at', 'desc').limit(1).executeTakeFirst();
      return row === undefined ? null : { path: row.path, at: row.seen_at };
    },

    async madeHere(uuid, sha256) {
      const row = await db
        .selectFrom('outputs')
        .innerJoin('runs', 'runs.id', 'outputs.run_id')
        .select('outputs.id')
        .where('outputs.sha256', '=', sha256)
        .where('outputs.state', '=', 'done')
        .where(sql<boolean>`runs.labels ->> 'hotFolder' = ${uuid}`)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function toHotFolder(row: Selectable<HotFoldersTable>): StoredHotFolder {
  return {
    id: row.id,
    uuid: row.uuid,
    folder: row.folder,
    workflowId: row.workflow_id,
    options: JSON.parse(row.options) as StoredHotFolder['options'],
    enabled: row.enabled === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toSeen(row: Selectable<HotFolderFilesTable>): SeenFile {
  const { path, stamp, sha256, error } = row;
  return { path, stamp, sha256, state: row.state as SeenFile['state'], error };
}
