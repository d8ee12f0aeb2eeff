import { alreadyThere, type SettledItem } from './already-there.ts';
import type { CacheItem, CacheRun, KnownOutcome } from './cache-port.ts';
import type { EngineDeps } from './engine-deps.ts';
import { variantOf } from './item-document.ts';
import { itemTokens, type RunContext } from './run-context.ts';
import type { KnownCompletion, StoredItem } from './store-port.ts';

type Deps = Pick<EngineDeps, 'cache' | 'store' | 'clock' | 'delivery'>;

/** What the cache needs to know of a run. */
export function cacheRun({ run }: Pick<RunContext, 'run'>): CacheRun {
  const { tolerant, intermediates, output } = run;
  return { tolerant, intermediates, keepsOutputs: !output.zip };
}

/** What the cache needs to know of an item; `context` is the run as it is for this item. */
export function cacheItem({ run, document }: Pick<RunContext, 'run' | 'document'>, item: StoredItem): CacheItem {
  return { id: item.id, document, sources: item.sources, tokens: itemTokens(run, item) };
}

/** Is done just like the others of its run. What is known of the run's workflow says nothing about other ones. */
export function isPlain(item: StoredItem): boolean {
  const { overrides, fallbacks } = variantOf(item);
  return Object.keys(overrides).length === 0 && fallbacks.length === 0 && item.redoFrom === null;
}

/**
 * Looks up pending items before they are started. Those whose files are all at their places already, as an earlier run left
 * them, are completed together in one transaction: nothing is rendered, written or synced for them. For others that are
 * known, `outcomes` says what they will become, so that they can be delivered without rendering.
 */
export async function settleKnown(
  deps: Deps,
  context: RunContext,
  page: readonly StoredItem[],
): Promise<{ settled: Map<number, SettledItem>; outcomes: Map<number, KnownOutcome> }> {
  const items = page.filter(isPlain).map((item) => cacheItem(context, item));
  const outcomes = await deps.cache.lookUp(cacheRun(context), items);
  const settled = await settleThere(deps, context, page, outcomes);
  const rest = [...outcomes].filter(([id]) => !settled.has(id));
  const copyable = await Promise.all(rest.map(([, outcome]) => deps.cache.canCopy(outcome)));
  // What is nowhere any more has to be rendered, in its turn with the others.
  return { settled, outcomes: new Map(rest.filter((_, n) => copyable[n])) };
}

async function settleThere(
  deps: Deps,
  context: RunContext,
  page: readonly StoredItem[],
  outcomes: ReadonlyMap<number, KnownOutcome>,
): Promise<Map<number, SettledItem>> {
  const settled = new Map<number, SettledItem>();
  for (const one of await alreadyThere(deps, context, page, outcomes)) settled.set(one.item.id, one);
  if (settled.size === 0) return settled;
  const at = deps.clock.now().toISOString();
  const completions = [...settled.values()].map((one) => completion(context, one, outcomes.get(one.item.id)!, at));
  const done = await deps.store.items.completeKnown(context.run.id, completions);
  for (const id of [...settled.keys()]) if (!done.has(id)) settled.delete(id);
  return settled;
}

function completion(
  { run }: RunContext,
  { item, outputs, found }: SettledItem,
  outcome: KnownOutcome,
  at: string,
): KnownCompletion {
  const { facts, inputHashes, planHash, engineVersion } = outcome;
  const attempt = item.attempt + 1;
  return {
    runId: run.id,
    itemId: item.id,
    outputs,
    found,
    patch: {
      error: null,
      nodeStates: outcome.nodeStates.map((state) => ({ ...state, attempt })),
      facts,
      receipt: {
        inputs: inputHashes,
        planHash,
        engineVersion,
        outputs: Object.fromEntries(outputs.map(({ nodeId, sha256 }) => [nodeId, sha256])),
      },
      startedAt: at,
      finishedAt: at,
    },
  };
}
