import { existsSync, mkdirSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { SafelightError } from '../../contract/errors.ts';
import { backupFolder, backupPath } from './backup-files.ts';
import { isDamage } from './damage.ts';
import { migrations as allMigrations } from './migrations/all.ts';
import type { Database } from './schema.ts';
import { withStatementCache } from './statement-cache.ts';

/**
 * Opens the database file, made when missing, and brings it to the newest schema; an existing one is copied to `backups/`
 * beside it before a migration touches it. The caller holds the data folder's lock.
 *
 * Throws `database_too_new` when a newer program has migrated it (the file is then as it was) and `database_damaged`.
 * `onError` hears of every query that fails later.
 */
export async function openDatabase(
  file: string,
  now: Date,
  migrations: Record<string, Migration> = allMigrations,
  onError: (error: unknown) => void = () => {},
): Promise<Kysely<Database>> {
  try {
    const applied = refuseNewer(file, migrations);
    const connection = new Sqlite(file);
    try {
      configure(connection);
      const pending = Object.keys(migrations).filter((name) => !applied.includes(name));
      if (applied.length > 0 && pending.length > 0) await backUp(connection, file, pending[0]!, now);
      await migrate(connection, migrations);
      return new Kysely<Database>({
        dialect: new SqliteDialect({ database: withStatementCache(connection) }),
        log(event) {
          if (event.level === 'error') onError(event.error);
        },
      });
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new SafelightError(
      'database_damaged',
      `The database ${file} is damaged. Move it away and start again, or put a copy from the folder "backups" beside it in its place. Your photos and results are not touched.`,
      { cause: error },
    );
  }
}

/**
 * The migrations a database has had. Reads only, so that a file of a newer program stays exactly as it is; throws
 * `database_too_new` then, and SQLite's own errors for what is no sound database.
 */
export function refuseNewer(file: string, migrations: Record<string, Migration> = allMigrations): string[] {
  const applied = existsSync(file) ? appliedMigrations(file) : [];
  const unknown = applied.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length === 0) return applied;
  throw new SafelightError(
    'database_too_new',
    `The data in ${file} was written by a newer Safelight (it knows ${unknown.join(', ')}). Nothing was changed. Install the newest Safelight to open it.`,
  );
}

async function migrate(connection: Sqlite.Database, migrations: Record<string, Migration>): Promise<void> {
  // Not destroyed: that would close the connection.
  const db = new Kysely<Database>({ dialect: new MigrationDialect({ database: connection }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

function appliedMigrations(file: string): string[] {
  const connection = new Sqlite(file, { readonly: true });
  try {
    const table = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'kysely_migration'").get();
    if (table === undefined) return [];
    return connection.prepare('SELECT name FROM kysely_migration ORDER BY name').pluck().all() as string[];
  } finally {
    connection.close();
  }
}

/** FULL, because NORMAL lost committed rows in a power-loss test. */
function configure(connection: Sqlite.Database): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('busy_timeout = 5000');
  connection.pragma('cache_size = -32000');
}

async function backUp(connection: Sqlite.Database, file: string, migration: string, now: Date): Promise<void> {
  mkdirSync(backupFolder(file), { recursive: true });
  await connection.backup(backupPath(file, now, `before-${migration}`));
}

/**
 * Kysely runs SQLite's migrations outside a transaction, although SQLite rolls back schema changes like any other. A kill
 * between two statements would leave half a schema, which no later start could migrate.
 */
class MigrationDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSchema();
  }
}

class TransactionalSchema extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
