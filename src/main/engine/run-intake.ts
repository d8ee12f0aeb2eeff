import { stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Source } from '../../contract/run.ts';
import { skipEarlierResults } from './earlier-results.ts';
import type { EngineDeps } from './engine-deps.ts';
import { type FoundItem, findItems } from './found-items.ts';
import { chooseName, nameKey, SuffixHints, type TakenNames, wantedPath } from './naming.ts';
import type { RunContext } from './run-context.ts';
import { inRunOrder } from './run-nodes/run-order.ts';
import { type AllocatedName, NameTakenError, type NewItem } from './store-port.ts';

/** Rows a transaction adds. The first ones are small, so that work starts at once. */
const BATCHES = [4, 16, 64];
const LARGEST_BATCH = 200;

type Deps = Pick<EngineDeps, 'store' | 'cache' | 'intake' | 'pixels' | 'delivery' | 'folders'>;

/** A row that was added. */
export type AddedItem = NewItem & { id: number };

/**
 * Finds a run's items and adds them to the store, in batches, with their names allocated in input order. May be started
 * again after an interruption: what is known already is passed over. `onBatch` is called after each batch
 * with the rows that are new.
 */
export async function runIntake(
  deps: Deps,
  context: RunContext,
  signal: AbortSignal,
  onBatch: (added: AddedItem[]) => void,
): Promise<void> {
  const { run } = context;
  const adding = new BatchAdder(deps, context);
  let batch: FoundItem[] = [];
  let batches = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const added = await adding.add(batch);
    batch = [];
    batches += 1;
    onBatch(added);
  };
  const all = findItems(deps.intake, run.inputs, {
    exclude: [run.output.folder],
    signal,
    downloads: join(deps.folders.downloads, run.uuid),
  });
  for await (const found of inRunOrder(deps, context.graph, all, signal)) {
    signal.throwIfAborted();
    batch.push(found);
    if (batch.length >= (BATCHES[batches] ?? LARGEST_BATCH)) await flush();
  }
  signal.throwIfAborted();
  await flush();
  await deps.store.runs.setIntakeDone(run.id);
}

class BatchAdder {
  readonly #deps: Deps;
  readonly #context: RunContext;
  #hints = new SuffixHints();
  #lastSeq: number;

  constructor(deps: Deps, context: RunContext) {
    this.#deps = deps;
    this.#context = context;
    this.#lastSeq = context.run.lastSeq;
  }

  async add(batch: FoundItem[]): Promise<AddedItem[]> {
    const { items } = this.#deps.store;
    const runId = this.#context.run.id;
    const known = await items.known(
      runId,
      batch.map((found) => found.key),
    );
    const own = await this.#ownOutputs(batch);
    const unseen = uniqueBy(batch, (found) => found.key).filter((found) => !known.has(found.key) && !own.has(found));
    const { inputs, output } = this.#context.run;
    const fresh = await skipEarlierResults(this.#deps, unseen, { folder: output.folder, inputs });
    for (;;) {
      try {
        const { rows, lastSeq } = await this.#rows(fresh);
        const ids = await items.add(runId, rows, lastSeq);
        this.#lastSeq = lastSeq;
        return rows.flatMap((row, index) => (ids[index] == null ? [] : [{ ...row, id: ids[index] }]));
      } catch (error) {
        // An item that was rendered meanwhile took a name it could not know before.
        if (!(error instanceof NameTakenError)) throw error;
        this.#hints = new SuffixHints();
      }
    }
  }

  /** Files this very run has delivered, found again because its output folder is among its inputs. */
  async #ownOutputs(batch: FoundItem[]): Promise<Set<FoundItem>> {
    const { run } = this.#context;
    const keys = new Map<FoundItem, string>();
    if (!run.output.zip) {
      for (const found of batch) {
        const below = found.type === 'item' ? relativeBelow(run.output.folder, filesOf(found.sources)[0]) : null;
        if (below !== null) keys.set(found, nameKey(below));
      }
    }
    const published = await this.#deps.store.outputs.taken(run.id, [...keys.values()], { published: true });
    return new Set([...keys].filter(([, key]) => published.has(key)).map(([found]) => found));
  }

  async #rows(batch: FoundItem[]): Promise<{ rows: NewItem[]; lastSeq: number }> {
    const { naming } = this.#context;
    const { delivery } = this.#deps;
    let lastSeq = this.#lastSeq;
    const numbered = batch.map((found) => {
      const isPicture = found.type === 'item' || found.status === 'failed';
      if (isPicture) lastSeq += 1;
      return { found, seq: isPicture ? lastSeq : 0 };
    });
    const wanted = numbered.map(({ found, seq }) =>
      found.type === 'over'
        ? []
        : naming.exports
            .filter((target) => !target.late)
            .map((target) => ({
              nodeId: target.nodeId,
              path: wantedPath(naming, target, { ...found, seq }, delivery),
            })),
    );
    const taken = await this.#takenNames(wanted.flat().map(({ path }) => path));
    const rows: NewItem[] = [];
    for (const [index, { found, seq }] of numbered.entries())
      rows.push(await this.#row(found, seq, wanted[index]!, taken));
    return { rows, lastSeq };
  }

  async #row(
    found: FoundItem,
    seq: number,
    wanted: { nodeId: string; path: string }[],
    taken: TakenNames & { give(key: string): void },
  ): Promise<NewItem> {
    const { run, naming } = this.#context;
    const row = { sourceKey: found.key, seq, name: found.name, relativeFolder: found.relativeFolder };
    if (found.type === 'over') {
      return { ...row, status: found.status, sources: {}, error: found.error, names: [], fileIds: [] };
    }
    const names: AllocatedName[] = [];
    let kept = 0;
    for (const { nodeId, path } of wanted) {
      const chosen = await chooseName(nodeId, path, run.output, taken, this.#deps.delivery, this.#hints);
      taken.give(chosen.key);
      if (chosen.collision === 'kept') kept += 1;
      names.push({ nodeId, relativePath: chosen.relativePath, key: chosen.key });
    }
    const skip = kept === naming.exports.length;
    return {
      ...row,
      status: skip ? 'skipped' : 'pending',
      sources: found.sources,
      error: skip ? keptError(found.name, names) : null,
      names,
      fileIds: run.output.collision === 'overwrite' ? await fileIds(found.sources) : [],
    };
  }

  /**
   * Names given away before this batch and in it, and what is on disk. The wanted names and the first alternatives of those
   * that are on disk are looked up together, the few others one by one.
   */
  async #takenNames(wanted: string[]): Promise<TakenNames & { give(key: string): void }> {
    const { run } = this.#context;
    const { delivery, store } = this.#deps;
    const { outputs } = store;
    const there = new Map<string, boolean>();
    const exists = (path: string): Promise<boolean> => delivery.exists(join(run.output.folder, path));
    const look = (paths: string[]) => Promise.all(paths.map(async (path) => there.set(path, await exists(path))));
    if (!run.output.zip) await look(wanted);
    if (run.output.collision === 'suffix') {
      await look(wanted.filter((path) => there.get(path)).map((path) => delivery.alternative(path, 2)));
    }
    const asked = new Set([...wanted, ...there.keys()].map(nameKey));
    const before = await outputs.taken(run.id, [...asked]);
    const given = new Set<string>();
    return {
      give: (key) => void given.add(key),
      inRun: async (key) =>
        given.has(key) || (asked.has(key) ? before.has(key) : (await outputs.taken(run.id, [key])).has(key)),
      onDisk: async (path) => there.get(path) ?? (await exists(path)),
    };
  }
}

/** Why an item is skipped whose files are all there. */
export function keptError(name: string, names: { relativePath: string }[]): NonNullable<NewItem['error']> {
  const files = names.map(({ relativePath }) => `“${relativePath}”`).join(', ');
  return { code: 'output_exists', message: `“${name}” was passed over: ${files} is in the output folder already.` };
}

/** Identity of a file on disk, whatever path leads to it; null when there is none. */
export async function fileId(path: string): Promise<string | null> {
  const facts = await stat(path, { bigint: true }).catch(() => null);
  return facts === null ? null : `${facts.dev}:${facts.ino}`;
}

/** The files on disk that an item's sources are in. */
export function filesOf(sources: Record<string, Source>): string[] {
  return Object.values(sources).flatMap((source) => {
    if (source.kind === 'run') return [];
    if (source.kind === 'url') return source.download;
    return source.kind === 'file' ? source.path : source.archive;
  });
}

async function fileIds(sources: Record<string, Source>): Promise<string[]> {
  const ids = await Promise.all(filesOf(sources).map(fileId));
  return ids.filter((id) => id !== null);
}

function relativeBelow(folder: string, path: string | undefined): string | null {
  if (path === undefined) return null;
  const below = relative(folder, path);
  return below === '' || below.startsWith('..') ? null : below.split(sep).join('/');
}

function uniqueBy<T>(list: T[], keyOf: (one: T) => string): T[] {
  return [...new Map(list.toReversed().map((one) => [keyOf(one), one])).values()].reverse();
}
