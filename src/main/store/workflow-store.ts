import { type Kysely, type Selectable, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { WorkflowDocument, WorkflowSummary, WorkflowVersion } from '../../contract/workflow.ts';
import type { Clock } from '../engine/ports.ts';
import type { WorkflowStorePort } from '../engine/store-port.ts';
import type { Write } from './group-commit.ts';
import type { Database, WorkflowsTable, WorkflowVersionsTable } from './schema.ts';

/** Queries over workflows and their versions. */
export function createWorkflowStore(db: Kysely<Database>, write: Write, clock: Clock): WorkflowStorePort {
  const byId = (from: Kysely<Database>, id: number) =>
    from.selectFrom('workflows').selectAll().where('id', '=', id).executeTakeFirstOrThrow().then(toSummary);

  return {
    async list() {
      const rows = await db
        .selectFrom('workflows')
        .selectAll()
        .where('removed_at', 'is', null)
        .where('hidden', '=', 0)
        .orderBy('built_in', 'desc')
        // Built-in ones in the order they come in.
        .orderBy(sql`CASE built_in WHEN 1 THEN id END`)
        .orderBy('name')
        .orderBy('id')
        .execute();
      return rows.map(toSummary);
    },

    async find(key) {
      let query = db.selectFrom('workflows').selectAll().where('removed_at', 'is', null);
      if ('id' in key) query = query.where('id', '=', key.id);
      else if ('uuid' in key) query = query.where('uuid', '=', key.uuid);
      else query = query.where('slug', '=', key.slug).where('hidden', '=', Number(key.hidden));
      const row = await query.executeTakeFirst();
      return row ? toSummary(row) : null;
    },

    async version(workflowId, version) {
      let query = db.selectFrom('workflow_versions').selectAll().where('workflow_id', '=', workflowId);
      if (version !== undefined) query = query.where('version', '=', version);
      const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
      return row ? toVersion(row) : null;
    },

    async versions(workflowId) {
      const rows = await db
        .selectFrom('workflow_versions')
        .selectAll()
        .where('workflow_id', '=', workflowId)
        .orderBy('version', 'desc')
        .execute();
      return rows.map(toVersion);
    },

    insert: (workflow) =>
      write(async (trx) => {
        const now = clock.now().toISOString();
        const versionUuid = uuidv7();
        const { id } = await trx
          .insertInto('workflows')
          .values({
            uuid: uuidv7(),
            slug: workflow.slug,
            name: workflow.name,
            description: workflow.description,
            built_in: Number(workflow.builtIn),
            hidden: Number(workflow.hidden),
            version: 1,
            version_uuid: versionUuid,
            created_at: now,
            updated_at: now,
            removed_at: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await insertVersion(trx, { id, version: 1, uuid: versionUuid, document: workflow.document, now });
        return byId(trx, id);
      }),

    addVersion: (workflowId, document) =>
      write(async (trx) => {
        const now = clock.now().toISOString();
        const uuid = uuidv7();
        const { version } = await trx
          .updateTable('workflows')
          .set((eb) => ({
            version: eb('version', '+', 1),
            version_uuid: uuid,
            name: document.name,
            description: document.description ?? null,
            updated_at: now,
          }))
          .where('id', '=', workflowId)
          .returning('version')
          .executeTakeFirstOrThrow();
        await insertVersion(trx, { id: workflowId, version, uuid, document, now });
        return byId(trx, workflowId);
      }),

    remove: (workflowId) =>
      write(async (trx) => {
        const now = clock.now().toISOString();
        await trx.updateTable('workflows').set({ removed_at: now }).where('id', '=', workflowId).execute();
      }),
  };
}

async function insertVersion(
  db: Kysely<Database>,
  version: { id: number; version: number; uuid: string; document: WorkflowDocument; now: string },
): Promise<void> {
  await db
    .insertInto('workflow_versions')
    .values({
      uuid: version.uuid,
      workflow_id: version.id,
      version: version.version,
      document: JSON.stringify(version.document),
      created_at: version.now,
    })
    .execute();
}

function toSummary(row: Selectable<WorkflowsTable>): WorkflowSummary {
  return {
    id: row.id,
    uuid: row.uuid,
    slug: row.slug,
    name: row.name,
    description: row.description,
    builtIn: row.built_in === 1,
    version: row.version,
    versionUuid: row.version_uuid,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toVersion(row: Selectable<WorkflowVersionsTable>): WorkflowVersion {
  return {
    uuid: row.uuid,
    workflowId: row.workflow_id,
    version: row.version,
    createdAt: row.created_at,
    document: JSON.parse(row.document) as WorkflowDocument,
  };
}
