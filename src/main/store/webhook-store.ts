import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { StoredWebhook, WebhookStorePort, WebhookTry } from '../engine/webhook-port.ts';
import type { Write } from './group-commit.ts';
import type { Database, WebhooksTable } from './schema.ts';

const OVER = ['completed', 'partial', 'failed', 'cancelled'] as const;

/** The outbox: who is to be told about which run, and every try. Rows are added by run-store.ts, with their run. */
export function createWebhookStore(db: Kysely<Database>, write: Write): WebhookStorePort {
  const waitingFor = (dialects: readonly string[]) =>
    db
      .selectFrom('webhooks')
      .innerJoin('runs', 'runs.id', 'webhooks.run_id')
      .where('webhooks.state', '=', 'waiting')
      .where('runs.status', 'in', OVER)
      .where('webhooks.dialect', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(dialects)}))`);
  return {
    async ofRun(runId) {
      const rows = await db.selectFrom('webhooks').selectAll().where('run_id', '=', runId).orderBy('id').execute();
      return rows.map(toWebhook);
    },

    async due(now, dialects, limit) {
      const rows = await waitingFor(dialects)
        .selectAll('webhooks')
        .where((eb) => eb.or([eb('webhooks.next_at', 'is', null), eb('webhooks.next_at', '<=', now)]))
        .orderBy('webhooks.id')
        .limit(limit)
        .execute();
      return rows.map(toWebhook);
    },

    async nextAt(dialects) {
      const row = await waitingFor(dialects)
        .select('webhooks.next_at')
        .where('webhooks.next_at', 'is not', null)
        .orderBy('webhooks.next_at')
        .limit(1)
        .executeTakeFirst();
      return row?.next_at ?? null;
    },

    tried: (id, one, next) =>
      write(async (trx) => {
        const row = await trx.selectFrom('webhooks').select('tries').where('id', '=', id).executeTakeFirst();
        if (row === undefined) return;
        const tries = JSON.stringify([...(JSON.parse(row.tries) as WebhookTry[]), one]);
        const state = { state: next.state, next_at: next.nextAt };
        await trx
          .updateTable('webhooks')
          .set({ tries, ...state })
          .where('id', '=', id)
          .execute();
      }),
  };
}

/**
 * For a run that is put to work once more, in the transaction that does so: whoever was told, or given up, is told again when it is over,
 * as a new message (its own `webhook-id`, since receivers drop those they have seen). Who still waits is told once, without
 * further delay.
 */
export async function tellAgain(trx: Transaction<Database>, runId: number, now: string): Promise<void> {
  const rows = await trx.selectFrom('webhooks').selectAll().where('run_id', '=', runId).orderBy('id').execute();
  const keyOf = (row: (typeof rows)[number]): string => JSON.stringify([row.url, row.dialect]);
  const waiting = new Set(rows.filter((row) => row.state === 'waiting').map(keyOf));
  await trx
    .updateTable('webhooks')
    .set({ next_at: null })
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .execute();
  const told = new Map(rows.filter((row) => !waiting.has(keyOf(row))).map((row) => [keyOf(row), row]));
  for (const { url, dialect, origin } of told.values()) {
    const about = { run_id: runId, url, dialect, origin, created_at: now };
    await trx
      .insertInto('webhooks')
      .values({ ...about, uuid: uuidv7(), state: 'waiting', tries: '[]', next_at: null })
      .execute();
  }
}

function toWebhook(row: Selectable<WebhooksTable>): StoredWebhook {
  return {
    id: row.id,
    uuid: row.uuid,
    runId: row.run_id,
    url: row.url,
    dialect: row.dialect,
    origin: row.origin,
    state: row.state,
    tries: JSON.parse(row.tries) as WebhookTry[],
    nextAt: row.next_at,
    createdAt: row.created_at,
  };
}
