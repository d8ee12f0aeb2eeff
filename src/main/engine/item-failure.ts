import { type ErrorRecord, toErrorRecord } from '../../contract/errors.ts';
import { PixelTaskError, type RenderResult } from '../../contract/pixel-tasks.ts';
import type { ImageFacts, NodeState } from '../../contract/run.ts';
import type { EngineDeps } from './engine-deps.ts';
import { withTries } from './item-document.ts';
import type { Published } from './publish-item.ts';
import { type AfterFailure, afterFailure } from './retry-policy.ts';
import { type RunContext, runTempPrefix } from './run-context.ts';
import { type ItemOutcome, type StopReason, settle } from './settle-item.ts';
import type { ItemPatch, StoredItem } from './store-port.ts';

/**
 * What becomes of an item after something was thrown: it is given up with its run, put back because the error concerns the whole
 * run, put back because the node that failed is tried again or replaced, or it fails. `context` is the run as it is for all.
 * `about`: what is known of the node whose work the whole item is.
 */
export async function settleFailure(
  deps: EngineDeps,
  context: RunContext,
  item: StoredItem,
  signal: AbortSignal,
  thrown: unknown,
  rendered: RenderResult | null,
  done: Published,
  about: Partial<NodeState> = {},
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
  const patch = {
    ...failurePatch(item, about.nodeId === undefined ? error : { nodeId: about.nodeId, ...error }, thrown, rendered),
    nodeTries,
  };
  patch.nodeStates = patch.nodeStates.map((state) => (state.nodeId === about.nodeId ? { ...state, ...about } : state));
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
