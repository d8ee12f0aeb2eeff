import { type Kysely, sql, type Transaction } from 'kysely';
import type { ImageFacts } from '../../contract/run.ts';
import type { CacheIndexPort, StampedFile, StoredOutcome } from '../engine/cache-port.ts';
import type { Clock } from '../engine/ports.ts';
import type { Write } from './group-commit.ts';
import type { CacheOutcomesTable, Database } from './schema.ts';

const TABLES = ['cache_files', 'cache_facts', 'cache_outcomes'] as const;
/** How exact it is known when a row was last used. */
const FRESH_MS = 3600_000;
/** Copies of one file that are worth trying. */
const MOST_COPIES = 5;

/** What the cache knows without opening a picture. Lists go in as JSON, so that each query is one statement for any length. */
export function createCacheStore(db: Kysely<Database>, write: Write, clock: Clock): CacheIndexPort {
  const seen = (): number => clock.now().getTime();
  const listed = (values: readonly (string | number)[]) =>
    sql<string>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;

  return {
    async files(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db.selectFrom('cache_files').selectAll().where('key', 'in', listed(keys)).execute();
      return new Map(rows.map((row) => [row.key, toStamped(row)]));
    },

    async filesWith(sha256) {
      const rows = await db
        .selectFrom('cache_files')
        .selectAll()
        .where('sha256', '=', sha256)
        .orderBy('seen_at', 'desc')
        .limit(MOST_COPIES)
        .execute();
      return rows.map(toStamped);
    },

    async knownSizes(bytes) {
      if (bytes.length === 0) return new Set();
      const rows = await db
        .selectFrom('cache_facts')
        .select('bytes')
        .distinct()
        .where('bytes', 'in', sql<number>`(SELECT value FROM json_each(${JSON.stringify(bytes)}))`)
        .execute();
      return new Set(rows.map((row) => row.bytes));
    },

    async facts(hashes) {
      if (hashes.length === 0) return new Map();
      const rows = await db
        .selectFrom('cache_facts')
        .select(['sha256', 'facts'])
        .where('sha256', 'in', listed(hashes))
        .execute();
      return new Map(rows.map((row) => [row.sha256, JSON.parse(row.facts) as ImageFacts]));
    },

    async outcomes(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('cache_outcomes')
        .select(['key', 'outcome', 'seen_at'])
        .where('key', 'in', listed(keys))
        .execute();
      const found = rows.filter((row) => seen() - row.seen_at > FRESH_MS).map(({ key }) => key);
      if (found.length > 0) {
        // Nobody waits for it; losing it costs nothing.
        void write(async (trx) => {
          await trx.updateTable('cache_outcomes').set({ seen_at: seen() }).where('key', 'in', listed(found)).execute();
        }).catch(() => {});
      }
      return new Map(rows.map((row) => [row.key, toOutcome(row)]));
    },

    add: ({ files, facts, outcomes }) =>
      write(async (trx) => {
        const seen_at = seen();
        for (const { key, stamp, sha256 } of files) await put(trx, 'cache_files', { key, stamp, sha256, seen_at });
        for (const { sha256, facts: one } of facts) {
          await put(trx, 'cache_facts', { sha256, bytes: one.bytes, facts: JSON.stringify(one), seen_at });
        }
        for (const { key, ...outcome } of outcomes) {
          await put(trx, 'cache_outcomes', { key, outcome: JSON.stringify(outcome), seen_at });
        }
      }),

    prune: (rows) =>
      write(async (trx) => {
        for (const table of TABLES) {
          const name = sql.table(table);
          await sql`
            DELETE FROM ${name} WHERE seen_at <
              (SELECT seen_at FROM ${name} ORDER BY seen_at DESC LIMIT 1 OFFSET ${rows})`.execute(trx);
        }
      }),

    clear: () =>
      write(async (trx) => {
        for (const table of TABLES) await trx.deleteFrom(table).execute();
      }),
  };
}

function toStamped({ key, stamp, sha256 }: StampedFile): StampedFile {
  return { key, stamp, sha256 };
}

function toOutcome({ key, outcome }: Pick<CacheOutcomesTable, 'key' | 'outcome'>): StoredOutcome {
  return { key, ...(JSON.parse(outcome) as Omit<StoredOutcome, 'key'>) };
}

async function put<Table extends (typeof TABLES)[number]>(
  trx: Transaction<Database>,
  table: Table,
  row: Database[Table],
): Promise<void> {
  const columns = Object.keys(row);
  await sql`
    INSERT OR REPLACE INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    VALUES (${sql.join(Object.values(row))})`.execute(trx);
}
