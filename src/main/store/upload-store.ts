import { type Kysely, type Selectable, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../engine/ports.ts';
import type { UploadRecord, UploadRef, UploadStorePort } from '../engine/upload-port.ts';
import type { Write } from './group-commit.ts';
import type { Database, UploadsTable } from './schema.ts';

/** Queries over uploads; their bytes are the business of src/main/intake/uploads. */
export function createUploadStore(db: Kysely<Database>, write: Write, clock: Clock): UploadStorePort {
  const now = (): string => clock.now().toISOString();
  return {
    add: (uploads) =>
      write(async (trx) => {
        const added: UploadRecord[] = [];
        for (const { sha256, name, relativeFolder, contentType, bytes } of uploads) {
          const row = await trx
            .insertInto('uploads')
            .values({
              uuid: uuidv7(),
              sha256,
              name,
              relative_folder: relativeFolder,
              content_type: contentType,
              bytes,
              created_at: now(),
              last_used_at: now(),
            })
            .returningAll()
            .executeTakeFirstOrThrow();
          added.push(toUpload(row));
        }
        return added;
      }),

    async find(ref) {
      const { column, value } = columnOf(ref);
      const row = await db
        .selectFrom('uploads')
        .selectAll()
        .where(column, '=', value)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : toUpload(row);
    },

    async list({ offset, limit }) {
      const { total } = await db
        .selectFrom('uploads')
        .select(sql<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      const rows = await db
        .selectFrom('uploads')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return { items: rows.map(toUpload), total };
    },

    remove: (id) =>
      write(async (trx) => {
        await trx.deleteFrom('uploads').where('id', '=', id).execute();
      }),

    async known(hashes) {
      const rows = await db
        .selectFrom('uploads')
        .select('sha256')
        .distinct()
        .where('sha256', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(hashes)}))`)
        .execute();
      return new Set(rows.map((row) => row.sha256));
    },

    used: (sha256) =>
      write(async (trx) => {
        await trx.updateTable('uploads').set({ last_used_at: now() }).where('sha256', '=', sha256).execute();
      }),

    async unusedSince(time, afterId, limit) {
      const rows = await db
        .selectFrom('uploads')
        .selectAll()
        .where('last_used_at', '<', time)
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toUpload);
    },

    async usage() {
      return await db
        .selectFrom(db.selectFrom('uploads').select(['sha256', 'bytes']).distinct().as('contents'))
        .select([
          sql<number>`(SELECT count(*) FROM uploads)`.as('count'),
          sql<number>`coalesce(sum(contents.bytes), 0)`.as('bytes'),
        ])
        .executeTakeFirstOrThrow();
    },
  };
}

function columnOf(ref: UploadRef): { column: 'id' | 'uuid' | 'sha256'; value: string | number } {
  const text = String(ref);
  if (/^[0-9a-f]{64}$/i.test(text)) return { column: 'sha256', value: text.toLowerCase() };
  if (/^\d{1,15}$/.test(text)) return { column: 'id', value: Number(text) };
  return { column: 'uuid', value: text.toLowerCase() };
}

function toUpload(row: Selectable<UploadsTable>): UploadRecord {
  return {
    id: row.id,
    uuid: row.uuid,
    sha256: row.sha256,
    name: row.name,
    relativeFolder: row.relative_folder,
    contentType: row.content_type,
    bytes: row.bytes,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
