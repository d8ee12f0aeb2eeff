import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The first schema. Written out in SQL, so that it never changes with the types in schema.ts. */
export const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `CREATE TABLE workflows (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    built_in INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    version INTEGER NOT NULL,
    version_uuid TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    removed_at TEXT
  ) STRICT`,
  'CREATE UNIQUE INDEX workflows_slug ON workflows (hidden, slug) WHERE removed_at IS NULL',
  `CREATE TABLE workflow_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    workflow_id INTEGER NOT NULL REFERENCES workflows (id),
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (workflow_id, version)
  ) STRICT`,
  `CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    workflow_id INTEGER NOT NULL REFERENCES workflows (id),
    workflow_version INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    inputs TEXT NOT NULL,
    output TEXT NOT NULL,
    intermediates TEXT NOT NULL,
    labels TEXT NOT NULL,
    tolerant INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    intake_done INTEGER NOT NULL DEFAULT 0,
    last_seq INTEGER NOT NULL DEFAULT 0,
    total_items INTEGER NOT NULL DEFAULT 0,
    pending_items INTEGER NOT NULL DEFAULT 0,
    running_items INTEGER NOT NULL DEFAULT 0,
    completed_items INTEGER NOT NULL DEFAULT 0,
    failed_items INTEGER NOT NULL DEFAULT 0,
    skipped_items INTEGER NOT NULL DEFAULT 0,
    cancelled_items INTEGER NOT NULL DEFAULT 0,
    output_count INTEGER NOT NULL DEFAULT 0,
    output_bytes INTEGER NOT NULL DEFAULT 0,
    archive_path TEXT,
    archive_state TEXT NOT NULL DEFAULT 'none',
    error TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    updated_at TEXT NOT NULL,
    FOREIGN KEY (workflow_id, workflow_version) REFERENCES workflow_versions (workflow_id, version),
    CHECK (total_items = pending_items + running_items + completed_items + failed_items + skipped_items + cancelled_items)
  ) STRICT`,
  'CREATE INDEX runs_status ON runs (status, id)',
  `CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    ordinal INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    name TEXT NOT NULL,
    relative_folder TEXT NOT NULL,
    status TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    sources TEXT NOT NULL,
    facts TEXT NOT NULL,
    node_states TEXT NOT NULL,
    error TEXT,
    receipt TEXT,
    started_at TEXT,
    finished_at TEXT,
    UNIQUE (run_id, source_key),
    UNIQUE (run_id, ordinal)
  ) STRICT`,
  'CREATE INDEX items_status ON items (run_id, status, ordinal)',
  // Trigrams answer "part of the name" without reading every row. Contentless: the names are in items already.
  "CREATE VIRTUAL TABLE item_names USING fts5 (name, content='', contentless_delete=1, tokenize='trigram')",
  `CREATE TABLE item_files (
    run_id INTEGER NOT NULL REFERENCES runs (id),
    file_id TEXT NOT NULL,
    PRIMARY KEY (run_id, file_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE outputs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    item_id INTEGER NOT NULL REFERENCES items (id),
    node_id TEXT NOT NULL,
    relative_path TEXT NOT NULL,
    name_key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'committing', 'done')),
    attempt INTEGER NOT NULL,
    path TEXT,
    temp_path TEXT,
    format TEXT,
    width INTEGER,
    height INTEGER,
    bytes INTEGER,
    sha256 TEXT,
    archived INTEGER NOT NULL DEFAULT 0,
    UNIQUE (run_id, name_key),
    UNIQUE (item_id, node_id)
  ) STRICT`,
  `CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT`,
];
