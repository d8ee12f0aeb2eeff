import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the cache knows of files and renderings (src/main/cache). */
export const cache: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `CREATE TABLE cache_files (
    key TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX cache_files_sha256 ON cache_files (sha256)',
  'CREATE INDEX cache_files_seen ON cache_files (seen_at)',
  `CREATE TABLE cache_facts (
    sha256 TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    facts TEXT NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX cache_facts_bytes ON cache_facts (bytes)',
  'CREATE INDEX cache_facts_seen ON cache_facts (seen_at)',
  `CREATE TABLE cache_outcomes (
    key TEXT PRIMARY KEY,
    outcome TEXT NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX cache_outcomes_seen ON cache_outcomes (seen_at)',
];
