import type { ErrorRecord } from '../../contract/errors.ts';
import type { RenderResult, SourceFile, TaskCache } from '../../contract/pixel-tasks.ts';
import type { NodeState } from '../../contract/run.ts';
import type { KnownOutcome, SourceStamps } from './cache-port.ts';
import type { EngineDeps } from './engine-deps.ts';
import { contextFor, fromNodeOn, variantOf, withTries } from './item-document.ts';
import { settleFailure } from './item-failure.ts';
import { cacheItem, cacheRun, isPlain } from './known-items.ts';
import type { Materialised } from './ports.ts';
import { type Published, publishItem, StaleAttempt } from './publish-item.ts';
import { itemTokens, type RunContext, runTempPrefix } from './run-context.ts';
import { keptError } from './run-intake.ts';
import { type ItemOutcome, settle } from './settle-item.ts';
import type { ItemPatch, StoredItem } from './store-port.ts';

/**
 * Does one claimed item: makes its sources files, renders, publishes, and settles its row. All of its files are published or
 * the item fails; files published before another one failed stay where they are and stay recorded, so that a retry
 * replaces exactly those. `known`: what rendering would give, so that it need not be done. Never throws for what happens to the item.
 */
export async function processItem(
  deps: EngineDeps,
  runContext: RunContext,
  item: StoredItem,
  signal: AbortSignal,
  known?: KnownOutcome,
): Promise<ItemOutcome> {
  const materialised: Materialised[] = [];
  const done: Published = { outputs: [], ids: [], stamps: new Map(), kept: [] };
  let rendered: RenderResult | null = null;
  try {
    const context = contextFor(deps, runContext, variantOf(item));
    let before: SourceStamps | null = null;
    rendered = known && isPlain(item) ? await deps.cache.copyKnown(known, item, tempFiles(context, item)) : null;
    const copied = rendered !== null;
    if (rendered === null) {
      before = await deps.cache.stamp(item);
      rendered = await render(deps, context, item, signal, materialised);
    }
    // A result that comes after it was given up is thrown away.
    signal.throwIfAborted();
    const patch = renderedPatch(item, rendered, runContext);
    // What was copied can be copied again after a crash.
    if (!copied && !(await deps.store.items.saveRendered(item.id, item.attempt, patch))) return { type: 'stale' };
    if (rendered.notSelected !== undefined) {
      const reason: ErrorRecord = { code: 'not_selected', message: rendered.notSelected };
      const settled = await settle(deps, item, 'skip', done, { ...patch, receipt: null, error: reason });
      return settled ? { type: 'skipped', reason } : { type: 'stale' };
    }
    await publishItem(deps, context, item, rendered, done);
    // What a check sent elsewhere has another name than the cache would look for.
    const routed = rendered.files.some(({ routedTo }) => routedTo !== undefined);
    if (!routed) await deps.cache.remember(cacheRun(context), cacheItem(context, item), before, rendered, done.outputs);
    if (done.ids.length === 0 && done.kept.length > 0) {
      const reason = keptError(
        item.name,
        done.kept.map((relativePath) => ({ relativePath })),
      );
      const settled = await settle(deps, item, 'skip', done, { ...patch, receipt: null, error: reason });
      return settled ? { type: 'skipped', reason } : { type: 'stale' };
    }
    const settled = await settle(deps, item, 'complete', done, {
      ...patch,
      nodeStates: withKeptNotes(patch.nodeStates, rendered, done),
    });
    return settled ? { type: 'completed', outputs: done.outputs } : { type: 'stale' };
  } catch (thrown) {
    if (thrown instanceof StaleAttempt) return { type: 'stale' };
    return await settleFailure(deps, runContext, item, signal, thrown, rendered, done);
  } finally {
    for (const one of materialised) {
      await one
        .release()
        .catch((error: unknown) => deps.log.warn('an extracted file was not removed', { error: String(error) }));
    }
  }
}

function tempFiles({ run, folder }: RunContext, item: StoredItem): { folder: string; prefix: string } {
  return { folder, prefix: `${runTempPrefix(run)}${item.id}-${item.attempt}-` };
}

async function render(
  deps: EngineDeps,
  context: RunContext,
  item: StoredItem,
  signal: AbortSignal,
  materialised: Materialised[],
): Promise<RenderResult> {
  const { run, document } = context;
  const sources: Record<string, SourceFile> = {};
  for (const [nodeId, source] of Object.entries(item.sources)) {
    signal.throwIfAborted();
    const file = await deps.intake.materialise(source, deps.folders.work, signal);
    materialised.push(file);
    sources[nodeId] = { path: file.path, name: source.name };
  }
  return await deps.pixels.run(
    {
      kind: 'render',
      workflow: document,
      sources,
      tokens: itemTokens(run, item),
      target: { kind: 'deliver' },
      temp: tempFiles(context, item),
      tolerant: run.tolerant,
      cache: await taskCache(deps, context, item),
    },
    { signal, ...(deps.deadlineMs === undefined ? {} : { deadlineMs: deps.deadlineMs }) },
  );
}

/** With the nodes that a person wants to see executed, whatever is kept of them. */
async function taskCache(
  { cache }: Pick<EngineDeps, 'cache'>,
  { run, graph }: RunContext,
  { redoFrom }: StoredItem,
): Promise<TaskCache | null> {
  const task = await cache.forTask(run);
  return task === null || redoFrom === null ? task : { ...task, redo: fromNodeOn(graph, redoFrom) };
}

function renderedPatch(
  item: StoredItem,
  result: RenderResult,
  { document }: Pick<RunContext, 'document'>,
): ItemPatch & { nodeStates: NodeState[] } {
  const states = result.nodeStates.map((state) => ({ ...state, attempt: item.attempt }));
  return {
    nodeStates: withTries(states, item.nodeTries, document),
    facts: result.facts,
    receipt: {
      inputs: result.inputHashes,
      planHash: result.planHash,
      engineVersion: result.engineVersion,
      outputs: Object.fromEntries(result.files.map((file) => [file.nodeId, file.sha256])),
      ...(Object.keys(item.overrides).length === 0 ? {} : { overrides: item.overrides }),
    },
  };
}

function withKeptNotes(states: NodeState[], result: RenderResult, done: Published): NodeState[] {
  if (done.kept.length === 0) return states;
  const published = new Set(done.outputs.map((output) => output.nodeId));
  const kept = new Set(result.files.map((file) => file.nodeId).filter((nodeId) => !published.has(nodeId)));
  return states.map((state) =>
    kept.has(state.nodeId)
      ? { ...state, notes: [...(state.notes ?? []), 'A file of this name was there and stays.'] }
      : state,
  );
}
