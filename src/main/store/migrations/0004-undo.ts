import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What runs did to the file system, so that it can be taken back. */
export const undo: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  'ALTER TABLE runs ADD COLUMN undone_at TEXT',
  'ALTER TABLE outputs ADD COLUMN origin TEXT',
  'ALTER TABLE outputs ADD COLUMN stamp TEXT',
  'ALTER TABLE outputs ADD COLUMN undone TEXT',
  `CREATE TABLE replaced_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    output_id INTEGER NOT NULL,
    kept_at TEXT NOT NULL UNIQUE,
    replaced_at TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX replaced_files_output ON replaced_files (output_id, id)',
  'CREATE INDEX replaced_files_age ON replaced_files (replaced_at)',
  `CREATE TABLE made_folders (
    run_id INTEGER NOT NULL REFERENCES runs (id),
    path TEXT NOT NULL,
    PRIMARY KEY (run_id, path)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE archives (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('committing', 'done', 'undone'))
  ) STRICT`,
  'CREATE INDEX archives_run ON archives (run_id)',
];
