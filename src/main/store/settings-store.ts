import type { Kysely } from 'kysely';
import type { Clock, SettingsPort } from '../engine/ports.ts';
import type { Write } from './group-commit.ts';
import type { Database } from './schema.ts';

/** Settings as JSON by key. */
export function createSettingsStore(db: Kysely<Database>, write: Write, clock: Clock): SettingsPort {
  return {
    async get(key) {
      const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
      return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
    },
    set: (key, value) =>
      write(async (trx) => {
        if (value === undefined) {
          await trx.deleteFrom('settings').where('key', '=', key).execute();
          return;
        }
        const row = { value: JSON.stringify(value), updated_at: clock.now().toISOString() };
        await trx
          .insertInto('settings')
          .values({ key, ...row })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute();
      }),
    async all() {
      const rows = await db.selectFrom('settings').selectAll().orderBy('key').execute();
      return Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
    },
  };
}
