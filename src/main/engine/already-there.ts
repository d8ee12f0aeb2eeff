import { join } from 'node:path';
import type { Output, OutputSpec } from '../../contract/run.ts';
import type { KnownFile, KnownOutcome } from './cache-port.ts';
import type { EarlierName } from './earlier-names.ts';
import type { EngineDeps } from './engine-deps.ts';
import { nameKey, wantedPath } from './naming.ts';
import { fileNameOf } from './publish-item.ts';
import type { RunContext } from './run-context.ts';
import { fileId, filesOf } from './run-intake.ts';
import type { StoredItem } from './store-port.ts';

type Deps = Pick<EngineDeps, 'cache' | 'store' | 'delivery'>;

export interface SettledItem {
  item: StoredItem;
  outputs: Output[];
  /** By node id: keys of the files' names, for those that were found under other names than their own. */
  found: ReadonlyMap<string, string>;
}

/**
 * Items whose every file is at its place and untouched: under the rule `overwrite` the place is its name, under `suffix` any name
 * that it was not given because a file is there. A source is never taken for a result.
 */
export async function alreadyThere(
  deps: Deps,
  context: RunContext,
  page: readonly StoredItem[],
  outcomes: ReadonlyMap<number, KnownOutcome>,
): Promise<SettledItem[]> {
  const { cache, store } = deps;
  const { run, folder } = context;
  if (run.output.collision === 'skip' || run.output.zip) return [];
  const sought = await soughtFiles(deps, context, page, outcomes);
  const paths = sought.flatMap(({ files }) =>
    files.flatMap(({ places }) => places.map((place) => join(folder, place.relativePath))),
  );
  const untouched = await cache.untouched([...new Set(paths)]);
  const originals = await store.items.sourcesAmong(
    run.id,
    [...untouched.values()].map(({ fileId: id }) => id),
  );
  const ownFiles = await Promise.all(sought.map(({ item }) => ownFileIds(run.output.collision, item)));
  const settled: SettledItem[] = [];
  const given = new Set<string>();
  for (const [n, { item, files }] of sought.entries()) {
    const own = ownFiles[n]!;
    const outputs: Output[] = [];
    const found = new Map<string, string>();
    for (const { file, places } of files) {
      const place = places.find(({ relativePath, key }) => {
        const there = untouched.get(join(folder, relativePath));
        const isOriginal = there !== undefined && (originals.has(there.fileId) || own.has(there.fileId));
        return there?.sha256 === file.sha256 && !isOriginal && !given.has(key);
      });
      if (place === undefined) break;
      given.add(place.key);
      if (run.output.collision === 'suffix') found.set(file.nodeId, place.key);
      const path = join(folder, place.relativePath);
      outputs.push({ ...file, path, fileName: fileNameOf(path) });
    }
    if (outputs.length === files.length) settled.push({ item, outputs, found });
    // Delivered one by one instead.
    else for (const key of found.values()) given.delete(key);
  }
  return settled;
}

interface SoughtItem {
  item: StoredItem;
  files: { file: Omit<KnownFile, 'extension'>; places: readonly EarlierName[] }[];
}

/** Where the files may be of those items that are done for the first time and whose names are all known. */
async function soughtFiles(
  { store, delivery }: Deps,
  context: RunContext,
  page: readonly StoredItem[],
  outcomes: ReadonlyMap<number, KnownOutcome>,
): Promise<SoughtItem[]> {
  const { run, naming, earlierNames } = context;
  const fresh = page.filter(({ id, attempt }) => attempt === 0 && outcomes.has(id));
  if (fresh.length === 0) return [];
  const rows = Map.groupBy(await store.outputs.ofItems(fresh.map(({ id }) => id)), ({ itemId }) => itemId);
  const named = fresh.map((item) => ({
    item,
    files: outcomes.get(item.id)!.files.map(({ extension: _, ...file }) => ({
      file,
      given: rows.get(item.id)?.find(({ nodeId }) => nodeId === file.nodeId)?.relativePath ?? null,
    })),
  }));
  const complete = named.flatMap(({ item, files }) =>
    files.every(hasName) ? [{ item, files: files.filter(hasName) }] : [],
  );
  if (run.output.collision === 'overwrite') {
    const place = (relativePath: string): EarlierName => ({ relativePath, key: nameKey(relativePath) });
    return complete.map(({ item, files }) => ({
      item,
      files: files.map(({ file, given }) => ({ file, places: [place(given)] })),
    }));
  }
  const names = complete.flatMap(({ item, files }) =>
    files.map(({ file, given }) => {
      const target = naming.exports.find(({ nodeId }) => nodeId === file.nodeId);
      const wanted = target === undefined || target.late ? given : wantedPath(naming, target, item, delivery);
      return { wanted, given };
    }),
  );
  const earlier = (await earlierNames.of(names, (keys) => store.outputs.taken(run.id, keys))).values();
  return complete.map(({ item, files }) => ({
    item,
    files: files.map(({ file }) => ({ file, places: earlier.next().value ?? [] })),
  }));
}

function hasName<T>(named: { file: T; given: string | null }): named is { file: T; given: string } {
  return named.given !== null;
}

/** Under `overwrite` the files of all sources are on record. */
async function ownFileIds(
  collision: OutputSpec['collision'],
  { sources }: StoredItem,
): Promise<ReadonlySet<string | null>> {
  return new Set(collision === 'overwrite' ? [] : await Promise.all(filesOf(sources).map(fileId)));
}
