import { mkdir } from 'node:fs/promises';
import type { RenderResult, TaskCache } from '../../contract/pixel-tasks.ts';
import type { ImageFacts, NodeState, Output, Source } from '../../contract/run.ts';
import { ENGINE_VERSION } from '../../workflow/plan/plan.ts';
import type {
  CacheIndexPort,
  CacheItem,
  CachePort,
  CacheRun,
  CacheUsage,
  KnownOutcome,
  SourceStamps,
  StampedFile,
  StoredOutcome,
} from '../engine/cache-port.ts';
import type { Clock, Log, SettingsPort } from '../engine/ports.ts';
import { empty, freeBytes, sizeOf } from './cache-folder.ts';
import { copyKnownFiles } from './copy-known.ts';
import { Eviction } from './eviction.ts';
import { outcomeKey, type Recipe, recipeOf } from './outcome-key.ts';
import { fileOf, hashSettled, keyOf, look, type Seen } from './stamp.ts';
import { WriteBehind } from './write-behind.ts';

export interface CacheOptions {
  /** For the program's own use; may be emptied at any time. Made when missing. */
  folder: string;
  index: CacheIndexPort;
  settings: Pick<SettingsPort, 'get' | 'set'>;
  clock: Clock;
  log: Log;
}

const LIMIT_KEY = 'cache.limitBytes';
export const DEFAULT_LIMIT_BYTES = 10e9;
/** Below this much room on the disk nothing is kept: results come first. */
const LEAST_FREE_BYTES = 1e9;
const FREE_CHECK_MS = 10_000;
/** Input files hashed at once. */
const HASHING = 4;

/** The content-addressed cache over a folder (checkpoints, pictures to look at) and its tables in the store. */
export function createCache(options: CacheOptions): CachePort {
  return new Cache(options);
}

class Cache implements CachePort {
  readonly #options: CacheOptions;
  readonly #behind: WriteBehind;
  readonly #eviction: Eviction;
  readonly #recipes = new WeakMap<CacheItem['document'], Map<string, Recipe | null>>();
  #free: { atMs: number; enough: boolean } | null = null;
  #limit: Promise<number> | null = null;

  constructor(options: CacheOptions) {
    this.#options = options;
    this.#behind = new WriteBehind(options.index, options.log);
    this.#eviction = new Eviction({ ...options, limitBytes: () => this.#limitBytes() });
  }

  async forTask({ intermediates }: Pick<CacheRun, 'intermediates'>): Promise<TaskCache | null> {
    if ((await this.#limitBytes()) === 0) return null;
    const { folder } = this.#options;
    if (!(await this.#hasRoom())) return { folder, keep: 'none' };
    return { folder, keep: intermediates === 'all' ? 'all' : 'checkpoints' };
  }

  async lookUp(run: CacheRun, items: readonly CacheItem[]): Promise<Map<number, KnownOutcome>> {
    try {
      if ((await this.#limitBytes()) === 0) return new Map();
      await this.#behind.flush();
      return await this.#lookUp(run, items);
    } catch (error) {
      this.#options.log.warn('the cache could not be read', { error: String(error) });
      return new Map();
    }
  }

  async #lookUp(run: CacheRun, items: readonly CacheItem[]): Promise<Map<number, KnownOutcome>> {
    const { index, clock } = this.#options;
    const sources = await this.#knownSources(items);
    const files = await this.#filesOf(run, items);
    const candidates = items.flatMap((item) => {
      const found = sources.get(item.id);
      const recipe = this.#recipe(run, item);
      const used = recipe && files.get(recipe);
      if (found === undefined || used == null) return [];
      const inputHashes = mapValues(found, ({ sha256 }) => sha256);
      return [
        { item, found, inputHashes, key: outcomeKey(recipe!, { inputHashes, tokens: item.tokens, files: used }) },
      ];
    });
    const outcomes = await index.outcomes(candidates.map(({ key }) => key));
    const hits = candidates.filter(({ key }) => outcomes.has(key));
    const facts = await index.facts([...new Set(hits.flatMap(({ inputHashes }) => Object.values(inputHashes)))]);
    const now = clock.now().toISOString();
    const known = new Map<number, KnownOutcome>();
    for (const { item, found, inputHashes, key } of hits) {
      const outcome = outcomes.get(key)!;
      if (Object.values(inputHashes).some((sha256) => !facts.has(sha256))) continue;
      known.set(item.id, {
        files: outcome.files,
        nodeStates: outcome.nodeStates.map((state) => asCached(state, now)),
        facts: mapValues(inputHashes, (sha256) => facts.get(sha256)!),
        inputHashes,
        planHash: outcome.planHash,
        engineVersion: ENGINE_VERSION,
        seen: mapValues(found, ({ stamp }) => stamp),
      });
    }
    return known;
  }

  /** Hash and stamp of every source of those items whose sources' bytes are all known. */
  async #knownSources(items: readonly CacheItem[]): Promise<Map<number, Record<string, StampedFile>>> {
    const { index } = this.#options;
    const all = [...new Map(items.flatMap(({ sources }) => Object.values(sources)).map((s) => [keyOf(s), s])).values()];
    const seen = new Map<string, Seen | null>();
    await Promise.all(all.map(async (source) => seen.set(keyOf(source), await look(fileOf(source), { follow: true }))));
    const known = await index.files([...seen.keys()]);
    const stale = all.filter((source) => known.get(keyOf(source))?.stamp !== seen.get(keyOf(source))?.stamp);
    for (const source of stale) known.delete(keyOf(source));
    for (const file of await this.#hashLikely(stale, seen)) known.set(file.key, file);

    const result = new Map<number, Record<string, StampedFile>>();
    for (const { id, sources } of items) {
      const files = mapValues(sources, (source) => known.get(keyOf(source)));
      if (Object.values(files).every((file) => file !== undefined))
        result.set(id, files as Record<string, StampedFile>);
    }
    return result;
  }

  /** Hashes files that were touched, moved or copied: those with a size that some input has had. Few others have it. */
  async #hashLikely(sources: readonly Source[], seen: ReadonlyMap<string, Seen | null>): Promise<StampedFile[]> {
    const files = sources.filter((source) => source.kind === 'file' && seen.get(keyOf(source)) != null);
    const sizes = await this.#options.index.knownSizes(files.map((source) => seen.get(keyOf(source))!.bytes));
    const likely = files.filter((source) => sizes.has(seen.get(keyOf(source))!.bytes)).map(fileOf);
    const hashed: StampedFile[] = [];
    const next = async (): Promise<void> => {
      for (let path = likely.pop(); path !== undefined; path = likely.pop()) {
        const file = await hashSettled(path);
        if (file !== null) hashed.push(file);
      }
    };
    await Promise.all(Array.from({ length: HASHING }, next));
    this.#behind.add({ files: hashed });
    return hashed;
  }

  async stamp({ sources }: Pick<CacheItem, 'sources'>): Promise<SourceStamps> {
    const stamps = Object.entries(sources).map(async ([node, source]) => {
      const seen = await look(fileOf(source), { follow: true });
      return [node, seen?.settled ? seen.stamp : null] as const;
    });
    return Object.fromEntries(await Promise.all(stamps));
  }

  async remember(
    run: CacheRun,
    item: CacheItem,
    before: SourceStamps | null,
    result: RenderResult,
    outputs: readonly Output[],
  ): Promise<void> {
    try {
      if ((await this.#limitBytes()) === 0) return;
      if (run.keepsOutputs) await this.#rememberOutputs(outputs);
      if (before !== null) await this.#rememberRendering(run, item, before, result);
    } catch (error) {
      this.#options.log.warn('something could not be remembered', { error: String(error) });
    }
  }

  async #rememberOutputs(outputs: readonly Output[]): Promise<void> {
    const files: StampedFile[] = [];
    for (const { path, sha256 } of outputs) {
      const seen = await look(path, { follow: false });
      if (seen !== null) files.push({ key: path, stamp: seen.stamp, sha256 });
    }
    this.#behind.add({ files });
  }

  async #rememberRendering(run: CacheRun, item: CacheItem, before: SourceStamps, result: RenderResult): Promise<void> {
    this.#eviction.grew(result.keptBytes ?? 0);
    const after = await this.stamp(item);
    const files: StampedFile[] = [];
    const facts: { sha256: string; facts: ImageFacts }[] = [];
    for (const [node, source] of Object.entries(item.sources)) {
      const sha256 = result.inputHashes[node];
      const stamp = before[node];
      if (sha256 === undefined) return;
      if (stamp != null && stamp === after[node]) files.push({ key: keyOf(source), stamp, sha256 });
      const known = result.facts[node];
      if (known !== undefined) facts.push({ sha256, facts: known });
    }
    const outcome = await this.#outcome(run, item, result);
    this.#behind.add({ files, facts, outcomes: outcome === null ? [] : [outcome] });
  }

  async #outcome(run: CacheRun, item: CacheItem, result: RenderResult): Promise<StoredOutcome | null> {
    const recipe = this.#recipe(run, item);
    const files = recipe && (await this.#hashesOf(recipe.files));
    if (recipe === null || files === null || result.engineVersion !== ENGINE_VERSION) return null;
    // What went well at the second try may have gone another way; only what always goes like this is remembered.
    if (result.nodeStates.some(({ status, error }) => error !== undefined || !/completed|skipped/.test(status)))
      return null;
    const key = outcomeKey(recipe, { inputHashes: result.inputHashes, tokens: item.tokens, files });
    return {
      key,
      files: result.files.map(({ tempPath: _, ...file }) => file),
      nodeStates: result.nodeStates.map(timeless),
      planHash: result.planHash,
    };
  }

  async untouched(paths: readonly string[]): Promise<Map<string, { sha256: string; fileId: string }>> {
    try {
      await this.#behind.flush();
      const known = await this.#options.index.files(paths);
      const found = new Map<string, { sha256: string; fileId: string }>();
      await Promise.all(
        [...known.values()].map(async ({ key: path, stamp, sha256 }) => {
          const seen = await look(path, { follow: false });
          if (seen?.stamp === stamp) found.set(path, { sha256, fileId: seen.fileId });
        }),
      );
      return found;
    } catch (error) {
      this.#options.log.warn('the cache could not be read', { error: String(error) });
      return new Map();
    }
  }

  async canCopy({ files }: KnownOutcome): Promise<boolean> {
    try {
      for (const { sha256, bytes } of files) {
        const places = await this.#options.index.filesWith(sha256);
        const seen = await Promise.all(places.map(({ key }) => look(key, { follow: false })));
        if (!seen.some((one) => one?.bytes === bytes)) return false;
      }
      return true;
    } catch {
      return false;
    }
  }

  async copyKnown(
    outcome: KnownOutcome,
    item: Pick<CacheItem, 'sources'>,
    temp: { folder: string; prefix: string },
  ): Promise<RenderResult | null> {
    for (const [node, source] of Object.entries(item.sources)) {
      if ((await look(fileOf(source), { follow: true }))?.stamp !== outcome.seen[node]) return null;
    }
    const { nodeStates, facts, inputHashes, planHash, engineVersion } = outcome;
    const files = await copyKnownFiles(this.#options.index, outcome.files, temp);
    return files && { files, nodeStates, facts, inputHashes, planHash, engineVersion };
  }

  grew(bytes: number): void {
    this.#eviction.grew(bytes);
  }

  async usage(): Promise<CacheUsage> {
    const { folder } = this.#options;
    return { folder, ...(await sizeOf(folder)), limitBytes: await this.#limitBytes() };
  }

  async clear(): Promise<CacheUsage> {
    const before = await this.usage();
    await this.#behind.flush();
    await this.#options.index.clear();
    await empty(this.#options.folder);
    await mkdir(this.#options.folder, { recursive: true });
    return before;
  }

  async setLimit(bytes: number): Promise<void> {
    await this.#options.settings.set(LIMIT_KEY, bytes);
    this.#limit = null;
    await this.#eviction.now();
  }

  async close(): Promise<void> {
    await this.#behind.flush();
    await this.#eviction.close();
  }

  #limitBytes(): Promise<number> {
    this.#limit ??= this.#options.settings.get(LIMIT_KEY).then(
      (value) => (typeof value === 'number' && value >= 0 ? value : DEFAULT_LIMIT_BYTES),
      () => DEFAULT_LIMIT_BYTES,
    );
    return this.#limit;
  }

  async #hasRoom(): Promise<boolean> {
    const atMs = performance.now();
    if (this.#free === null || atMs - this.#free.atMs > FREE_CHECK_MS) {
      const bytes = await freeBytes(this.#options.folder);
      this.#free = { atMs, enough: bytes === null || bytes >= LEAST_FREE_BYTES };
    }
    return this.#free.enough;
  }

  #recipe(run: CacheRun, { document }: CacheItem): Recipe | null {
    const variants = this.#recipes.get(document) ?? new Map<string, Recipe | null>();
    this.#recipes.set(document, variants);
    const variant = `${run.tolerant} ${run.intermediates}`;
    if (!variants.has(variant)) variants.set(variant, recipeOf(document, run));
    return variants.get(variant) ?? null;
  }

  /** Hashes of the files that each recipe uses. */
  async #filesOf(run: CacheRun, items: readonly CacheItem[]): Promise<Map<Recipe, Record<string, string> | null>> {
    const found = new Map<Recipe, Record<string, string> | null>();
    for (const item of items) {
      const recipe = this.#recipe(run, item);
      if (recipe !== null && !found.has(recipe)) found.set(recipe, await this.#hashesOf(recipe.files));
    }
    return found;
  }

  /** Hashes of files that workflows use; null when one of them cannot be read, which is for the host to tell. */
  async #hashesOf(paths: readonly string[]): Promise<Record<string, string> | null> {
    if (paths.length === 0) return {};
    const known = await this.#options.index.files(paths);
    const hashes: Record<string, string> = {};
    for (const path of paths) {
      const file = known.get(path);
      if (file !== undefined && (await look(path, { follow: true }))?.stamp === file.stamp) {
        hashes[path] = file.sha256;
        continue;
      }
      const hashed = await hashSettled(path);
      if (hashed === null) return null;
      this.#behind.add({ files: [hashed] });
      hashes[path] = hashed.sha256;
    }
    return hashes;
  }
}

function asCached(state: NodeState, now: string): NodeState {
  if (state.status !== 'completed') return state;
  return { ...state, cached: true, startedAt: now, finishedAt: now, milliseconds: 0 };
}

/** A state without what belongs to the attempt that made it. */
function timeless(state: NodeState): NodeState {
  const { startedAt: _, finishedAt: __, milliseconds: ___, attempt: ____, cached: _____, ...rest } = state;
  return rest;
}

function mapValues<A, B>(record: Record<string, A>, to: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}
