import { basename } from 'node:path';
import type { ErrorRecord } from '../../contract/errors.ts';
import type { InputSpec, ItemStatus, Source } from '../../contract/run.ts';
import type { EventBus } from './event-bus.ts';
import { pairSources } from './pairing.ts';
import type { IntakePort } from './ports.ts';

/** What the inputs of a run hold, one item at a time. */
export type FoundItem =
  | { type: 'item'; key: string; name: string; relativeFolder: string; sources: Record<string, Source> }
  /** `failed` was meant as a picture and cannot be used, `skipped` is none. */
  | {
      type: 'over';
      key: string;
      status: 'failed' | 'skipped';
      name: string;
      relativeFolder: string;
      error: ErrorRecord;
    };

export interface FindItemsOptions {
  /** Folders that are not entered. */
  exclude: readonly string[];
  signal?: AbortSignal | undefined;
  /** See DiscoverOptions. */
  downloads?: string;
}

/**
 * Finds the items of a run in a stable order. With one input node they stream; several need all their lists first, held
 * as light rows, to be paired. `key` is the same for the same thing in every pass over the same inputs.
 */
export async function* findItems(
  intake: Pick<IntakePort, 'discover'>,
  inputs: Record<string, InputSpec>,
  options: FindItemsOptions,
): AsyncGenerator<FoundItem> {
  const nodes = Object.keys(inputs);
  const occurrences = new Map<string, number>();
  const over = (
    status: 'failed' | 'skipped',
    found: { name: string; relativeFolder: string },
    error: ErrorRecord,
  ): FoundItem => {
    const what = `${status}:${found.relativeFolder}/${found.name}`;
    const nth = (occurrences.get(what) ?? 0) + 1;
    occurrences.set(what, nth);
    return {
      type: 'over',
      key: `${what}#${nth}`,
      status,
      name: found.name,
      relativeFolder: found.relativeFolder,
      error,
    };
  };

  const lists: Record<string, Source[]> = {};
  for (const nodeId of nodes) {
    const list: Source[] = [];
    const { signal, exclude, downloads } = options;
    for await (const found of intake.discover(inputs[nodeId]!, signal, exclude, { downloads })) {
      if (found.type === 'refused') yield over('failed', found, found.error);
      else if (found.type === 'skipped') yield over('skipped', found, found.reason);
      else if (nodes.length === 1) yield itemOf({ [nodeId]: found.source }, nodeId);
      else list.push(found.source);
    }
    lists[nodeId] = list;
  }
  if (nodes.length === 1) return;
  const { items, unpaired } = pairSources(lists);
  for (const { sources, primary } of items) yield itemOf(sources, primary);
  for (const { source, error } of unpaired) yield over('failed', source, error);
}

function itemOf(sources: Record<string, Source>, primary: string): FoundItem {
  const { name, relativeFolder } = sources[primary]!;
  const key = Object.values(sources).map(sourceKey).join('\n');
  return { type: 'item', key, name, relativeFolder, sources };
}

function sourceKey(source: Source): string {
  if (source.kind === 'zipEntry') return `zip:${source.archive}#${source.entryIndex}`;
  // One file may be wanted under several names: uploads of the same bytes are one file.
  const { name, relativeFolder } = source;
  if (source.kind === 'run') return `run:${source.name}`;
  if (source.kind === 'url') return `url:${source.url}\n${relativeFolder}/${name}`;
  return basename(source.path) === name ? `file:${source.path}` : `file:${source.path}\n${relativeFolder}/${name}`;
}

/** Tells of rows that were over as soon as they were found: no picture, or one that cannot be used. */
export function tellFound(
  events: EventBus,
  runId: number,
  added: readonly { id: number; name: string; status: ItemStatus; error: ErrorRecord | null }[],
): void {
  for (const { id, name, status, error } of added) {
    const about = { runId, itemId: id, name };
    if (error === null) continue;
    if (status === 'failed') events.emit({ event: 'item.failed', ...about, error });
    if (status === 'skipped') events.emit({ event: 'item.skipped', ...about, reason: error });
  }
}
