import type { Kysely, Selectable, Updateable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { KeyStorePort, StoredKey } from '../engine/key-port.ts';
import type { Clock } from '../engine/ports.ts';
import type { Write } from './group-commit.ts';
import type { ApiKeysTable, Database } from './schema.ts';

/** The keys of the API, by the hash of each. */
export function createKeyStore(db: Kysely<Database>, write: Write, clock: Clock): KeyStorePort {
  const now = (): string => clock.now().toISOString();
  return {
    async list() {
      const rows = await db.selectFrom('api_keys').selectAll().orderBy('id').execute();
      return rows.map((row) => withoutHash(toKey(row)));
    },
    async find(key) {
      const [column, value] = Object.entries(key)[0] as ['id' | 'uuid' | 'hash', string | number];
      const row = await db.selectFrom('api_keys').selectAll().where(column, '=', value).executeTakeFirst();
      return row === undefined ? null : toKey(row);
    },
    insert: (key) =>
      write(async (trx) => {
        const row = await trx
          .insertInto('api_keys')
          .values({
            uuid: uuid(),
            name: key.name,
            hash: key.hash,
            prefix: key.prefix,
            capabilities: JSON.stringify(key.capabilities),
            folders: jsonOrNull(key.folders),
            rate_limit: key.rateLimit,
            expires_at: key.expiresAt,
            created_at: now(),
            last_used_at: null,
            revoked_at: null,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        return withoutHash(toKey(row));
      }),
    update: (id, changes) =>
      write(async (trx) => {
        const set: Updateable<ApiKeysTable> = {
          // So that there is something to set when nothing changes.
          id,
          ...(changes.name === undefined ? {} : { name: changes.name }),
          ...(changes.capabilities === undefined ? {} : { capabilities: JSON.stringify(changes.capabilities) }),
          ...(changes.folders === undefined ? {} : { folders: jsonOrNull(changes.folders) }),
          ...(changes.rateLimit === undefined ? {} : { rate_limit: changes.rateLimit }),
          ...(changes.expiresAt === undefined ? {} : { expires_at: changes.expiresAt }),
        };
        const row = await trx
          .updateTable('api_keys')
          .set(set)
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        return withoutHash(toKey(row));
      }),
    revoke: (id) =>
      write(async (trx) => {
        await trx
          .updateTable('api_keys')
          .set({ revoked_at: now() })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .execute();
      }),
    used: (id) =>
      write(async (trx) => {
        await trx.updateTable('api_keys').set({ last_used_at: now() }).where('id', '=', id).execute();
      }),
  };
}

const jsonOrNull = (value: readonly string[] | null): string | null => (value === null ? null : JSON.stringify(value));

function toKey(row: Selectable<ApiKeysTable>): StoredKey {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    hash: row.hash,
    prefix: row.prefix,
    capabilities: JSON.parse(row.capabilities) as StoredKey['capabilities'],
    folders: row.folders === null ? null : (JSON.parse(row.folders) as string[]),
    rateLimit: row.rate_limit,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}

function withoutHash({ hash: _hash, ...key }: StoredKey): Omit<StoredKey, 'hash'> {
  return key;
}
