import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the run API keeps: keys, uploads, requests not to be done twice, webhooks, hot folders, and more about runs. */
export const runApi: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  'ALTER TABLE runs ADD COLUMN held INTEGER NOT NULL DEFAULT 0',
  'ALTER TABLE runs ADD COLUMN description TEXT',
  "ALTER TABLE runs ADD COLUMN params TEXT NOT NULL DEFAULT '{}'",
  'ALTER TABLE runs ADD COLUMN client TEXT',
  'ALTER TABLE runs ADD COLUMN removed_at TEXT',
  'CREATE INDEX runs_workflow ON runs (workflow_id, id)',
  "CREATE INDEX runs_dialect ON runs (json_extract(client, '$.dialect'), id) WHERE client IS NOT NULL",
  // Results are asked for by their content.
  'CREATE INDEX outputs_sha256 ON outputs (sha256) WHERE sha256 IS NOT NULL',
  `CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    capabilities TEXT NOT NULL,
    folders TEXT,
    rate_limit INTEGER NOT NULL,
    expires_at TEXT,
    created_at TEXT NOT NULL,
    last_used_at TEXT,
    revoked_at TEXT
  ) STRICT`,
  `CREATE TABLE uploads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    relative_folder TEXT NOT NULL,
    content_type TEXT,
    bytes INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX uploads_sha256 ON uploads (sha256)',
  'CREATE INDEX uploads_last_used ON uploads (last_used_at)',
  `CREATE TABLE idempotency_keys (
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    created_at TEXT NOT NULL,
    PRIMARY KEY (owner, key)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    url TEXT NOT NULL,
    dialect TEXT NOT NULL,
    origin TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up')),
    tries TEXT NOT NULL DEFAULT '[]',
    next_at TEXT,
    created_at TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX webhooks_run ON webhooks (run_id)',
  "CREATE INDEX webhooks_waiting ON webhooks (next_at) WHERE state = 'waiting'",
  `CREATE TABLE hot_folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    folder TEXT NOT NULL UNIQUE,
    workflow_id INTEGER NOT NULL REFERENCES workflows (id),
    options TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE hot_folder_files (
    hot_folder_id INTEGER NOT NULL REFERENCES hot_folders (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    stamp TEXT NOT NULL,
    sha256 TEXT,
    state TEXT NOT NULL,
    batch TEXT,
    run_id INTEGER REFERENCES runs (id),
    error TEXT,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (hot_folder_id, path)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX hot_folder_files_stamp ON hot_folder_files (hot_folder_id, stamp)',
  'CREATE INDEX hot_folder_files_state ON hot_folder_files (hot_folder_id, state)',
  'CREATE INDEX hot_folder_files_run ON hot_folder_files (run_id) WHERE run_id IS NOT NULL',
];
