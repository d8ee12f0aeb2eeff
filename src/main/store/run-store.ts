import { type Kysely, type Selectable, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../engine/ports.ts';
import type { RunStorePort, StoredRun } from '../engine/store-port.ts';
import type { NewWebhook } from '../engine/webhook-port.ts';
import type { Write } from './group-commit.ts';
import { runMatches } from './run-filter.ts';
import type { Database, RunsTable } from './schema.ts';
import { tellAgain } from './webhook-store.ts';

/** Runs with the slug of their workflow. */
const selectRuns = (db: Kysely<Database>) =>
  db
    .selectFrom('runs')
    .innerJoin('workflows', 'workflows.id', 'runs.workflow_id')
    .selectAll('runs')
    .select('workflows.slug as workflow_slug');

/** Queries over runs. Their counters are written by item-store.ts, in the transactions of the items. */
export function createRunStore(db: Kysely<Database>, write: Write, clock: Clock): RunStorePort {
  return {
    insert: (run, { webhooks = [], idempotency } = {}) =>
      write(async (trx) => {
        const now = clock.now().toISOString();
        if (idempotency !== undefined) {
          const before = await runOfRequest(trx, idempotency.owner, idempotency.key);
          if (before !== null) return { run: before.run, existed: true };
        }
        const { id } = await trx
          .insertInto('runs')
          .values({
            uuid: uuidv7(),
            name: run.name,
            status: 'queued',
            workflow_id: run.workflowId,
            workflow_version: run.workflowVersion,
            trigger: run.trigger,
            inputs: JSON.stringify(run.inputs),
            output: JSON.stringify(run.output),
            intermediates: run.intermediates,
            labels: JSON.stringify(run.labels),
            tolerant: Number(run.tolerant),
            held: Number(run.held),
            description: run.description,
            params: JSON.stringify(run.params),
            client: run.client === null ? null : JSON.stringify(run.client),
            archive_path: null,
            error: null,
            created_at: now,
            started_at: null,
            finished_at: null,
            updated_at: now,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        if (idempotency !== undefined) {
          await trx
            .insertInto('idempotency_keys')
            .values({ ...idempotency, run_id: id, created_at: now })
            .execute();
        }
        await insertWebhooks(trx, id, webhooks, now);
        return {
          run: toRun(await selectRuns(trx).where('runs.id', '=', id).executeTakeFirstOrThrow()),
          existed: false,
        };
      }),

    ofRequest: (owner, key) => runOfRequest(db, owner, key),

    async find(key) {
      const query =
        'id' in key ? selectRuns(db).where('runs.id', '=', key.id) : selectRuns(db).where('runs.uuid', '=', key.uuid);
      const row = await query.executeTakeFirst();
      return row ? toRun(row) : null;
    },

    async list({ offset, limit, ...filter }) {
      const { total } = await db
        .selectFrom('runs')
        .select(sql<number>`count(*)`.as('total'))
        .where(runMatches(filter))
        .executeTakeFirstOrThrow();
      const found = await selectRuns(db)
        .where(runMatches(filter))
        .orderBy('runs.id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return { items: found.map(toRun), total };
    },

    async unfinished() {
      const rows = await selectRuns(db)
        .where('runs.status', 'in', ['queued', 'running', 'paused'])
        .orderBy('runs.id')
        .execute();
      return rows.map(toRun);
    },

    transition: (id, from, to, patch = {}, { idle } = { idle: false }) =>
      write(async (trx) => {
        let query = trx
          .updateTable('runs')
          .set({
            status: to,
            updated_at: clock.now().toISOString(),
            ...(patch.error === undefined ? {} : { error: patch.error === null ? null : JSON.stringify(patch.error) }),
            ...(patch.startedAt === undefined ? {} : { started_at: patch.startedAt }),
            ...(patch.finishedAt === undefined ? {} : { finished_at: patch.finishedAt }),
            ...(to === 'cancelled' || to === 'queued' ? { cancel_requested: 0 } : {}),
            // What is delivered from here on is not undone.
            ...(to === 'queued' ? { undone_at: null } : {}),
            ...(to === 'running' ? { held: 0 } : {}),
          })
          .where('id', '=', id)
          .where('status', '=', from);
        if (idle) query = query.where('pending_items', '=', 0).where('running_items', '=', 0);
        const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
        if (numUpdatedRows === 1n && to === 'queued' && from !== 'paused') {
          await tellAgain(trx, id, clock.now().toISOString());
        }
        return numUpdatedRows === 1n;
      }),

    requestCancel: (id) => update(id, { cancel_requested: 1 }),
    change: (id, { name, description, client, webhooks, started, removed }) =>
      write(async (trx) => {
        const now = clock.now().toISOString();
        await trx
          .updateTable('runs')
          .set({
            updated_at: now,
            ...(name === undefined ? {} : { name }),
            ...(description === undefined ? {} : { description }),
            ...(client === undefined ? {} : { client: JSON.stringify(client) }),
            ...(started ? { held: 0 } : {}),
            ...(removed ? { removed_at: now } : {}),
          })
          .where('id', '=', id)
          .execute();
        if (webhooks === undefined) return;
        await trx.deleteFrom('webhooks').where('run_id', '=', id).where('state', '=', 'waiting').execute();
        await insertWebhooks(trx, id, webhooks, now);
      }),
    setIntakeDone: (id) => update(id, { intake_done: 1 }),
    setArchive: (id, path, state) => update(id, { archive_path: path, archive_state: state }),
  };

  function update(
    id: number,
    values: {
      cancel_requested?: number;
      intake_done?: number;
      archive_path?: string;
      archive_state?: StoredRun['archiveState'];
    },
  ): Promise<void> {
    return write(async (trx) => {
      await trx
        .updateTable('runs')
        .set({ ...values, updated_at: clock.now().toISOString() })
        .where('id', '=', id)
        .execute();
    });
  }
}

async function runOfRequest(
  db: Kysely<Database>,
  owner: string,
  key: string,
): Promise<{ run: StoredRun; fingerprint: string } | null> {
  const row = await selectRuns(db)
    .innerJoin('idempotency_keys', 'idempotency_keys.run_id', 'runs.id')
    .select('idempotency_keys.fingerprint as fingerprint')
    .where('idempotency_keys.owner', '=', owner)
    .where('idempotency_keys.key', '=', key)
    .executeTakeFirst();
  return row === undefined ? null : { run: toRun(row), fingerprint: row.fingerprint };
}

async function insertWebhooks(
  trx: Kysely<Database>,
  runId: number,
  webhooks: readonly NewWebhook[],
  now: string,
): Promise<void> {
  if (webhooks.length === 0) return;
  await trx
    .insertInto('webhooks')
    .values(
      webhooks.map(({ url, dialect, origin }) => ({
        uuid: uuidv7(),
        run_id: runId,
        url,
        dialect,
        origin,
        state: 'waiting' as const,
        tries: '[]',
        next_at: null,
        created_at: now,
      })),
    )
    .execute();
}

function toRun(row: Selectable<RunsTable> & { workflow_slug: string }): StoredRun {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    status: row.status,
    workflowId: row.workflow_id,
    workflowSlug: row.workflow_slug,
    workflowVersion: row.workflow_version,
    trigger: row.trigger,
    held: row.held === 1,
    description: row.description,
    params: JSON.parse(row.params) as StoredRun['params'],
    client: row.client === null ? null : (JSON.parse(row.client) as StoredRun['client']),
    removedAt: row.removed_at,
    inputs: JSON.parse(row.inputs) as StoredRun['inputs'],
    output: JSON.parse(row.output) as StoredRun['output'],
    intermediates: row.intermediates,
    labels: JSON.parse(row.labels) as StoredRun['labels'],
    intakeDone: row.intake_done === 1,
    totalItems: row.total_items,
    pendingItems: row.pending_items,
    runningItems: row.running_items,
    completedItems: row.completed_items,
    failedItems: row.failed_items,
    skippedItems: row.skipped_items,
    cancelledItems: row.cancelled_items,
    outputCount: row.output_count,
    outputBytes: row.output_bytes,
    archivePath: row.archive_state === 'none' ? null : row.archive_path,
    error: row.error === null ? null : (JSON.parse(row.error) as StoredRun['error']),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    updatedAt: row.updated_at,
    undoneAt: row.undone_at,
    tolerant: row.tolerant === 1,
    cancelRequested: row.cancel_requested === 1,
    lastSeq: row.last_seq,
    archiveState: row.archive_state,
  };
}
