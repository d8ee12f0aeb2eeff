import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What zips replaced, so that it can be put back. */
export const replacedZips: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  "ALTER TABLE archives ADD COLUMN origin TEXT NOT NULL DEFAULT 'new'",
  'ALTER TABLE replaced_files ADD COLUMN archive_id INTEGER',
  'CREATE INDEX replaced_files_archive ON replaced_files (archive_id) WHERE archive_id IS NOT NULL',
];
