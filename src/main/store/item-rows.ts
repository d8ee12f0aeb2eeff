import type { Selectable } from 'kysely';
import type { Output } from '../../contract/run.ts';
import type { ItemPatch, StoredItem } from '../engine/store-port.ts';
import type { ItemsTable, OutputsTable } from './schema.ts';

/** A row of `items` as the engine knows it. */
export function toItem(row: Selectable<ItemsTable>): StoredItem {
  return {
    id: row.id,
    uuid: row.uuid,
    runId: row.run_id,
    seq: row.seq,
    name: row.name,
    relativeFolder: row.relative_folder,
    status: row.status,
    attempt: row.attempt,
    sources: JSON.parse(row.sources) as StoredItem['sources'],
    facts: JSON.parse(row.facts) as StoredItem['facts'],
    nodeStates: JSON.parse(row.node_states) as StoredItem['nodeStates'],
    error: row.error === null ? null : (JSON.parse(row.error) as StoredItem['error']),
    receipt: row.receipt === null ? null : (JSON.parse(row.receipt) as StoredItem['receipt']),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** A done row of `outputs`. */
export function toOutput(row: Selectable<OutputsTable>): Output {
  const path = row.path ?? '';
  return {
    nodeId: row.node_id,
    path,
    fileName: row.relative_path.slice(row.relative_path.lastIndexOf('/') + 1),
    format: row.format ?? '',
    width: row.width ?? 0,
    height: row.height ?? 0,
    bytes: row.bytes ?? 0,
    sha256: row.sha256 ?? '',
  };
}

/** The columns of `items` that a patch sets. */
export function patchColumns(patch: ItemPatch): Partial<Selectable<ItemsTable>> {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  return {
    ...(patch.error === undefined ? {} : { error: json(patch.error) }),
    ...(patch.nodeStates === undefined ? {} : { node_states: JSON.stringify(patch.nodeStates) }),
    ...(patch.facts === undefined ? {} : { facts: JSON.stringify(patch.facts) }),
    ...(patch.receipt === undefined ? {} : { receipt: json(patch.receipt) }),
    ...(patch.startedAt === undefined ? {} : { started_at: patch.startedAt }),
    ...(patch.finishedAt === undefined ? {} : { finished_at: patch.finishedAt }),
  };
}
