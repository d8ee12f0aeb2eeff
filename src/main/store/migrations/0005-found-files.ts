import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Results that were there already under another name than the one kept for them. */
export const foundFiles: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  'ALTER TABLE outputs ADD COLUMN found_key TEXT',
  'CREATE INDEX outputs_found ON outputs (run_id, found_key) WHERE found_key IS NOT NULL',
];
