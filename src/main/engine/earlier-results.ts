import { resolve, sep } from 'node:path';
import type { InputSpec } from '../../contract/run.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { FoundItem } from './found-items.ts';

type Deps = {
  cache: Pick<EngineDeps['cache'], 'untouched'>;
  store: { outputs: Pick<EngineDeps['store']['outputs'], 'withHash'> };
};

/**
 * Which of these files are results of ours, as they were delivered: known by path and content from the outputs of all runs. A file that
 * somebody changed since is theirs. What the cache has forgotten is not known.
 */
export async function earlierResults({ cache, store }: Deps, paths: readonly string[]): Promise<Set<string>> {
  const results = new Set<string>();
  for (const [path, { sha256 }] of await cache.untouched(paths)) {
    const outputs = await store.outputs.withHash(sha256);
    if (outputs.some(({ output }) => output.path === path)) results.add(path);
  }
  return results;
}

/**
 * The items, with those skipped that earlier runs delivered into the very folder that this run delivers to. Else a second run over a
 * folder that holds its own results would make results of those, and a third of them all. A file that was given by itself is meant.
 */
export async function skipEarlierResults(
  deps: Deps,
  items: readonly FoundItem[],
  { folder, inputs }: { folder: string; inputs: Record<string, InputSpec> },
): Promise<FoundItem[]> {
  const below = resolve(folder) + sep;
  const suspects = new Map<FoundItem, string>();
  for (const item of items) {
    const [source] = item.type === 'item' ? Object.values(item.sources) : [];
    if (source?.kind === 'file' && source.path.startsWith(below)) suspects.set(item, source.path);
  }
  if (suspects.size === 0) return [...items];
  const given = new Set(
    Object.values(inputs)
      .flatMap(({ paths, files = [] }) => [...paths, ...files.flatMap(({ path }) => path ?? [])])
      .map((path) => resolve(path)),
  );
  const results = await earlierResults(
    deps,
    [...suspects.values()].filter((path) => !given.has(path)),
  );
  return items.map((item) => (results.has(suspects.get(item) ?? '') ? asSkipped(item) : item));
}

function asSkipped({ key, name, relativeFolder }: FoundItem): FoundItem {
  const message = `“${name}” is a result of an earlier run in the output folder. Choose another output folder to work on it.`;
  return { type: 'over', key, status: 'skipped', name, relativeFolder, error: { code: 'earlier_result', message } };
}
