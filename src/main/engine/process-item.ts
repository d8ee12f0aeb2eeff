import { type ErrorRecord, SafelightError, toErrorRecord } from '../../contract/errors.ts';
import { PixelTaskError, type RenderResult, type SourceFile, type TaskCache } from '../../contract/pixel-tasks.ts';
import type { ImageFacts, ItemStatus, NodeState, Output } from '../../contract/run.ts';
import type { KnownOutcome, SourceStamps } from './cache-port.ts';
import type { EngineDeps } from './engine-deps.ts';
import { contextFor, fromNodeOn, variantOf, withTries } from './item-document.ts';
import { type ItemEvent, itemTransition } from './item-machine.ts';
import { cacheItem, cacheRun, isPlain } from './known-items.ts';
import type { Materialised } from './ports.ts';
import { type Published, publishItem, StaleAttempt } from './publish-item.ts';
import { type AfterFailure, afterFailure } from './retry-policy.ts';
import { itemTokens, type RunContext, runTempPrefix } from './run-context.ts';
import { keptError } from './run-intake.ts';
import type { ItemPatch, StoredItem } from './store-port.ts';

/** How an attempt at an item ended. */
export type ItemOutcome =
  | { type: 'completed'; outputs: Output[] }
  | { type: 'failed'; error: ErrorRecord }
  | { type: 'skipped'; reason: ErrorRecord }
  | { type: 'cancelled' }
  /** Back to pending; with an error that concerns the whole run (disk full, output folder gone). */
  | { type: 'requeued'; error: ErrorRecord | null }
  /** Back to pending, because the node that failed is tried again or replaced by its fallback. */
  | { type: 'retrying'; error: ErrorRecord }
  /** Overtaken: whoever took the item back has settled it. */
  | { type: 'stale' };

/** What an AbortSignal's reason says about the items that run. */
export type StopReason = 'cancel' | 'requeue';

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
    await publishItem(deps, context, item, rendered, done);
    await deps.cache.remember(cacheRun(context), cacheItem(context, item), before, rendered, done.outputs);
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
    const file = await deps.intake.materialise(source, deps.folders.work);
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

async function settleFailure(
  deps: EngineDeps,
  context: RunContext,
  item: StoredItem,
  signal: AbortSignal,
  thrown: unknown,
  rendered: RenderResult | null,
  done: Published,
): Promise<ItemOutcome> {
  const error = toErrorRecord(thrown);
  if (signal.aborted && !isOurFault(error)) {
    const cancel = (signal.reason as StopReason) === 'cancel';
    const settled = await settle(deps, item, cancel ? 'cancel' : 'requeue', done, {});
    return !settled ? { type: 'stale' } : cancel ? { type: 'cancelled' } : { type: 'requeued', error: null };
  }
  const runError = await concernsRun(deps, context, error);
  if (runError !== null) {
    const settled = await settle(deps, item, 'requeue', done, {});
    return settled ? { type: 'requeued', error: runError } : { type: 'stale' };
  }
  const after = whatNext(context, item, error);
  const nodeTries = after === null ? item.nodeTries : { ...item.nodeTries, [after.nodeId]: after.tries };
  const patch = { ...failurePatch(item, error, thrown, rendered), nodeTries };
  patch.nodeStates = withTries(patch.nodeStates, nodeTries, context.document);
  if (after !== null && after.next !== 'fail') {
    const settled = await settle(deps, item, 'requeue', done, { ...patch, ...waiting(deps, after, patch.nodeStates) });
    return settled ? { type: 'retrying', error } : { type: 'stale' };
  }
  if (error.code === 'internal')
    deps.log.error('an item failed unexpectedly', { item: item.id, name: item.name, error: String(thrown) });
  const settled = await settle(deps, item, 'fail', done, { ...patch, error });
  return settled ? { type: 'failed', error } : { type: 'stale' };
}

/** What was aborted says `cancelled`, or is an AbortError or the reason itself, which become `internal`; the rest happened before. */
function isOurFault(error: ErrorRecord): boolean {
  return error.code !== 'cancelled' && error.code !== 'internal';
}

/** Null when the error is not that of a node which may be tried again. */
function whatNext(
  { graph }: RunContext,
  { nodeTries }: StoredItem,
  { nodeId, code }: ErrorRecord,
): (AfterFailure & { nodeId: string }) | null {
  const node = nodeId === undefined ? undefined : graph.nodes.get(nodeId)?.node;
  if (node === undefined || (!node.retries && node.fallback === undefined)) return null;
  return { ...afterFailure(node, nodeTries[node.id], code), nodeId: node.id };
}

function waiting(
  { clock }: Pick<EngineDeps, 'clock'>,
  after: AfterFailure & { nodeId: string },
  states: readonly NodeState[],
): ItemPatch {
  const pauseMs = after.next === 'retry' ? after.pauseMs : 0;
  return {
    nodeStates: states.map((state) => (state.nodeId === after.nodeId ? { ...state, status: 'pending' } : state)),
    retryAt: pauseMs === 0 ? null : new Date(clock.now().getTime() + pauseMs).toISOString(),
  };
}

function failurePatch(
  item: StoredItem,
  error: ErrorRecord,
  thrown: unknown,
  rendered: RenderResult | null,
): ItemPatch & { nodeStates: NodeState[] } {
  const states: NodeState[] = thrown instanceof PixelTaskError ? thrown.nodeStates : (rendered?.nodeStates ?? []);
  const facts: Record<string, ImageFacts> = thrown instanceof PixelTaskError ? thrown.facts : (rendered?.facts ?? {});
  const known = states.some((state) => state.nodeId === error.nodeId);
  const all =
    error.nodeId === undefined || known
      ? states
      : [...states, { nodeId: error.nodeId, status: 'failed' as const, error }];
  return { nodeStates: all.map((state) => ({ ...state, attempt: item.attempt })), facts, receipt: null };
}

/** The error when it would meet every other item too: the run is then paused instead of failing them one by one. */
async function concernsRun(deps: EngineDeps, context: RunContext, error: ErrorRecord): Promise<ErrorRecord | null> {
  if (error.code === 'disk_full') return error;
  if (error.code !== 'output_unwritable') return null;
  if (!(await deps.delivery.exists(context.folder).catch(() => false))) {
    return {
      code: 'output_unwritable',
      message: `The output folder “${context.folder}” is gone. Connect its disk or make the folder again, then resume.`,
    };
  }
  try {
    await deps.delivery.prepareFolder(context.folder, runTempPrefix(context.run));
    return null;
  } catch (thrown) {
    return toErrorRecord(thrown);
  }
}

async function settle(
  deps: EngineDeps,
  item: StoredItem,
  event: ItemEvent,
  done: Published,
  patch: ItemPatch,
): Promise<boolean> {
  const to = itemTransition('running', event);
  if (to === 'illegal') throw new SafelightError('internal', `an item that runs cannot ${event}`);
  const over: ItemStatus[] = ['completed', 'failed', 'skipped', 'cancelled'];
  return await deps.store.items.transition({
    id: item.id,
    attempt: item.attempt,
    from: 'running',
    to,
    patch: {
      ...patch,
      ...(over.includes(to)
        ? { redoFrom: null, retryAt: null, finishedAt: deps.clock.now().toISOString() }
        : { finishedAt: null }),
    },
    published: done.ids,
    stamps: done.stamps,
    dropUnused: event === 'complete',
  });
}
