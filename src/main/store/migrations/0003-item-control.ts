import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a person changed for one item, and what its nodes have used up of their retries. */
export const itemControl: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  "ALTER TABLE items ADD COLUMN overrides TEXT NOT NULL DEFAULT '{}'",
  "ALTER TABLE items ADD COLUMN node_tries TEXT NOT NULL DEFAULT '{}'",
  'ALTER TABLE items ADD COLUMN redo_from TEXT',
  'ALTER TABLE items ADD COLUMN retry_at TEXT',
  // Few rows wait at any time; the index holds no others.
  'CREATE INDEX items_retry_at ON items (run_id, retry_at) WHERE retry_at IS NOT NULL',
];
