import { basename } from 'node:path';
import type { Selectable } from 'kysely';
import type { Item, Output } from '../../contract/run.ts';
import type { ItemPatch, StoredItem } from '../engine/store-port.ts';
import type { PublicOutputRow } from './public-outputs.ts';
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
    overrides: JSON.parse(row.overrides) as StoredItem['overrides'],
    retryAt: row.retry_at,
    nodeTries: JSON.parse(row.node_tries) as StoredItem['nodeTries'],
    redoFrom: row.redo_from,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** A row of `items` with its delivered files, as everybody sees it. */
export function toPublicItem(row: Selectable<ItemsTable>, outputs: PublicOutputRow[]): Item {
  const { nodeTries: _, redoFrom: __, ...item } = toItem(row);
  return { ...item, outputs: outputs.map(toOutput) };
}

/** A row of `outputs` that is, or was, delivered. */
/** A delivered file as clients see it. */
export function toOutput(row: PublicOutputRow): Output {
  return {
    nodeId: row.node_id,
    ...(row.archive === null ? { path: row.path ?? '' } : { path: row.relative_path, archive: row.archive }),
    fileName: fileNameOf(row),
    format: row.format ?? '',
    width: row.width ?? 0,
    height: row.height ?? 0,
    bytes: row.bytes ?? 0,
    sha256: row.sha256 ?? '',
    ...(row.undone === null ? {} : { undone: row.undone }),
  };
}

/** The last part of where it is; `relative_path` is written alike on every system, but the file may have been found elsewhere. */
function fileNameOf({ path, relative_path, found_key }: Selectable<OutputsTable>): string {
  return found_key === null || path === null ? relative_path.slice(relative_path.lastIndexOf('/') + 1) : basename(path);
}

/** The columns of `items` that a patch sets. */
export function patchColumns(patch: ItemPatch): Partial<Selectable<ItemsTable>> {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  return {
    ...(patch.error === undefined ? {} : { error: json(patch.error) }),
    ...(patch.nodeStates === undefined ? {} : { node_states: JSON.stringify(patch.nodeStates) }),
    ...(patch.facts === undefined ? {} : { facts: JSON.stringify(patch.facts) }),
    ...(patch.receipt === undefined ? {} : { receipt: json(patch.receipt) }),
    ...(patch.overrides === undefined ? {} : { overrides: JSON.stringify(patch.overrides) }),
    ...(patch.nodeTries === undefined ? {} : { node_tries: JSON.stringify(patch.nodeTries) }),
    ...(patch.redoFrom === undefined ? {} : { redo_from: patch.redoFrom }),
    ...(patch.retryAt === undefined ? {} : { retry_at: patch.retryAt }),
    ...(patch.startedAt === undefined ? {} : { started_at: patch.startedAt }),
    ...(patch.finishedAt === undefined ? {} : { finished_at: patch.finishedAt }),
  };
}
