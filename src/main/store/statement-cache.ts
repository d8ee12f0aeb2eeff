import type Sqlite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** More different statements than the program has; lists of ids come in many lengths. */
const MOST = 500;

/**
 * A connection for Kysely that prepares each statement once. Kysely prepares every query anew, which took two thirds of
 * the time of a run without pixels. Only for connections whose schema does not change any more.
 */
export function withStatementCache(connection: Sqlite.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => void connection.close(),
    prepare(sql) {
      let statement = statements.get(sql);
      if (statement === undefined) {
        statement = connection.prepare(sql) as SqliteStatement;
        if (statements.size >= MOST) statements.delete(statements.keys().next().value!);
      } else statements.delete(sql);
      statements.set(sql, statement);
      return statement;
    },
  };
}
